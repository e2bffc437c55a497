import { describe, expect, it } from 'vitest';
import { shop, useConsole } from './console-bench.js';
import { failureOf, order } from './driver.contract.js';

describe('the console driver, redirected to another address,', { timeout: 60_000 }, () => {
  const { open, bench, expectNothingDone } = useConsole();
  const otherName = () => bench().zca.console.url.replace('127.0.0.1', 'localhost');
  const move = () => bench().zca.console.behave({ movedTo: otherName() });

  it('follows to a known one, with the session that was made there', async () => {
    const otherAddresses: string[] = [];
    const { client, session, zca } = await open({}, { otherAddresses });
    otherAddresses.push(otherName());
    const cookie = { ...zca.console.logIn(), domain: 'localhost' };
    const kept = { ...cookie, expires: -1, httpOnly: true, secure: false, sameSite: 'Lax' };
    await session.save({ cookies: [kept], origins: [] });
    move();
    expect(await client.unlink(order(shop))).toBe('unlinked');
    expect(zca.ledger.removals).toHaveLength(1);
  });

  it('reports an unknown one, does nothing there, and still counts as logged in', async () => {
    const { client, zca } = await open();
    move();
    expect(await failureOf(client.unlink(order(shop)))).toMatchObject({
      name: 'ZcaScreenUnexpected',
      failure: { seen: expect.stringContaining(`the console has moved to ${otherName()};`) },
    });
    expectNothingDone();
    zca.console.behave();
    expect(await client.read('oa', shop.id)).toMatchObject(shop);
  });
});
