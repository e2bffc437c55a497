import { describe, expect, it } from 'vitest';
import { createLog } from '../../../../src/ops/logger.js';
import { startWeb } from '../../../../src/wiring/web-process.js';
import { cardFor, press, privateAnswer, requestIdOf, resultOf } from '../../../fixtures/conversation.js';
import { patienceMs } from '../../../fixtures/patience.js';
import { inQueue } from '../../../fixtures/queued.js';
import { people, places, useWorld } from '../../../fixtures/world.js';

const form = (text: string) =>
  new URLSearchParams({
    command: '/unlink',
    text,
    user_id: people.lan,
    channel_id: places.ops,
    team_id: 'T0ZCADEMO1',
    trigger_id: `raw.${text}`,
  }).toString();

describe('the Slack door over HTTP', () => {
  const world = useWorld();
  const seconds = () => Math.floor(Date.now() / 1000);

  it.each([
    ['signed with another secret', () => ({ secret: 'another-signing-secret' })],
    ['with a signature that is none', () => ({ signature: 'v0=00' })],
    ['signed six minutes ago', () => ({ timestamp: seconds() - 360 })],
    ['signed for six minutes from now', () => ({ timestamp: seconds() + 360 })],
    ['without a signature', () => ({ headers: { 'X-Slack-Signature': '' } })],
  ])('answers 401 to a request %s, and does nothing', async (_how, delivery) => {
    const { workspace, zca } = world();
    const receipt = await workspace.deliver(form('oa 1234'), delivery());
    expect(receipt).toMatchObject({ status: 401 });
    expect(zca.ledger.calls).toEqual([]);
    expect(workspace.messages(places.ops)).toEqual([]);
  });

  it('sends its 200 long before a ZCA that hangs has answered', async () => {
    const { workspace, zca } = world();
    zca.faults.add({ type: 'hang', operation: 'list' });
    const answer = privateAnswer(world(), people.lan, async () => {
      const delivery = await workspace.post({
        user: people.lan,
        channel: places.ops,
        text: '/unlink app 2791',
      });
      expect(delivery).toMatchObject({ ok: true, status: 200 });
      expect(delivery.elapsed_ms).toBeLessThan(400);
    });
    zca.faults.add({ type: 'hang', operation: 'list', times: 2 });
    expect((await answer).text).toContain('couldn’t reach the ZCA');
  });

  it.each([
    ['each arrive three times', 'oa', '4318093042839471234', async (): Promise<void> => undefined],
    ['arrive again after their jobs have gone', 'app', '2791234630649070902', doneJobsAreGone],
  ] as const)(
    'makes one card and one result of a command and a press that %s',
    async (_, kind, id, atOnceOrLater) => {
      const { workspace, zca } = world();
      const unlinks = zca.ledger.removals.length;
      const card = await cardFor(world(), people.lan, `/unlink ${kind} ${id}`);
      await atOnceOrLater();
      await repeat('slash_commands');
      await press(world(), people.minh, card, 'confirm');
      await resultOf(world(), card);
      await workspace.idle();
      await atOnceOrLater();
      await repeat('interactive');
      await workspace.idle();
      await settled();
      const ofThis = workspace.messages(places.ops).filter(({ text }) => text.includes(requestIdOf(card)));
      expect(
        ofThis.map(({ thread_ts, ts }) => (thread_ts === card.ts && ts !== card.ts ? 'result' : 'card')),
      ).toEqual(['card', 'result']);
      expect(workspace.messages(places.ops).filter(({ text }) => text.includes(id))).toHaveLength(2);
      expect(zca.ledger.removals).toHaveLength(unlinks + 1);
      const calls = zca.ledger.calls.filter((call) => call.operation === 'unlink');
      expect(calls).toHaveLength(unlinks + 1);
    },
  );

  it('answers the health checks on the same port', async () => {
    const base = new URL(
      world().workspace.deliveries.find(({ request }) => request !== undefined)?.request?.url ?? '',
    ).origin;
    expect((await fetch(`${base}/healthz`)).status).toBe(200);
    expect(await (await fetch(`${base}/readyz`)).json()).toEqual({
      status: 'ok',
      redis: 'ok',
      queue: 'ok',
      worker: 'ok',
    });
  });

  it('asks Slack once whose token it has', async () => {
    const { config, workspace } = world();
    const asked = () => workspace.calls.filter(({ method }) => method === 'auth.test').length;
    const before = asked();
    const again = await startWeb(config, createLog('silent'));
    await again.stop();
    expect(asked()).toBe(before + 1);
  });

  it('puts no secret into a log line or a call to Slack', () => {
    const { config, logged, workspace, zcaToken } = world();
    const said = JSON.stringify([logged, workspace.calls.map(({ args }) => args)]);
    const { botToken, signingSecret } = config.slack;
    for (const secret of [botToken, signingSecret ?? '', zcaToken]) expect(said).not.toContain(secret);
  });

  async function doneJobsAreGone(): Promise<void> {
    const gone: string[] = [];
    for (const name of ['ask', 'press'])
      await inQueue(world(), name, async (queue) => {
        await expect.poll(() => queue.getActiveCount(), { timeout: patienceMs }).toBe(0);
        gone.push(...(await queue.clean(0, 1_000, 'completed')));
      });
    expect(gone).not.toEqual([]);
  }

  /** Sends the newest delivery of its kind twice more, byte for byte. */
  async function repeat(kind: string): Promise<void> {
    const { workspace } = world();
    const record = workspace.deliveries
      .filter((each) => each.kind === kind && each.request !== undefined)
      .at(-1);
    if (record === undefined)
      throw new Error(`no delivery of kind ${kind}: ${workspace.deliveries.map((each) => each.kind).join()}`);
    for (const _again of [1, 2]) expect(await workspace.redeliver(record)).toMatchObject({ status: 200 });
  }

  /**
   * Runs another request through the same queues from end to end; everything before it is then
   * done.
   */
  async function settled(): Promise<void> {
    const card = await cardFor(world(), people.lan, '/unlink oa điện thoại');
    await press(world(), people.lan, card, 'cancel');
  }
});
