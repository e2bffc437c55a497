import type { Job, Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../../src/core/request/audit-entry.js';
import { hasCard } from '../../../src/core/request/request.js';
import { auditLines } from '../../../src/store/audit-log.js';
import { Keys } from '../../../src/store/keys.js';
import { RedisRequestStore } from '../../../src/store/request-store.js';
import {
  cardFor,
  cardSays,
  clickBox,
  press,
  pressInput,
  privateAnswer,
  requestIdOf,
  resultOf,
} from '../../fixtures/conversation.js';
import { patienceMs } from '../../fixtures/patience.js';
import { inQueue } from '../../fixtures/queued.js';
import { approvers, people, places, useWorld, type World } from '../../fixtures/world.js';

describe('when a finished job runs again,', () => {
  const world = useWorld({ policy: { approvals: 2, requesters: [people.lan, approvers] } });
  const { redis, keys } = connected(world);

  // In this order, since the bot remembers for a while what Slack said of a person.
  it.each([
    [
      'who presses could not be read',
      'Slack did not tell me who you are',
      ({ workspace }: World) =>
        workspace.faults.add({ method: 'users.info', kind: 'error', error: 'internal_error', times: 1 }),
    ],
    [
      'the list could not be read',
      'could not read the list',
      ({ zca }: World) => zca.faults.add({ type: 'status', operation: 'read', status: 403, times: 1 }),
    ],
  ])('a refusal holds, even if its only cause was that %s', async (_, words, before) => {
    const card = await cardFor(world(), people.lan, '/unlink oa 4318093042839471234');
    before(world());
    const told = await privateAnswer(world(), people.hoa, () => press(world(), people.hoa, card, 'confirm'));
    expect(told.text).toContain(words);
    const refused = (await entriesOf(card)).filter(({ action }) => action === 'press_refused');
    expect(refused).toMatchObject([{ actor: people.hoa }]);
    await runAgain('press', ({ data }) => data.press.user === people.hoa);
    expect(await approvalsOf(card)).toEqual([]);
    expect(await entriesOf(card)).toHaveLength(3);
    await press(world(), people.lan, card, 'cancel');
    await cardSays(world(), card, 'Nothing was unlinked');
  });

  it('a withdrawn approval does not come back', async () => {
    const card = await approvedAndTakenBack();
    await runAgain('press', isApprovalOf(card));
    expect(await approvalsOf(card)).toEqual([]);
    await press(world(), people.lan, card, 'cancel');
  });

  it('an approval that an older version of the bot noted as withdrawn does not come back', async () => {
    const card = await approvedAndTakenBack();
    const id = requestIdOf(card);
    await inQueue(world(), 'press', async (queue) => {
      const job = only((await queue.getJobs(['completed'])).filter(isApprovalOf(card)));
      const hash: string = job.data.press.press;
      await redis().del(keys().verdict(hash));
      const { listSince: _, ...record } = JSON.parse(
        (await redis().hget(keys().request(id), 'record')) ?? '',
      );
      await redis().hset(keys().request(id), 'record', JSON.stringify({ ...record, withdrawn: [hash] }));
    });
    await runAgain('press', isApprovalOf(card));
    expect(await approvalsOf(card)).toEqual([]);
    await press(world(), people.lan, card, 'cancel');
  });

  it('a command that was refused leads to no card', async () => {
    const { workspace } = world();
    const text = '/unlink oa 168335841970104084';
    const ask = { user: people.outsider, channel: places.ops, text };
    const told = await privateAnswer(world(), people.outsider, () => workspace.post(ask));
    workspace.setUsergroup(approvers, [people.minh, people.hoa, people.outsider]);
    await runAgain('ask', ({ data }) => data.ask.requester === people.outsider);
    const shown = workspace.messages(places.ops).map((message) => message.text);
    expect(shown.filter((said) => said !== text && said.includes('168335841970104084'))).toEqual([]);
    expect(workspace.ephemerals(people.outsider).map(({ ts }) => ts)).toEqual([told.ts]);
    expect(await allEntries()).toContainEqual(
      expect.objectContaining({ action: 'ask_refused', actor: people.outsider, requestId: '' }),
    );
  });

  /** A card that Minh has approved, then withdrawn. */
  async function approvedAndTakenBack() {
    const card = await cardFor(world(), people.lan, '/unlink oa 4318093042839471234');
    await press(world(), people.minh, card, 'confirm');
    const waiting = await cardSays(world(), card, '1 of 2');
    await press(world(), people.minh, waiting, 'take back');
    await expect.poll(() => approvalsOf(card), { timeout: patienceMs }).toEqual([]);
    return card;
  }

  function isApprovalOf(card: Parameters<typeof requestIdOf>[0]) {
    return ({ data }: Job) =>
      data.press.requestId === requestIdOf(card) && data.press.action.type === 'approve';
  }

  async function approvalsOf(card: Parameters<typeof requestIdOf>[0]) {
    const store = new RedisRequestStore({ redis: redis(), keys: keys(), alerts: { raise: () => undefined } });
    const request = await store.get(requestIdOf(card));
    return request !== null && hasCard(request) ? request.approvals : 'no card';
  }

  async function entriesOf(card: Parameters<typeof requestIdOf>[0]): Promise<AuditEntry[]> {
    return (await allEntries()).filter(({ requestId }) => requestId === requestIdOf(card));
  }

  async function allEntries(): Promise<AuditEntry[]> {
    const entries: AuditEntry[] = [];
    for await (const { entry } of auditLines(redis(), keys())) entries.push(JSON.parse(entry));
    return entries;
  }

  /** Runs the newest finished job that matches once more. */
  async function runAgain(name: 'ask' | 'press', isIt: (job: Job) => boolean): Promise<void> {
    await inQueue(world(), name, async (queue) => {
      await quiet(queue);
      const done = (await queue.getJobs(['completed'])).filter(isIt);
      const [job] = done.sort((a, b) => b.timestamp - a.timestamp);
      if (job === undefined) throw new Error('no such job was done');
      await job.retry('completed');
      await quiet(queue);
    });
  }
});

describe('Confirm right after a tick', () => {
  const world = useWorld();

  it('counts on a card that does not show the tick yet, once that asset is chosen', async () => {
    const [kept, unticked] = ['4318093042839471234', '3448302585883376050'];
    const { workspace, zca } = world();
    const card = await cardFor(world(), people.lan, `/unlink oa ${kept}, ${unticked}`);
    const confirm = pressInput(people.minh, card, 'confirm');
    workspace.faults.add({ method: 'chat.update', kind: 'status_500_before', times: 1 });
    await clickBox(world(), people.minh, card, unticked, false);
    await expect
      .poll(() => world().logged.some((line) => line.includes('"event":"job.')), { timeout: patienceMs })
      .toBe(true);
    await workspace.action(confirm);
    expect((await resultOf(world(), card)).text).toContain(kept);
    expect(zca.ledger.removals.map(({ id }) => id)).toEqual([kept]);
    expect(workspace.ephemerals(people.minh)).toEqual([]);
  });
});

async function quiet(queue: Queue): Promise<void> {
  const left = () => queue.getJobCountByTypes('active', 'waiting', 'delayed');
  await expect.poll(left, { timeout: patienceMs }).toBe(0);
}

function only<T>(found: readonly T[]): T {
  const [one] = found;
  if (one === undefined || found.length > 1) throw new Error(`there are ${found.length}`);
  return one;
}

function connected(world: () => World): { readonly redis: () => Redis; readonly keys: () => Keys } {
  let redis: Redis;
  beforeAll(() => {
    redis = new Redis(world().redis.url, { maxRetriesPerRequest: null });
  });
  afterAll(() => redis.disconnect());
  return { redis: () => redis, keys: () => new Keys(world().config.redis.prefix) };
}
