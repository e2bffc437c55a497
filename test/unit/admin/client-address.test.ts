import { describe, expect, it } from 'vitest';
import { clientAddress } from '../../../src/admin/client-address.js';
import type { AdminContext } from '../../../src/admin/view.js';

const addressOf = (peer: string, forwarded?: string) => {
  const c = {
    env: { incoming: { socket: { remoteAddress: peer } } },
    req: { header: () => forwarded },
  } as unknown as AdminContext;
  return clientAddress(c, { mayHaveProxy: true });
};

describe('the address that log-ins are counted by', () => {
  it('is the one that a proxy of one’s own has seen last', () => {
    expect(addressOf('10.0.0.7', '198.51.100.1, 203.0.113.9')).toBe('203.0.113.9');
    expect(addressOf('::ffff:10.0.0.7', '203.0.113.9')).toBe('203.0.113.9');
  });

  it('is the peer’s own where no such proxy is', () => {
    expect(addressOf('198.51.100.1', '203.0.113.9')).toBe('198.51.100.1');
    expect(addressOf('10.0.0.7', 'somebody')).toBe('10.0.0.7');
  });

  it.each([
    ['2001:db8::1', '2001:db8::2'],
    ['2001:db8:0:0:1:2:3:4', '2001:db8::'],
    ['2001:DB8::1', '2001:0db8:0000:0000::1'],
    ['2001:db8:1:2::1', '2001:db8:1:2:ffff:ffff:ffff:ffff'],
  ])('is the same for two addresses of one network: %s, %s', (one, other) => {
    expect(addressOf(one)).toBe(addressOf(other));
    expect(addressOf('10.0.0.7', one)).toBe(addressOf('10.0.0.7', other));
  });

  it.each([
    ['2001:db8:1::1', '2001:db8:2::1'],
    ['::ffff:203.0.113.9', '::ffff:203.0.113.8'],
  ])('differs for %s and %s', (one, other) => {
    expect(addressOf(one)).not.toBe(addressOf(other));
    expect(addressOf('10.0.0.7', one)).not.toBe(addressOf('10.0.0.7', other));
  });
});
