import type { FailureCause } from './outcome.js';

/** Problems that keep the bot from the ZCA; each has its own remedy. */
export const zcaTroubles = [
  'refused',
  'unknown_name',
  'untrusted',
  'expired',
  'other_name',
  'wants_certificate',
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
  /** The error code, or what was wrong; never user text. */
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

/** The certificate's issuer is not trusted, or it is self-signed. */
const untrusted = /^(?:UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|CERT_|INVALID_CA$)/u;

/** TLS alerts of a server that gets no client certificate, or one that it does not accept (RFC 8446, 6.2). */
const wantsCertificate =
  /^ERR_SSL_.*ALERT_(?:CERTIFICATE_REQUIRED|BAD_CERTIFICATE|CERTIFICATE_UNKNOWN|CERTIFICATE_EXPIRED|UNKNOWN_CA)$/u;

/** The problem that a failed call reveals about the ZCA; null if none: the ZCA answers, or nothing was sent to it. */
export function troubleIn(failure: FailureCause): TroubleSeen | null {
  if (failure.type === 'not_the_contract') return { why: failure.type, detail: failure.detail };
  // The page may contain user text.
  if (failure.type === 'screen_unexpected') return { why: failure.type, detail: '' };
  if (failure.type !== 'unreachable') return null;
  const { detail } = failure;
  if (detail.startsWith('HTTP ')) return { why: 'server_error', detail };
  // Errors of the driver itself, such as a missing browser, concern this machine.
  if (!/^[A-Z][A-Z\d_]+$/u.test(detail)) return null;
  const why = byCode.get(detail) ?? codeFamily(detail);
  return { why, detail };
}

/** True if the connection failed before anything could be sent on it; the certificate is checked first. */
export function isBeforeSending(code: string): boolean {
  const why = byCode.get(code) ?? codeFamily(code);
  return ['refused', 'unknown_name', 'untrusted', 'expired', 'other_name'].includes(why);
}

function codeFamily(code: string): ZcaTrouble {
  if (untrusted.test(code)) return 'untrusted';
  if (wantsCertificate.test(code)) return 'wants_certificate';
  return code.startsWith('ERR_SSL_') ? 'no_tls' : 'broken';
}
