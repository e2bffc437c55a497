import { isAxiosError } from 'axios';
import { isBeforeSending } from '../core/request/zca-trouble.js';
import { type ZcaError, ZcaNotContract, ZcaNotSent, ZcaUnclear } from '../flow/zca-error.js';

/** What a call without an answer means. Only the kind of failure is kept: an axios error carries the token. */
export function failedCall(error: unknown): ZcaError {
  if (!isAxiosError(error)) return new ZcaUnclear('the call failed');
  if (error.message.startsWith('maxContentLength')) return new ZcaNotContract('the answer is too large');
  const detail = error.code ?? 'the connection broke';
  return isBeforeSending(detail) ? new ZcaNotSent(detail) : new ZcaUnclear(detail);
}
