import type { MiddlewareHandler } from 'hono';
import type { AdminContext, AdminEnv } from './view.js';

/** Only this server's own style and pictures; no script, no frame, no form to elsewhere. */
const contentPolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Headers that keep every answer from being framed, sniffed, cached or told to other sites. */
export const protectiveHeaders: MiddlewareHandler<AdminEnv> = async (c, next) => {
  await next();
  const { headers } = c.res;
  if (!headers.has('content-security-policy')) headers.set('content-security-policy', contentPolicy);
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
  headers.set('x-content-type-options', 'nosniff');
  headers.set('x-frame-options', 'DENY');
  headers.set('referrer-policy', 'same-origin');
  headers.set('cross-origin-opener-policy', 'same-origin');
  headers.set('cross-origin-resource-policy', 'same-origin');
  headers.set('permissions-policy', 'camera=(), geolocation=(), microphone=()');
};

/**
 * True if a request that changes something comes from a page of this origin. Browsers say where a request comes from
 * (fetch.spec.whatwg.org, "Origin header"; w3.org/TR/fetch-metadata); what says nothing is no browser and has no cookie.
 */
export function isFromHere(c: AdminContext, origin: string | null): boolean {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin') return false;
  const from = c.req.header('origin');
  if (from === undefined) return true;
  return origin === null ? URL.parse(from)?.host === c.req.header('host') : from === origin;
}
