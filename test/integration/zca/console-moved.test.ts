import { describe, expect } from 'vitest';
import type { ZcaConsole } from '../../../sandbox/zca/zca.js';
import { expectNothingDone, it, shop, timeout } from './console-bench.js';
import { failureOf, order } from './driver.contract.js';

describe('the console driver, redirected to another address,', { timeout, concurrent: true }, () => {
  const otherName = ({ url }: ZcaConsole) => url.replace('127.0.0.1', 'localhost');

  it('follows to a known one, with the session that was made there', async ({ open }) => {
    const otherAddresses: string[] = [];
    const { client, session, zca } = await open({}, { otherAddresses });
    otherAddresses.push(otherName(zca.console));
    const cookie = { ...zca.console.logIn(), domain: 'localhost' };
    const kept = { ...cookie, expires: -1, httpOnly: true, secure: false, sameSite: 'Lax' };
    await session.save({ cookies: [kept], origins: [] });
    zca.console.behave({ movedTo: otherName(zca.console) });
    expect(await client.unlink(order(shop))).toBe('unlinked');
    expect(zca.ledger.removals).toHaveLength(1);
  });

  it('reports an unknown one, does nothing there, and still counts as logged in', async ({ open }) => {
    const { client, zca } = await open();
    zca.console.behave({ movedTo: otherName(zca.console) });
    expect(await failureOf(client.unlink(order(shop)))).toMatchObject({
      name: 'ZcaScreenUnexpected',
      failure: { seen: expect.stringContaining(`the console has moved to ${otherName(zca.console)};`) },
    });
    expectNothingDone({ zca });
    zca.console.behave();
    expect(await client.read('oa', shop.id)).toMatchObject(shop);
  });
});
