import { isIP } from 'node:net';
import type { AdminContext } from './view.js';

/** Addresses of this machine and of private networks (RFC 1918, RFC 4193): a proxy of one's own. */
const near = /^(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|::1$|f[cd])/iu;

/**
 * The address that a request comes from, for counting. Behind a proxy of one's own it is the one that the proxy has
 * seen, the last of `X-Forwarded-For`; of an IPv6 address only the network counts.
 */
export function clientAddress(c: AdminContext, { mayHaveProxy }: { readonly mayHaveProxy: boolean }): string {
  const peer = (c.env.incoming.socket.remoteAddress ?? '').replace(/^::ffff:/u, '');
  const seen = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() ?? '';
  const address = mayHaveProxy && near.test(peer) && isIP(seen) !== 0 ? seen : peer;
  return isIP(address) === 6 ? address.split(':').slice(0, 4).join(':') : address;
}
