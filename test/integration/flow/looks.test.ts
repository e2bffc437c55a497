import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { auditLines, verifyAuditLog } from '../../../src/store/audit-log.js';
import { Keys } from '../../../src/store/keys.js';
import { privateAnswer } from '../../fixtures/conversation.js';
import { people, places, useWorld, type World } from '../../fixtures/world.js';

type Entry = { readonly action: string; readonly actor: string; readonly details: object };

/** The audit log's entries about queries, oldest first. */
async function looksIn(world: World): Promise<Entry[]> {
  return inRedis(world, async (redis, keys) => {
    const found: Entry[] = [];
    for await (const { entry } of auditLines(redis, keys)) {
      const { action, actor, details } = JSON.parse(entry);
      if (action === 'looked' || action === 'look_refused') found.push({ action, actor, details });
    }
    return found;
  });
}

async function inRedis<T>(
  { redis, config }: World,
  act: (redis: Redis, keys: Keys) => Promise<T>,
): Promise<T> {
  const client = new Redis(redis.url);
  try {
    return await act(client, new Keys(config.redis.prefix));
  } finally {
    client.disconnect();
  }
}

/** Sends a query in #zca-ops and waits for its answer. */
const asks = (world: World, user: string, text: string) =>
  privateAnswer(world, user, () => world.workspace.post({ user, channel: places.ops, text }));

async function picks({ workspace }: World, user: string): Promise<void> {
  await workspace.shortcut({ user, callback_id: 'unlink_asset' });
  const view = await workspace.waitFor(() => workspace.views(user).modal);
  const container = { type: 'view', view_id: view.id } as const;
  await workspace.options({
    ...{ user, container, value: '' },
    block_id: 'assets/oa',
    action_id: 'unlink_assets/oa',
  });
}

describe('the audit log names each viewer', () => {
  const world = useWorld();

  it('once an hour for each person and subject, however they query', async () => {
    const { lan, hoa } = people;
    for (const text of ['/unlink show oa 1234', '@zca-unlink show oa 9', '/unlink show oa 1234'])
      await asks(world(), lan, text);
    await asks(world(), lan, '/unlink show app 1234');
    await asks(world(), hoa, '@zca-unlink history');
    for (const text of ['/unlink pending', '/unlink status', '/unlink mine']) await asks(world(), hoa, text);
    await picks(world(), hoa);
    await world().workspace.home({ user: hoa });
    const here = { channel: places.ops, kind: null };
    const looked = (actor: string, details: object) => ({ action: 'looked', actor, details });
    const wanted = [
      looked(lan, { ...here, what: 'show', kind: 'oa' }),
      looked(lan, { ...here, what: 'show', kind: 'app' }),
      ...['history', 'pending', 'status', 'mine'].map((what) => looked(hoa, { ...here, what })),
      looked(hoa, { what: 'picker', kind: 'oa', channel: null }),
      looked(hoa, { what: 'home', kind: null, channel: null }),
    ];
    await expect.poll(() => looksIn(world())).toHaveLength(wanted.length);
    expect(await looksIn(world())).toEqual(expect.arrayContaining(wanted));
    expect(await inRedis(world(), verifyAuditLog)).toMatchObject({ ok: true });
  });

  it('without delaying answers when it takes no entry', async () => {
    await inRedis(world(), (redis, keys) => redis.set(keys.auditHead, 'nonsense'));
    expect((await asks(world(), people.minh, '/unlink show oa 1234')).text).toContain('4318093042839471234');
    await expect.poll(() => world().logged.join('')).toContain('audit.query_not_recorded');
  });
});

describe('the audit log names each refused viewer', () => {
  const world = useWorld({ env: { UNLINK_REQUESTERS: people.minh } });

  it('once an hour for each person and subject, with a count', async () => {
    const { lan } = people;
    const oneHourOn = () =>
      inRedis(world(), async (redis, keys) => redis.del(keys.look(lan, 'show-oa-refused', 'noted')));
    await asks(world(), lan, '/unlink show oa 1');
    await expect.poll(() => looksIn(world())).toHaveLength(1);
    for (const id of [2, 3]) await asks(world(), lan, `@zca-unlink show oa ${id}`);
    await oneHourOn();
    await asks(world(), lan, '@zca-unlink show oa 1');
    await picks(world(), lan);
    await expect.poll(() => looksIn(world())).toHaveLength(3);
    const why = 'not_a_requester';
    const shown = { what: 'show', kind: 'oa', channel: places.ops, why };
    const refused = (details: object) => ({ action: 'look_refused', actor: lan, details });
    expect(await looksIn(world())).toEqual([
      refused(shown),
      refused({ ...shown, refusals: 4 }),
      refused({ what: 'picker', kind: 'oa', channel: null, why }),
    ]);
  });
});
