import { describe, expect, it } from 'vitest';
import { requestIds } from '../../../src/core/request/request-id.js';
import { Keys } from '../../../src/store/keys.js';
import { RedisRequestStore } from '../../../src/store/request-store.js';
import {
  cardFor,
  cardOffers,
  cardSays,
  press,
  privateAnswer,
  requestIdOf,
  resultOf,
  threadSays,
} from '../../fixtures/conversation.js';
import { alert, withOpsChannel } from '../../fixtures/ops-channel.js';
import { patienceMs } from '../../fixtures/patience.js';
import { inQueue, repairNow } from '../../fixtures/queued.js';
import { asking } from '../../fixtures/redis-in-trouble.js';
import { people, places, useWorld } from '../../fixtures/world.js';

/** The number of times that a failed job is put back. */
const oftenEnough = 5;

describe('a job that can never succeed', () => {
  const world = useWorld({ ...withOpsChannel, policy: { stopWindowMs: 2_000 } });
  const prefix = () => world().config.redis.prefix;

  it('ends its look-up, and tells the requester and the people who run the bot', async () => {
    const delivery = 'd0'.repeat(32);
    const asked = {
      delivery,
      kind: 'oa' as const,
      queries: ['1234'],
      reason: null,
      dryRun: false,
      requester: people.lan,
      channel: places.ops,
      thread: null,
      askedAt: Date.now(),
    };
    const inStore = <T>(act: (store: RedisRequestStore) => Promise<T>) =>
      asking(world().redis, (redis) =>
        act(new RedisRequestStore({ redis, keys: new Keys(prefix()), alerts: { raise: () => undefined } })),
      );
    const { id } = await inStore((store) => store.create(requestIds(delivery), asked));
    const told = await privateAnswer(world(), people.lan, () =>
      inQueue(world(), 'ask', (queue) =>
        queue.add('ask', { version: 1, ask: asked }, { jobId: `ask-${delivery}` }),
      ),
    );
    expect(told.text).toContain('I have given it up');
    expect((await alert(world(), id)).text).toContain('in the queue ask');
    const ended = async () => (await inStore((store) => store.get(id)))?.status;
    await expect.poll(ended, { timeout: patienceMs }).toBe('lookup_failed');
  });

  it('tells the presser it came from, even when Slack is busy', async () => {
    const { workspace } = world();
    workspace.faults.add({ method: 'chat.postEphemeral', kind: 'ratelimited', retryAfterSeconds: 1 });
    const place = { channel: places.ops, thread: null };
    const press = { requestId: 'UR-7K2M', user: people.hoa, place };
    const told = await privateAnswer(world(), people.hoa, () =>
      inQueue(world(), 'press', (queue) => queue.add('press', { version: 1, press })),
    );
    expect(told.text).toContain('I have given it up');
  });

  it('tells the presser it came from, with a link to the card for the people who run the bot', async () => {
    const card = await cardFor(world(), people.lan, '/unlink oa điện thoại');
    const told = await privateAnswer(world(), people.minh, () =>
      inQueue(world(), 'press', (queue) =>
        queue.add('press', {
          version: 1,
          press: {
            requestId: requestIdOf(card),
            user: people.minh,
            place: { channel: places.ops, thread: null },
          },
        }),
      ),
    );
    expect(told.text).toContain('I have given it up');
    const { text } = await alert(world(), requestIdOf(card));
    expect(text).toContain('in the queue press');
    expect(text).toMatch(/<http[^|]*\|its card>/u);
    await press(world(), people.lan, card, 'cancel');
  });

  it.each([
    ['whose data is of another version', { version: 1 }, {}],
    [
      'that was left by its worker more often than is allowed',
      {},
      { defa: 'job stalled more than allowable limit' },
    ],
  ])(
    '%s, for one of two assets, fails that asset with the reason, and the other is unlinked',
    {
      timeout: patienceMs,
    },
    async (_what, data, fields) => {
      const query =
        Object.keys(data).length > 0
          ? ['4318093042839471234', '168335841970104084']
          : ['3448302585883376050', '3914070798295433673'];
      const [first = '', second = ''] = query;
      const card = await cardFor(world(), people.lan, `/unlink oa ${query.join(', ')}`);
      await inQueue(world(), 'unlink', async (queue, connection) => {
        await queue.pause();
        await press(world(), people.minh, card, 'confirm');
        const jobId = `unlink-${requestIdOf(card)}-1-${first}`;
        await expect.poll(() => queue.getJob(jobId), { timeout: patienceMs }).toBeDefined();
        const job = await queue.getJob(jobId);
        await job?.updateData({ ...job.data, ...data });
        for (const [name, value] of Object.entries(fields))
          await connection.hset(queue.toKey(jobId), name, value);
        await queue.resume();
      });
      const { text } = await resultOf(world(), card);
      expect(text.split('\n').find((line) => line.includes(first))).toContain(
        'the job was interrupted too many times',
      );
      expect(text.split('\n').find((line) => line.includes(second))).toContain('unlinked');
      expect(world().zca.asset('oa', first)).not.toBeNull();
      await cardOffers(world(), card, 'retry');
      expect((await alert(world(), requestIdOf(card))).text).toContain('in the queue unlink');
    },
  );

  it('ends the request it should begin as failed, with Retry, once it was put back often enough', async () => {
    const { zca } = world();
    const card = await cardFor(world(), people.lan, '/unlink app 1234');
    const id = requestIdOf(card);
    await inQueue(world(), 'start', async (queue) => {
      await queue.pause();
      await press(world(), people.minh, card, 'confirm');
      const waiting = async () =>
        (await queue.getJobs(['wait', 'delayed'])).find(({ data }) => data.requestId === id);
      await expect.poll(waiting, { timeout: patienceMs }).toBeDefined();
      const job = await waiting();
      await job?.updateData({ ...job.data, version: 1, revivals: oftenEnough });
      await queue.resume();
    });
    await alert(world(), id);
    await repairNow(world());
    expect((await resultOf(world(), card)).text).toContain('the job was interrupted too many times');
    expect(zca.asset('app', '2791234630649070902')).not.toBeNull();
    await cardOffers(world(), card, 'retry');
    await press(world(), people.minh, card, 'retry');
    await cardSays(world(), card, 'Done');
  });

  it('is put back for a report when its cause is fixed, and the result is posted once', async () => {
    const { workspace, redis } = world();
    const card = await cardFor(world(), people.lan, '/unlink app 5678');
    const id = requestIdOf(card);
    const post = `${prefix()}:post:result-${id}-1`;
    await asking(redis, (client) => client.set(post, '{"type":"po'));
    await press(world(), people.minh, card, 'confirm');
    expect((await alert(world(), 'in the queue report')).text).toContain(id);
    await asking(redis, (client) => client.del(post));
    await repairNow(world());
    await cardSays(world(), card, 'Done');
    await repairNow(world());
    expect(workspace.messages(places.ops).filter(({ text }) => text.includes(`${id}: done`))).toHaveLength(1);
  });

  it('is given up for a report once put back often enough, and the thread says where to find the result', async () => {
    const { redis } = world();
    const card = await cardFor(world(), people.lan, '/unlink oa 912210918718333954');
    const id = requestIdOf(card);
    await asking(redis, (client) => client.set(`${prefix()}:post:result-${id}-1`, 'half'));
    await press(world(), people.minh, card, 'confirm');
    await alert(world(), `report-${id}-1`);
    await inQueue(world(), 'report', async (queue) => {
      const job = await queue.getJob(`report-${id}-1`);
      await job?.updateData({ ...job.data, revivals: oftenEnough });
    });
    await repairNow(world());
    const { text } = await threadSays(world(), card, 'could not be posted');
    expect(text).toContain(`/unlink status ${id}`);
    await cardSays(world(), card, 'Done');
    const untold = () => asking(redis, (client) => client.zrange(`${prefix()}:untold`, '0', '-1'));
    await expect.poll(untold, { timeout: patienceMs }).toEqual([]);
  });
});
