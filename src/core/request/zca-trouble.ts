import type { FailureCause } from './outcome.js';

/** What keeps the bot from the ZCA; each has its own remedy. */
export const zcaTroubles = [
  'refused',
  'unknown_name',
  'untrusted',
  'expired',
  'other_name',
  'no_tls',
  'no_answer',
  'server_error',
  'broken',
  'not_the_contract',
  'screen_unexpected',
] as const;
export type ZcaTrouble = (typeof zcaTroubles)[number];

export interface TroubleSeen {
  readonly why: ZcaTrouble;
  /** The code for it, or what was wrong; no text of people. */
  readonly detail: string;
}

/** Codes of Node.js and axios (nodejs.org/api/errors.html, nodejs.org/api/tls.html#x509-certificate-error-codes). */
const byCode: ReadonlyMap<string, ZcaTrouble> = new Map([
  ['ECONNREFUSED', 'refused'],
  ['ENOTFOUND', 'unknown_name'],
  ['EAI_AGAIN', 'unknown_name'],
  ['CERT_HAS_EXPIRED', 'expired'],
  ['CERT_NOT_YET_VALID', 'expired'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'other_name'],
  ['EPROTO', 'no_tls'],
  ['ETIMEDOUT', 'no_answer'],
  ['ECONNABORTED', 'no_answer'],
  ['ERR_CANCELED', 'no_answer'],
]);

/** Those that say that who signed the certificate is not trusted, or that nobody did. */
const untrusted = /^(?:UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|CERT_|INVALID_CA$)/u;

/** What a call's failure says of the ZCA; null where it says nothing of it: it answers, or nobody was asked. */
export function troubleIn(failure: FailureCause): TroubleSeen | null {
  if (failure.type === 'not_the_contract') return { why: failure.type, detail: failure.detail };
  // The page may show what people wrote.
  if (failure.type === 'screen_unexpected') return { why: failure.type, detail: '' };
  if (failure.type !== 'unreachable') return null;
  const { detail } = failure;
  if (detail.startsWith('HTTP ')) return { why: 'server_error', detail };
  // Words of the driver's own, as of a browser, are about this machine.
  if (!/^[A-Z][A-Z\d_]+$/u.test(detail)) return null;
  const why = byCode.get(detail) ?? codeFamily(detail);
  return { why, detail };
}

/** Whether the connection was refused before anything could be sent on it: the certificate is held first of all. */
export function isBeforeSending(code: string): boolean {
  const why = byCode.get(code) ?? codeFamily(code);
  return ['refused', 'unknown_name', 'untrusted', 'expired', 'other_name'].includes(why);
}

function codeFamily(code: string): ZcaTrouble {
  if (untrusted.test(code)) return 'untrusted';
  return code.startsWith('ERR_SSL_') ? 'no_tls' : 'broken';
}
