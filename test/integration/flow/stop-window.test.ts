import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Message } from '../../../sandbox/slack/page-contract.js';
import { approve } from '../../../src/core/request/decision-transition.js';
import { Keys } from '../../../src/store/keys.js';
import { RedisRateLimiter } from '../../../src/store/rate-limiter.js';
import { RedisRequestStore } from '../../../src/store/request-store.js';
import {
  cardFor,
  cardSays,
  current,
  offers,
  press,
  requestIdOf,
  resultOf,
} from '../../fixtures/conversation.js';
import { patienceMs } from '../../fixtures/patience.js';
import { repairNow } from '../../fixtures/queued.js';
import { asking } from '../../fixtures/redis-in-trouble.js';
import { people, startWorld, stopWorld, type World, type WorldOptions } from '../../fixtures/world.js';

const windowMs = 1_500;
const oa = '4318093042839471234';

describe('a stop window', () => {
  let world: World | undefined;
  afterEach(async () => {
    if (world !== undefined) await stopWorld(world);
    world = undefined;
  });

  /** An unpressed card. */
  const asked = async (options: WorldOptions = {}) => {
    world = await startWorld({ policy: { stopWindowMs: windowMs }, ...options });
    return { world, card: await cardFor(world, people.lan, `/unlink oa ${oa}`) };
  };

  /**
   * The time for which people could see Stop before the link was gone, in milliseconds; null:
   * never.
   */
  const offeredFor = async ({ workspace, zca }: World, card: Message): Promise<number | null> => {
    let since: number | null = null;
    await vi.waitFor(
      () => {
        if (since === null && offers(current(workspace, card), 'stop')) since = Date.now();
        expect(zca.ledger.removals).toHaveLength(1);
      },
      { timeout: patienceMs, interval: 5 },
    );
    return since === null ? null : Date.now() - since;
  };

  it('lasts as long as configured once Stop is shown, and no run begins before the end that was shown', async () => {
    const { world: now, card } = await asked();
    await press(now, people.minh, card, 'confirm');
    const shown = await cardSays(now, card, 'Begins at');
    const [, end = '0'] = /Begins at <!date\^(\d+)\^\{time_secs\}/u.exec(shown.text) ?? [];
    expect(await offeredFor(now, card)).not.toBeNull();
    expect(Date.now()).toBeGreaterThanOrEqual(Number(end) * 1_000);
    await resultOf(now, card);
  });

  it('is not used up while a busy ZCA delays the reading for the approval', async () => {
    const { world: now, card } = await asked();
    now.zca.faults.add({ type: 'ratelimited', operation: 'read', retryAfterSeconds: 2 });
    await press(now, people.minh, card, 'confirm');
    // The test looks every few milliseconds, so Stop may have appeared a little before it was seen.
    expect(await offeredFor(now, card)).toBeGreaterThan(windowMs - 300);
  });

  it('waits until the queue of updates has let its card through', async () => {
    const { world: now, card } = await asked({
      change: (config) => ({ ...config, slack: { ...config.slack, updatesPerMinute: 60 } }),
    });
    const { redis, config } = now;
    await asking(redis, async (client) => {
      const pace = new RedisRateLimiter(client, new Keys(config.redis.prefix), {
        postsPerSecond: 1_000,
        updatesPerMinute: 60,
      });
      for (let other = 0; other < 4; other += 1) await pace.update(`card-other-${other}`);
    });
    await press(now, people.minh, card, 'confirm');
    expect(await offeredFor(now, card)).toBeGreaterThan(windowMs - 300);
  });

  it('ends all the same when the chat takes no update of the card', async () => {
    const { world: now, card } = await asked();
    now.workspace.faults.add({ method: 'chat.update', kind: 'error', error: 'message_not_found', times: 99 });
    await press(now, people.minh, card, 'confirm');
    await vi.waitFor(() => expect(now.zca.ledger.removals).toHaveLength(1), { timeout: patienceMs });
  });

  it.each([
    ['opens after a crash had kept it from opening', null],
    ['of a request that an earlier version has confirmed is over when its record says so', 1_000],
  ])('%s', async (_, startsAfterMs) => {
    const { world: now, card } = await asked();
    const id = requestIdOf(card);
    const { redis, config } = now;
    await asking(redis, (client) =>
      new RedisRequestStore({
        redis: client,
        keys: new Keys(config.redis.prefix),
        alerts: { raise: () => undefined },
      }).change(id, (request) => {
        const at = Date.now();
        const decision = { by: people.minh, at, press: 'f'.repeat(64) };
        const seen = { listRevision: 1, ticked: null };
        return approve(request, decision, seen, {
          needed: 1,
          startsAt: startsAfterMs === null ? null : at + startsAfterMs,
        });
      }),
    );
    const at = Date.now();
    await repairNow(now);
    await resultOf(now, card);
    expect(Date.now() - at).toBeGreaterThanOrEqual(startsAfterMs === null ? windowMs : startsAfterMs - 500);
    expect(now.zca.ledger.removals).toHaveLength(1);
  });
});
