import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { reportManualTask } from '../../../src/core/request/manual-task-transition.js';
import { Queues } from '../../../src/jobs/queues.js';
import { createLog } from '../../../src/ops/logger.js';
import { auditLines } from '../../../src/store/audit-log.js';
import { RedisEnqueueAttempts } from '../../../src/store/enqueue-attempts.js';
import { Keys } from '../../../src/store/keys.js';
import { unreplicated } from '../../../src/store/replicas.js';
import { RedisRequestStore } from '../../../src/store/request-store.js';
import { startWorker } from '../../../src/wiring/worker-process.js';
import {
  cardFor,
  cardOffers,
  cardSays,
  current,
  hasButtons,
  press,
  privateAnswer,
  requestIdOf,
  resultOf,
  threadSays,
} from '../../fixtures/conversation.js';
import { dialogOf, submitDialog } from '../../fixtures/dialogs.js';
import {
  byHand,
  keep,
  keptAsset,
  pressWork,
  registerEntry,
  workInput,
  workOf,
} from '../../fixtures/operators.js';
import { patienceMs } from '../../fixtures/patience.js';
import {
  approvers,
  people,
  places,
  startWorld,
  stopWorld,
  useWorld,
  type World,
} from '../../fixtures/world.js';

const { lan, minh, hoa, outsider } = people;

/** A request that Lan made, Minh confirmed, and the operators see. */
async function approvedFor(world: World, ...ids: readonly string[]) {
  const card = await cardFor(world, lan, `/unlink oa ${ids.join(', ')}`);
  await press(world, minh, card, 'confirm');
  return { card, work: await workOf(world, card) };
}

describe('a manual unlink', () => {
  const world = useWorld({ env: byHand([hoa, minh]) });

  it('shows operators the steps, the id to copy and the page, and starts unclaimed', async () => {
    const asset = await keptAsset(world(), 'Quán Cà phê Ban Mê');
    const { card, work } = await approvedFor(world(), asset.id);
    for (const words of [
      `<@${hoa}>, <@${minh}>: ${requestIdOf(card)} is approved`,
      'https://zca.example/page',
      'Menu Cài đặt → Quản lý tài sản, tab Liên kết OA',
      'Hủy liên kết, then confirm (xác nhận)',
      asset.id,
      'Nobody has taken this yet.',
    ])
      expect(work.text).toContain(words);
    expect(work.thread_ts).toBe(card.ts);
    await cardSays(world(), card, 'Waiting for an operator to unlink it by hand');
    expect(JSON.stringify(work.blocks)).not.toContain('work_done');
    expect(world().zca.ledger.calls).toEqual([]);
  });

  it('names the other tab for an app', async () => {
    const app = await keptAsset(world(), 'Ứng dụng Đặt bàn', 'app');
    const card = await cardFor(world(), lan, `/unlink app ${app.id}`);
    await press(world(), minh, card, 'confirm');
    expect((await workOf(world(), card)).text).toContain('tab Liên kết ứng dụng.');
  });

  it('is claimed, done and reported as a success that nobody else has verified', async () => {
    const asset = await keptAsset(world(), 'Tiệm Bánh Hà Nội');
    const { card, work } = await approvedFor(world(), asset.id);
    await pressWork(world(), hoa, work, 'take');
    await workOf(world(), card, `Taken by <@${hoa}>`);
    await cardSays(world(), card, `Being unlinked by hand by <@${hoa}>`);
    await pressWork(world(), hoa, work, 'done');
    const { text } = await resultOf(world(), card);
    expect(text).toContain(`reported as unlinked by <@${hoa}>, not verified`);
    expect(text).toContain('0 of 1 OA confirmed unlinked, 1 reported by an operator');
    expect(text).not.toContain('the ZCA no longer shows it');
    await cardSays(world(), card, 'Done: 0 of 1 OA confirmed unlinked, 1 reported by an operator');
    expect(hasButtons(await workOf(world(), card, 'Nothing is left to do by hand'))).toBe(false);
    expect(await registerEntry(world(), asset)).toMatchObject({
      gone: { by: hoa, requestId: requestIdOf(card) },
    });
    const told = await privateAnswer(world(), lan, () =>
      world().workspace.post({ user: lan, channel: places.ops, text: `/unlink oa ${asset.id}` }),
    );
    expect(told.text).toContain('is no longer linked: it was unlinked');
    expect(told.text).toContain(`by request ${requestIdOf(card)}`);
  });

  it('uses no worker and no attempt while it waits', async () => {
    const asset = await keptAsset(world(), 'Kho hàng Bình Dương');
    const { card } = await approvedFor(world(), asset.id);
    await world().workspace.idle();
    const { config, redis } = world();
    const connection = new Redis(redis.url, { maxRetriesPerRequest: null });
    const queue = new Queue('unlink', { connection, prefix: config.redis.prefix });
    const job = await queue.getJob(`unlink-${requestIdOf(card)}-1-${asset.id}`);
    await expect.poll(() => job?.getState(), { timeout: patienceMs }).toBe('completed');
    await expect
      .poll(async () => queue.getJobCounts('active', 'delayed', 'waiting'))
      .toEqual({
        active: 0,
        delayed: 0,
        waiting: 0,
      });
    await queue.close();
    connection.disconnect();
    expect(current(world().workspace, card).text).not.toContain('Done');
  });

  it('is for operators only; everybody else is told so privately', async () => {
    const asset = await keptAsset(world(), 'Trung tâm Anh ngữ');
    const { card, work } = await approvedFor(world(), asset.id);
    const refused = await privateAnswer(world(), lan, () => pressWork(world(), lan, work, 'take'));
    expect(refused.text).toContain(
      `You are not an operator, so your press changed nothing. Operators: <@${hoa}>`,
    );
    await pressWork(world(), hoa, work, 'take');
    await workOf(world(), card, `Taken by <@${hoa}>`);
    const other = await privateAnswer(world(), outsider, () => pressWork(world(), outsider, work, 'done'));
    expect(other.text).toContain('You are not an operator');
    const notTheirs = await privateAnswer(world(), minh, () => pressWork(world(), minh, work, 'done'));
    expect(notTheirs.text).toContain(`<@${hoa}> has this work, so only they can say how it went`);
    const noDialog = await privateAnswer(world(), minh, () => pressWork(world(), minh, work, 'could not'));
    expect(noDialog.text).toContain(`<@${hoa}> has this work`);
    expect(world().workspace.views(minh).modal).toBeNull();
    expect(await registerEntry(world(), asset)).toMatchObject({ gone: null });
    await expect
      .poll(() => refusedPresses(world(), requestIdOf(card)))
      .toEqual(['not_an_operator', 'not_an_operator', 'not_your_work', 'not_your_work']);
  });

  it('goes to one of two operators who claim it at once, and the other learns whose it is', async () => {
    const asset = await keptAsset(world(), 'Nhà hàng Sen Tây Hồ');
    const { card, work } = await approvedFor(world(), asset.id);
    const inputs = [hoa, minh].map((user) => workInput(user, work, 'take'));
    await Promise.all(inputs.map((input) => world().workspace.action(input)));
    const { text } = await workOf(world(), card, 'Taken by');
    const [winner, loser] = text.includes(`Taken by <@${hoa}>`) ? [hoa, minh] : [minh, hoa];
    const told = await world().workspace.waitFor(() =>
      world()
        .workspace.ephemerals(loser)
        .find((each) => each.text.includes(`<@${winner}> took this work first`)),
    );
    expect(told.ephemeral_to).toBe(loser);
  });

  it('can be taken over by another operator, and given back', async () => {
    const asset = await keptAsset(world(), 'Phòng khám Nhi');
    const { card, work } = await approvedFor(world(), asset.id);
    await pressWork(world(), hoa, work, 'take');
    await workOf(world(), card, `Taken by <@${hoa}>`);
    const before = current(world().workspace, work);
    await pressWork(world(), minh, work, 'take over');
    await workOf(world(), card, `Taken by <@${minh}>`);
    const late = await privateAnswer(world(), hoa, () => pressWork(world(), hoa, work, 'done'));
    expect(late.text).toContain(`<@${minh}> has this work`);
    const own = await privateAnswer(world(), minh, () => pressWork(world(), minh, work, 'take over'));
    expect(own.text).toContain('You have this work already');
    const old = workInput(hoa, before, 'take over');
    const stale = await privateAnswer(world(), hoa, () =>
      world().workspace.forgeAction({
        user: hoa,
        container: old.container,
        action: {
          type: 'button',
          action_id: old.action_id,
          block_id: old.block_id,
          value: requestIdOf(card),
        },
      }),
    );
    expect(stale.text).toContain(`<@${minh}> took this work first`);
    await pressWork(world(), minh, work, 'give back');
    await workOf(world(), card, 'Nobody has taken this yet.');
    await pressWork(world(), hoa, work, 'take');
    await workOf(world(), card, `Taken by <@${hoa}>`);
    await pressWork(world(), hoa, work, 'done');
    expect((await resultOf(world(), card)).text).toContain(`reported as unlinked by <@${hoa}>`);
  });

  it('fails with the operator’s reason, and Retry requests it again', async () => {
    const asset = await keptAsset(world(), 'Spa Hoa Sứ');
    const { card, work } = await approvedFor(world(), asset.id);
    await pressWork(world(), hoa, work, 'take');
    await workOf(world(), card, `Taken by <@${hoa}>`);
    await pressWork(world(), hoa, work, 'could not');
    const dialog = await dialogOf(world(), hoa);
    const empty = await submitDialog(world(), hoa, dialog, { reason: ' ' });
    expect(JSON.stringify(empty.errors)).toContain('A reason is needed here');
    await submitDialog(world(), hoa, dialog, { reason: 'Trang báo *còn nợ* <!channel>' });
    const { text } = await resultOf(world(), card);
    expect(text).toContain(`not done: <@${hoa}> could not do it: “Trang báo *còn nợ* @channel”`);
    expect(text).toContain('0 of 1 OA unlinked');
    expect(await registerEntry(world(), asset)).toMatchObject({ gone: null });
    await cardOffers(world(), card, 'retry');
    await press(world(), minh, card, 'retry');
    const again = await workOf(world(), card, 'Nobody has taken this yet.', 2);
    expect(again.ts).not.toBe(work.ts);
    await pressWork(world(), minh, again, 'take');
    await workOf(world(), card, `Taken by <@${minh}>`, 2);
    await pressWork(world(), minh, again, 'done');
    await cardSays(world(), card, 'Done: 0 of 1 OA confirmed unlinked, 1 reported by an operator');
    expect(await registerEntry(world(), asset)).toMatchObject({ gone: { by: minh } });
  });

  it('posts one result for several assets, after the last of them is settled', async () => {
    const assets = [];
    for (const name of ['Chi nhánh Một', 'Chi nhánh Hai', 'Chi nhánh Ba'])
      assets.push(await keptAsset(world(), name));
    const [one, two, three] = assets as [(typeof assets)[0], (typeof assets)[0], (typeof assets)[0]];
    const { card, work } = await approvedFor(world(), one.id, two.id, three.id);
    await workOf(world(), card, three.id);
    await pressWork(world(), hoa, work, 'take');
    await workOf(world(), card, `Taken by <@${hoa}>`);
    await pressWork(world(), hoa, work, 'done', two);
    await workOf(world(), card, `Chi nhánh Hai (${two.id}): reported`);
    await pressWork(world(), hoa, work, 'done', one);
    await workOf(world(), card, `Chi nhánh Một (${one.id}): reported`);
    await world().workspace.idle();
    expect(results(world(), card.ts)).toEqual([]);
    await pressWork(world(), hoa, work, 'done', three);
    const { text } = await resultOf(world(), card);
    expect(text).toContain('0 of 3 OAs confirmed unlinked, 3 reported by an operator');
    await cardSays(world(), card, 'Done: 0 of 3 OAs confirmed unlinked, 3 reported by an operator');
    await world().workspace.idle();
    expect(results(world(), card.ts)).toHaveLength(1);
  });

  it('counts a press once that is delivered twice', async () => {
    const asset = await keptAsset(world(), 'Xưởng May Gia Định');
    const { card, work } = await approvedFor(world(), asset.id);
    await pressWork(world(), hoa, work, 'take');
    await workOf(world(), card, `Taken by <@${hoa}>`);
    await pressWork(world(), hoa, work, 'done');
    const delivery = world().workspace.deliveries.at(-1);
    if (delivery === undefined) throw new Error('the press was delivered');
    await world().workspace.redeliver(delivery);
    await cardSays(world(), card, 'Done');
    await world().workspace.redeliver(delivery);
    await world().workspace.idle();
    expect(results(world(), card.ts)).toHaveLength(1);
    const settled = (await audit(world(), requestIdOf(card))).filter(({ action }) => action === 'settled');
    expect(settled).toMatchObject([{ actor: hoa, details: { outcome: 'reported' } }]);
  });

  it('is stopped as a whole when unclaimed, and goes on when claimed', async () => {
    const first = await keptAsset(world(), 'Cửa hàng Dừng');
    const { card } = await approvedFor(world(), first.id);
    await cardOffers(world(), card, 'stop');
    await press(world(), lan, card, 'stop');
    expect((await resultOf(world(), card)).text).toContain(`not begun: stopped by <@${lan}>`);
    expect(await registerEntry(world(), first)).toMatchObject({ gone: null });
    const second = await keptAsset(world(), 'Cửa hàng Không Dừng');
    const other = await approvedFor(world(), second.id);
    const stoppable = await cardOffers(world(), other.card, 'stop');
    await pressWork(world(), hoa, other.work, 'take');
    const taken = await cardSays(world(), other.card, 'Being unlinked by hand');
    expect(hasButtons(taken)).toBe(false);
    const block = stoppable.blocks.find(({ type }) => type === 'actions');
    const told = await privateAnswer(world(), lan, () =>
      world().workspace.forgeAction({
        user: lan,
        container: { type: 'message', channel: taken.channel, message_ts: taken.ts },
        action: {
          type: 'button',
          action_id: 'stop',
          block_id: block?.block_id ?? '',
          value: requestIdOf(other.card),
        },
      }),
    );
    expect(told.text).toContain('too late to stop');
    await pressWork(world(), hoa, other.work, 'done');
    await cardSays(world(), other.card, 'Done');
  });

  it('is not shown to operators again after it ended, long after their message was forgotten', async () => {
    const asset = await keptAsset(world(), 'Quán Chè Huế');
    const { card, work } = await approvedFor(world(), asset.id);
    await pressWork(world(), hoa, work, 'take');
    await workOf(world(), card, `Taken by <@${hoa}>`);
    const { container, block_id, action_id } = workInput(minh, current(world().workspace, work), 'done');
    await pressWork(world(), hoa, work, 'done');
    await resultOf(world(), card);
    await withRedis(world(), async (connection) => {
      const { prefix } = world().config.redis;
      expect(await connection.del(`${prefix}:post:work-${requestIdOf(card)}-1`)).toBe(1);
    });
    const value = requestIdOf(card);
    await privateAnswer(world(), minh, () =>
      world().workspace.forgeAction({
        user: minh,
        container,
        action: { type: 'button', action_id, block_id, value },
      }),
    );
    const shown = world()
      .workspace.messages(places.ops)
      .filter(({ thread_ts, text }) => thread_ts === card.ts && text.includes('Nothing is left'));
    expect(shown).toHaveLength(1);
  });

  it('is left out of a dry run', async () => {
    const asset = await keptAsset(world(), 'Cửa hàng Chạy Thử');
    const card = await cardFor(world(), lan, `/unlink oa ${asset.id} --dry-run`);
    await press(world(), minh, card, 'confirm');
    expect((await resultOf(world(), card)).text).toContain('would have been unlinked; this was a dry run');
    expect(await registerEntry(world(), asset)).toMatchObject({ gone: null });
  });

  it('names in the audit log the operators who claimed it and gave it back', async () => {
    const asset = await keptAsset(world(), 'Cửa hàng Nhật ký');
    const { card, work } = await approvedFor(world(), asset.id);
    await pressWork(world(), hoa, work, 'take');
    await workOf(world(), card, `Taken by <@${hoa}>`);
    await pressWork(world(), hoa, work, 'give back');
    await workOf(world(), card, 'Nobody has taken this yet.');
    const entries = (await audit(world(), requestIdOf(card))).slice(-3);
    expect(entries).toMatchObject([
      { action: 'handed_over', actor: 'bot', details: { asset: `oa:${asset.id}` } },
      { action: 'work_taken', actor: hoa, details: { from: null } },
      { action: 'work_given_back', actor: hoa },
    ]);
  });
});

describe('a crash while operators work', () => {
  const world = useWorld({ env: byHand([hoa]) });

  it('after an asset was assigned assigns it once, and tells operators once', async () => {
    const asset = await keptAsset(world(), 'Cửa hàng Lặp');
    const { card } = await approvedFor(world(), asset.id);
    await withRedis(world(), async (connection) => {
      const queue = new Queue('unlink', { connection, prefix: world().config.redis.prefix });
      const job = await queue.getJob(`unlink-${requestIdOf(card)}-1-${asset.id}`);
      await expect.poll(() => job?.getState(), { timeout: patienceMs }).toBe('completed');
      const before = job?.finishedOn ?? 0;
      await job?.retry('completed');
      await expect
        .poll(async () => (await queue.getJob(job?.id ?? ''))?.finishedOn ?? 0, { timeout: patienceMs })
        .toBeGreaterThan(before);
      await queue.close();
    });
    await world().workspace.idle();
    const entries = await audit(world(), requestIdOf(card));
    expect(entries.filter(({ action }) => action === 'handed_over')).toHaveLength(1);
    const messages = world()
      .workspace.messages(places.ops)
      .filter(({ metadata }) => JSON.stringify(metadata ?? null).includes(`"op":"work-${requestIdOf(card)}`));
    expect(messages).toHaveLength(1);
  });

  it('after the last task was settled is repaired: the result is posted and the list is kept', async () => {
    const asset = await keptAsset(world(), 'Cửa hàng Đứt Quãng');
    const { card, work } = await approvedFor(world(), asset.id);
    await pressWork(world(), hoa, work, 'take');
    await workOf(world(), card, `Taken by <@${hoa}>`);
    await withRedis(world(), async (connection) => {
      const { prefix, keepFinishedDays } = world().config.redis;
      const keys = new Keys(prefix);
      const log = createLog('silent');
      const alerts = { raise: () => {} };
      const store = new RedisRequestStore({ redis: connection, keys, alerts });
      // The press is stored, and none of its effects.
      const at = Date.now();
      await store.change(requestIdOf(card), (current) =>
        reportManualTask(current, { by: hoa }, { id: asset.id, round: 1 }, { type: 'reported', by: hoa, at }),
      );
      const enqueueAttempts = new RedisEnqueueAttempts(connection, keys, log);
      const patience = { attempts: 3, backoffMs: 20, keepFinishedDays };
      const replicas = unreplicated;
      const queues = new Queues({ connection, prefix, ...patience, enqueueAttempts, replicas, alerts, log });
      const request = await store.get(requestIdOf(card));
      if (request === null) throw new Error('the request is stored');
      expect(await queues.revive(request)).toBe(1);
      await queues.close();
    });
    expect((await resultOf(world(), card)).text).toContain(`reported as unlinked by <@${hoa}>`);
    await cardSays(world(), card, 'Done: 0 of 1 OA confirmed unlinked, 1 reported by an operator');
    await workOf(world(), card, 'Nothing is left to do by hand');
    expect(await registerEntry(world(), asset)).toMatchObject({ gone: { by: hoa } });
    expect(results(world(), card.ts)).toHaveLength(1);
  });
});

describe('a manual unlink of an OA whose token the bot has', () => {
  const oa = { kind: 'oa', id: '4318093042839471234', name: 'Bán hàng Sài Gòn – Đại lý' } as const;
  const world = useWorld({
    env: { ...byHand([hoa]), ZALO_OA_TOKENS: `${oa.id}=own-token` },
    oaTokens: { [oa.id]: 'own-token' },
  });

  it.each([
    ['done', true, 'Zalo itself no longer shows a ZCA for this OA; before, it showed “SANDB0XZCA7Q2M9KD”.'],
    ['not done at all', false, 'Zalo itself still shows the same ZCA for this OA as before'],
  ])('is verified when it is %s', async (_how, isDone, says) => {
    const { zca } = world();
    zca.link(oa);
    await keep(world(), [oa]);
    const { card, work } = await approvedFor(world(), oa.id);
    await pressWork(world(), hoa, work, 'take');
    await workOf(world(), card, `Taken by <@${hoa}>`);
    if (isDone) zca.remove('oa', oa.id);
    await pressWork(world(), hoa, work, 'done');
    const { text } = await resultOf(world(), card);
    expect(text).toContain(says);
    expect(text.includes('not verified')).toBe(!isDone);
    await cardSays(
      world(),
      card,
      isDone ? 'Done: 1 OA unlinked' : '1 reported by an operator; Zalo still shows',
    );
  });
});

describe('operators who do not come', () => {
  const world = useWorld({
    env: byHand([approvers]),
    change: (config) =>
      config.zca.driver === 'manual'
        ? {
            ...config,
            zca: { ...config.zca, manual: { ...config.zca.manual, remindAfterMinutes: [0.05, 0.15] } },
          }
        : config,
  });

  it('are reminded as a group, then by name, even by a worker that started later', async () => {
    const asset = await keptAsset(world(), 'Cửa hàng Quên');
    const { card, work } = await approvedFor(world(), asset.id);
    expect(work.text).toContain(`<!subteam^${approvers}>`);
    const first = await threadSays(world(), card, 'nobody has taken');
    expect(first.text).toContain(`<!subteam^${approvers}>`);
    await pressWork(world(), hoa, work, 'take');
    await workOf(world(), card, `Taken by <@${hoa}>`);
    await world().worker.stop();
    const again = await startWorker(world().config, createLog('silent'));
    try {
      const second = await threadSays(world(), card, 'still to be unlinked by hand');
      expect(second.text).toContain(`<@${hoa}>: 1 OA of ${requestIdOf(card)}`);
      await pressWork(world(), hoa, work, 'done');
      await cardSays(world(), card, 'Done: 0 of 1 OA confirmed unlinked, 1 reported by an operator');
    } finally {
      await again.stop();
    }
  });
});

describe('a bot that was away while its operators pressed', () => {
  it('takes the press from the queue when it is back, and reports', async () => {
    const world = await startWorld({ env: byHand([hoa]) });
    try {
      const asset = await keptAsset(world, 'Cửa hàng Vắng');
      const { card, work } = await approvedFor(world, asset.id);
      await pressWork(world, hoa, work, 'take');
      await workOf(world, card, `Taken by <@${hoa}>`);
      await world.worker.stop();
      expect((await pressWork(world, hoa, work, 'done')).ok).toBe(true);
      const worker = await startWorker(world.config, createLog('silent'));
      expect((await resultOf(world, card)).text).toContain(`reported as unlinked by <@${hoa}>`);
      await cardSays(world, card, 'Done: 0 of 1 OA confirmed unlinked, 1 reported by an operator');
      await worker.stop();
    } finally {
      await stopWorld(world);
    }
  });
});

async function withRedis({ redis }: World, act: (connection: Redis) => Promise<void>): Promise<void> {
  const connection = new Redis(redis.url, { maxRetriesPerRequest: null });
  await act(connection);
  connection.disconnect();
}

function results({ workspace }: World, thread: string) {
  return workspace
    .messages(places.ops)
    .filter(
      ({ thread_ts, metadata }) =>
        thread_ts === thread && JSON.stringify(metadata ?? null).includes('"op":"result-'),
    );
}

interface Entry {
  readonly requestId: string;
  readonly action: string;
  readonly actor: string;
  readonly details: Record<string, unknown>;
}

async function audit({ redis, config }: World, requestId: string): Promise<Entry[]> {
  const client = new Redis(redis.url);
  const entries: Entry[] = [];
  for await (const { entry } of auditLines(client, new Keys(config.redis.prefix)))
    entries.push(JSON.parse(entry));
  client.disconnect();
  return entries.filter((entry) => entry.requestId === requestId);
}

async function refusedPresses(world: World, requestId: string) {
  const refused = (await audit(world, requestId)).filter(({ action }) => action === 'press_refused');
  return refused.map(({ details }) => details['why']);
}
