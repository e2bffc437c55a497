import { afterEach, describe, expect, it, vi } from 'vitest';
import { alert, alerts, withOpsChannel } from '../../../fixtures/ops-channel.js';
import fc from '../../../fixtures/seeded-check.js';
import { people, places, startWorld, stopWorld, useWorld, type World } from '../../../fixtures/world.js';

const json = { headers: { 'Content-Type': 'application/json' } };
const depth = 30_000;

describe('signed nonsense', () => {
  const world = useWorld();

  it.each([
    ['null', 'null'],
    ['a number', '7'],
    ['a text', '"text"'],
    ['a list', '[]'],
    ['no JSON', '{'],
    ['nothing', ''],
    ['deep lists', `${'['.repeat(depth)}${']'.repeat(depth)}`],
    ['an event that is null', '{"event":null}'],
    ['an event without a type', '{"event":{}}'],
    ['actions that are no list', '{"actions":{}}'],
    ['an empty list of actions', '{"actions":[]}'],
    ['a view that is a number', '{"view":1}'],
  ])('gets 400: %s', async (_what, body) => {
    expect(await world().workspace.deliver(body, json)).toMatchObject({ status: 400 });
    expect(await world().workspace.deliver(`payload=${encodeURIComponent(body || '{')}`)).toMatchObject({
      status: 400,
    });
  });

  it('gets 413 if it is longer than anything that Slack sends', async () => {
    const body = JSON.stringify({ text: 'x'.repeat(300_000) });
    expect(await world().workspace.deliver(body, json)).toMatchObject({ status: 413 });
  });

  it('never ends the process, whatever it contains', async () => {
    const { workspace } = world();
    const known = fc.constantFrom('event', 'type', 'actions', 'view', 'user', 'team', 'channel', 'command');
    const body = fc.dictionary(known, fc.jsonValue({ maxDepth: 2 }), { minKeys: 1, maxKeys: 4 });
    // Bolt waits three seconds before it gives up on a delivery that no listener took.
    const deliver = (made: object) => workspace.deliver(JSON.stringify(made), json);
    const receipts = await Promise.all(fc.sample(body, 200).map(deliver));
    expect(receipts.filter(({ status }) => status === null)).toEqual([]);
    const { port } = world().web;
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
  });
});

describe('a wrong signing secret', () => {
  const wrong = { secret: 'the-secret-of-another-app' };
  afterEach(() => vi.restoreAllMocks());

  /** A bot that had requests from Slack, and then none for more than a minute. */
  async function silent(): Promise<World> {
    const world = await startWorld(withOpsChannel);
    await world.workspace.post({ user: people.lan, channel: places.ops, text: '/unlink help' });
    const real = performance.now.bind(performance);
    vi.spyOn(performance, 'now').mockImplementation(() => real() + 61_000);
    return world;
  }

  it('is reported to the people who run the bot, once several requests came and none was valid', async () => {
    const world = await startWorld(withOpsChannel);
    for (const _each of [1, 2, 3]) await world.workspace.deliver('a=1', wrong);
    expect((await alert(world, 'SLACK_SIGNING_SECRET')).text).toContain('Basic Information');
    expect(alerts(world, 'SLACK_SIGNING_SECRET')).toHaveLength(1);
    await stopWorld(world);
  });

  it('is not suspected after Slack’s own requests have come', async () => {
    const world = await startWorld(withOpsChannel);
    await world.workspace.post({ user: people.lan, channel: places.ops, text: '/unlink help' });
    for (const _each of [1, 2, 3, 4]) await world.workspace.deliver('a=1', wrong);
    await world.workspace.post({ user: people.lan, channel: places.ops, text: '/unlink help' });
    expect(world.logged.filter((line) => line.includes('signature_mismatch'))).toEqual([]);
    await stopWorld(world);
  });

  it('is reported when the secret changes at Slack while web runs', async () => {
    const world = await silent();
    const { team } = world.workspace.state();
    for (const _each of [1, 2, 3]) await world.workspace.deliver(`command=/unlink&team_id=${team.id}`, wrong);
    expect((await alert(world, 'SLACK_SIGNING_SECRET')).text).toContain('no recent one is signed');
    await stopWorld(world);
  });

  it('is not suspected when strangers send requests, however quiet Slack is', async () => {
    const world = await silent();
    for (const _each of [1, 2, 3, 4]) await world.workspace.deliver('team_id=T0STRANGE1', wrong);
    await world.workspace.post({ user: people.lan, channel: places.ops, text: '/unlink help' });
    expect(world.logged.filter((line) => line.includes('signature_mismatch'))).toEqual([]);
    await stopWorld(world);
  });
});
