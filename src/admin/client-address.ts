import { isIP } from 'node:net';
import type { AdminContext } from './view.js';

/** Addresses of this machine and of private networks (RFC 1918, RFC 4193): a proxy of one's own. */
const near = /^(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|::1$|f[cd])/iu;

/**
 * The address that a request comes from, for counting. Behind a proxy of one's own it is the one that the proxy has
 * seen, the last of `X-Forwarded-For`; of an IPv6 address only the network counts.
 */
export function clientAddress(c: AdminContext, { mayHaveProxy }: { readonly mayHaveProxy: boolean }): string {
  const peer = bare(c.env.incoming.socket.remoteAddress ?? '');
  const seen = bare(c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() ?? '');
  const address = mayHaveProxy && near.test(peer) && isIP(seen) !== 0 ? seen : peer;
  return isIP(address) === 6 ? networkOf(address) : address;
}

/** Without the zone of a link, and an IPv4 address as such (RFC 4291, 2.5.5.2). */
function bare(address: string): string {
  return address.replace(/%.*$/u, '').replace(/^::ffff:(?=[\d.]+$)/iu, '');
}

/** The first half of an IPv6 address, however it is written: whoever has it has all its addresses (RFC 4291, 2.5.4). */
function networkOf(address: string): string {
  const { hostname } = new URL(`http://[${address}]`);
  const [before = [], after = []] = hostname
    .slice(1, -1)
    .split('::')
    .map((half) => half.split(':').filter((group) => group !== ''));
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...zeros, ...after].slice(0, 4).join(':');
}
