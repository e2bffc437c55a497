import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataVersion } from '../../../src/jobs/job-data.js';
import { verifyAuditLog } from '../../../src/store/audit-log.js';
import { Keys } from '../../../src/store/keys.js';
import {
  cardFor,
  cardOffers,
  cardSays,
  press,
  pressInput,
  privateAnswer,
  requestIdOf,
  resultOf,
} from '../../fixtures/conversation.js';
import { patienceMs } from '../../fixtures/patience.js';
import { tidyNow } from '../../fixtures/queued.js';
import { people, places, useWorld } from '../../fixtures/world.js';

/** Here a request is too old as soon as it has ended. */
describe('a request that ended long ago', () => {
  const world = useWorld({
    change: (config) => ({ ...config, redis: { ...config.redis, keepFinishedDays: 0 } }),
  });
  let redis: Redis;
  let keys: Keys;
  beforeAll(() => {
    redis = new Redis(world().redis.url, { maxRetriesPerRequest: null });
    keys = new Keys(world().config.redis.prefix);
  });
  afterAll(() => redis.disconnect());

  it('is removed by the next clean-up, and its old card answers a press politely', async () => {
    const { zca } = world();
    const id = '4318093042839471234';
    const card = await cardFor(world(), people.lan, `/unlink oa ${id}`);
    zca.faults.add({ type: 'status', operation: 'unlink', status: 403 });
    await press(world(), people.minh, card, 'confirm');
    const failed = await cardOffers(world(), card, 'retry');
    const before = zca.ledger.calls.length;
    await tidyUntilGone(requestIdOf(card));
    const told = await privateAnswer(world(), people.minh, () =>
      world().workspace.action(pressInput(people.minh, failed, 'retry')),
    );
    expect(told.text).toContain('This request no longer exists');
    await world().workspace.idle();
    expect(zca.ledger.calls).toHaveLength(before);
    expect(
      world()
        .workspace.messages(places.ops)
        .filter(({ text }) => text.includes('retry')),
    ).toEqual([]);
  });

  it('leaves the audit log intact, and its assets free to be requested', async () => {
    const before = await redis.xlen(keys.audit);
    expect(before).toBeGreaterThan(5);
    expect(await verifyAuditLog(redis, keys)).toEqual({ ok: true, entries: before });
    const card = await cardFor(world(), people.lan, '/unlink oa 4318093042839471234');
    await press(world(), people.lan, card, 'cancel');
    await cardSays(world(), card, 'Nothing was unlinked');
  });

  it('is counted in the log when it goes, and pending requests remain', async () => {
    const waiting = await cardFor(world(), people.lan, '/unlink oa 3448302585883376050');
    await tidyUntilGone(null);
    expect(await redis.hget(keys.request(requestIdOf(waiting)), 'record')).not.toBeNull();
    const said = world().logged.filter((line) => line.includes('requests.purged'));
    const counted = said.map((line) => JSON.parse(line).requests).reduce((sum, each) => sum + each, 0);
    expect(counted).toBe(2);
    await press(world(), people.lan, waiting, 'cancel');
    await cardSays(world(), waiting, 'Nothing was unlinked');
  });

  it('remains until people were told how it ended', async () => {
    const { workspace } = world();
    const card = await cardFor(world(), people.lan, '/unlink oa 3448302585883376050');
    workspace.faults.add({ method: 'chat.postMessage', kind: 'drop_before', times: 10_000 });
    await press(world(), people.minh, card, 'confirm');
    await expect.poll(() => redis.zcard(keys.untold), { timeout: patienceMs }).toBe(1);
    await tidyNow(world());
    expect(await redis.hget(keys.request(requestIdOf(card)), 'record')).not.toBeNull();
    workspace.faults.clear();
    await resultOf(world(), card);
    await tidyUntilGone(requestIdOf(card));
  });

  /** Runs clean-ups until a request, or every request that has ended, is gone. */
  async function tidyUntilGone(requestId: string | null): Promise<void> {
    const queue = new Queue('tidy', { connection: redis, prefix: world().config.redis.prefix });
    const left = async () =>
      requestId === null ? redis.zcard(keys.ended) : redis.hexists(keys.request(requestId), 'record');
    await expect
      .poll(
        async () => {
          await queue.add('tidy', { version: dataVersion });
          return left();
        },
        { timeout: patienceMs, interval: 300 },
      )
      .toBe(0);
    await queue.close();
  }
});
