import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Directory } from '../../../src/core/person/directory.js';
import { confirmAccount, senderOf } from '../../../src/flow/known-sender.js';
import { RedisAccountLinks } from '../../../src/store/account-links.js';
import { auditLines, verifyAuditLog } from '../../../src/store/audit-log.js';
import { unreplicated } from '../../../src/store/replicas.js';
import { redisShelf } from './redis-shelf.js';

const shelf = redisShelf();
const lan = { name: 'Lan', slack: 'U0LAN00001', zaloOa: '2468458835296197922' };
const ba = { name: 'Bá', zaloOa: '9979458835296197111', zaloBot: '6ede9afa66b88fe6d6a9' };
const directory = new Directory([lan, ba]);
const account = { surface: 'zalo', id: lan.zaloOa } as const;
const stranger = { surface: 'zalo', id: '1' } as const;

/** A code typed in a message of its own. */
function typed(code: string) {
  return { code, delivery: randomUUID() };
}

function bench(people = directory) {
  const { redis, keys, store } = shelf();
  const links = new RedisAccountLinks({
    ...{ redis, keys, audit: store.audit, replicas: unreplicated },
    now: () => 1_790_000_000_000,
  });
  return { directory: people, links, people: { person: async (id: string) => ({ id, isOutsider: false }) } };
}

describe('an account that the configuration ties to a person', () => {
  it('is nobody’s until they have typed their code there', async () => {
    const on = bench();
    expect(await senderOf(account, on)).toEqual({ type: 'unconfirmed' });
    const { code } = await on.links.newCode('U0LAN00001');
    expect(await confirmAccount(account, typed(code), on)).toBe('confirmed');
    expect(await senderOf(account, on)).toEqual({ type: 'person', id: 'U0LAN00001' });
  });

  it('needs no code where it names the person', async () => {
    expect(await senderOf({ surface: 'zalo', id: ba.zaloOa }, bench())).toEqual({
      type: 'person',
      id: `zalo:${ba.zaloOa}`,
    });
  });

  it('is nobody’s again once the configuration ties it to somebody else', async () => {
    const on = bench();
    await confirmAccount(account, typed((await on.links.newCode('U0LAN00001')).code), on);
    const moved = bench(new Directory([{ name: 'Hoa', slack: 'U0HOA00003', zaloOa: lan.zaloOa }]));
    expect(await senderOf(account, moved)).toEqual({ type: 'unconfirmed' });
  });
});

describe('a code', () => {
  it('works once, also for two who type it at the same moment', async () => {
    const on = bench();
    const { code } = await on.links.newCode('U0LAN00001');
    const tries = await Promise.all(
      Array.from({ length: 8 }, () => on.links.confirm(account, 'U0LAN00001', code, randomUUID())),
    );
    expect(tries.filter((result) => result === 'confirmed')).toHaveLength(1);
    expect(tries.filter((result) => result === 'no_code')).toHaveLength(7);
  });

  it('is over after the fifth wrong one', async () => {
    const on = bench();
    const { code } = await on.links.newCode('U0LAN00001');
    const wrong = code === '00000000' ? '00000001' : '00000000';
    const tries: string[] = [];
    for (let each = 0; each < 5; each += 1) tries.push(await confirmAccount(account, typed(wrong), on));
    expect(tries).toEqual(['wrong', 'wrong', 'wrong', 'wrong', 'too_many']);
    expect(await confirmAccount(account, typed(code), on)).toBe('no_code');
  });

  it('counts a wrong one once, however often its message is handled', async () => {
    const on = bench();
    const { code } = await on.links.newCode('U0LAN00001');
    const message = typed(code === '00000000' ? '00000001' : '00000000');
    for (let each = 0; each < 8; each += 1) expect(await confirmAccount(account, message, on)).toBe('wrong');
    expect(await confirmAccount(account, typed(code), on)).toBe('confirmed');
  });

  it('ends an earlier one', async () => {
    const on = bench();
    const first = await on.links.newCode('U0LAN00001');
    const second = await on.links.newCode('U0LAN00001');
    if (first.code !== second.code)
      expect(await confirmAccount(account, typed(first.code), on)).toBe('wrong');
    expect(await confirmAccount(account, typed(second.code), on)).toBe('confirmed');
  });

  it('is of no use to somebody else', async () => {
    const on = bench();
    const { code } = await on.links.newCode('U0LAN00001');
    expect(await confirmAccount(stranger, typed(code), on)).toBe('no_code');
    expect(await confirmAccount({ surface: 'zalo-bot', id: ba.zaloBot }, typed(code), on)).toBe('no_code');
  });

  it('ends after ten minutes by itself', async () => {
    const { redis, keys } = shelf();
    await bench().links.newCode('U0LAN00001');
    const left = await redis.pttl(keys.linkCode('U0LAN00001'));
    expect(left).toBeGreaterThan(590_000);
    expect(left).toBeLessThanOrEqual(600_000);
  });

  it('is in the audit log when it links, and once an hour when it does not', async () => {
    const on = bench();
    const { code } = await on.links.newCode('U0LAN00001');
    const wrong = code === '00000000' ? '00000001' : '00000000';
    await confirmAccount(account, typed(wrong), on);
    await confirmAccount(account, typed(wrong), on);
    await confirmAccount(account, typed(code), on);
    const { redis, keys } = shelf();
    const entries: unknown[] = [];
    for await (const { entry } of auditLines(redis, keys)) entries.push(JSON.parse(entry));
    expect(entries).toMatchObject([
      { action: 'account_link_refused', actor: 'U0LAN00001', details: { why: 'wrong' } },
      { action: 'account_linked', actor: 'U0LAN00001', details: { account: `zalo:${lan.zaloOa}` } },
    ]);
    expect(JSON.stringify(entries)).not.toContain(code);
    expect(await verifyAuditLog(redis, keys)).toMatchObject({ ok: true });
  });
});

describe('a stranger', () => {
  it('is answered three times a day, and again when a message comes twice', async () => {
    const { links } = bench();
    const answers: boolean[] = [];
    for (const delivery of ['a', 'b', 'c', 'd', 'a', 'd'])
      answers.push(await links.mayAnswerStranger(stranger, delivery));
    expect(answers).toEqual([true, true, true, false, true, false]);
  });

  it('is not answered where sixty answers went to strangers within the hour', async () => {
    const { links } = bench();
    const answers: boolean[] = [];
    for (let each = 0; each < 61; each += 1)
      answers.push(await links.mayAnswerStranger({ surface: 'zalo', id: `${each}` }, `delivery-${each}`));
    expect(answers).toEqual([...Array.from({ length: 60 }, () => true), false]);
  });
});
