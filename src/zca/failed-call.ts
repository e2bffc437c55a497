import { isAxiosError } from 'axios';
import { isBeforeSending } from '../core/request/zca-trouble.js';
import { type ZcaError, ZcaNotContract, ZcaNotSent, ZcaUnclear } from '../flow/zca-error.js';

/** The meaning of a call without an answer. Keeps only the kind of failure: an axios error carries the token. */
export function failedCall(error: unknown): ZcaError {
  if (!isAxiosError(error)) return new ZcaUnclear('the call failed');
  if (error.message.startsWith('maxContentLength')) return new ZcaNotContract('the answer is too large');
  const detail = error.code ?? 'the connection broke';
  return isBeforeSending(detail) ? new ZcaNotSent(detail) : new ZcaUnclear(detail);
}
