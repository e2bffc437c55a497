import { describe, expect, it } from 'vitest';
import { whereaboutsOf } from '../../../src/zca/console/console-address.js';
import { shop, useConsole } from '../../integration/zca/console-bench.js';
import { failureOf, order } from '../../integration/zca/driver.contract.js';

const zalo = {
  address: 'https://account.zalo.solutions',
  otherAddresses: ['https://account.zalo.solutions', 'https://account.zalo.cloud/'],
  logInHosts: ['id.zalo.me'],
};

describe('the address of a page', () => {
  it.each([
    ['https://account.zalo.solutions', 'console'],
    ['https://account.zalo.cloud', 'console'],
    ['http://account.zalo.cloud', 'elsewhere'],
    ['https://account.zalo.cloud:8443', 'elsewhere'],
    ['https://account.zalo.solutions.example', 'elsewhere'],
    ['https://id.zalo.me', 'log_in'],
    ['http://id.zalo.me', 'elsewhere'],
    ['null', 'nowhere'],
  ] as const)('%s is %s', (origin, where) => {
    expect(whereaboutsOf(origin, zalo)).toBe(where);
  });
});

describe('the console driver, where the console leads to another address,', { timeout: 60_000 }, () => {
  const { open, bench, expectNothingDone } = useConsole();
  const otherName = () => bench().zca.console.url.replace('127.0.0.1', 'localhost');
  const move = () => bench().zca.console.behave({ movedTo: otherName() });

  it('follows it to one that is known, with the log-in that was made there', async () => {
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

  it('says so of one that is not, does nothing there, and does not take the log-in for ended', async () => {
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
