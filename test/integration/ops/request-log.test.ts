import { describe, expect, it } from 'vitest';
import { cardFor, press, requestIdOf, resultOf } from '../../fixtures/conversation.js';
import { patienceMs } from '../../fixtures/patience.js';
import { people, places, useWorld } from '../../fixtures/world.js';

describe('the log of a request', () => {
  const world = useWorld();
  const lines = () => world().logged.map((line): Record<string, unknown> => JSON.parse(line));

  it('has one line for each change, with the person and the time since it was asked', async () => {
    const card = await cardFor(world(), people.lan, '/unlink oa 1234 -- trùng');
    await press(world(), people.minh, card, 'confirm');
    await resultOf(world(), card);
    const request = requestIdOf(card);
    const told = () => lines().filter((line) => line['request'] === request && line['level'] === 30);
    await expect
      .poll(() => told().map(({ event }) => event), { timeout: patienceMs })
      .toEqual([
        'request.asked',
        'request.listed',
        'request.approved',
        'request.started',
        'request.unlink_called',
        'request.settled',
        'request.finished',
      ]);
    expect(told()[0]).toMatchObject({ actor: people.lan, status: 'looking_up', ms: 0 });
    expect(told()[2]).toMatchObject({ actor: people.minh, status: 'approved', ms: expect.any(Number) });
    expect(told()[5]).toMatchObject({ actor: 'bot', outcome: 'unlinked' });
    expect(told()[6]).toMatchObject({ status: 'succeeded' });
    expect(JSON.stringify(told())).not.toContain('trùng');
  });

  it('has one line for a refused press, with the rule', async () => {
    const card = await cardFor(world(), people.lan, '/unlink app 2791');
    await press(world(), people.lan, card, 'confirm');
    await expect.poll(lines, { timeout: patienceMs }).toContainEqual(
      expect.objectContaining({
        event: 'press.refused',
        request: requestIdOf(card),
        actor: people.lan,
        why: 'not_an_approver',
      }),
    );
  });

  it('shows no secret that comes in by any door', async () => {
    const { workspace, web, zca, config } = world();
    const secret = 'xoxb-9999-STOLEN';
    await workspace.post({
      user: people.lan,
      channel: places.ops,
      text: `/unlink oa ${secret} -- ${secret}`,
    });
    await workspace.post({ user: people.lan, channel: places.ops, text: `@zca-unlink unlink oa ${secret}` });
    await workspace.post({ user: people.lan, channel: places.ops, text: `/unlink history ${secret}` });
    await fetch(`http://127.0.0.1:${web.port}/?access_token=${secret}`, {
      headers: { authorization: `Bearer ${secret}` },
    });
    await fetch(`http://127.0.0.1:${web.port}/slack/events`, { method: 'POST', body: secret });
    zca.faults.add({ type: 'status', status: 502, operation: 'list', times: 1 });
    await workspace.post({ user: people.lan, channel: places.ops, text: '/unlink app không có' });
    const ends = () => lines().filter(({ event }) => event === 'request.not_found');
    await expect.poll(() => ends().length, { timeout: patienceMs }).toBeGreaterThanOrEqual(1);
    const all = world().logged.join('');
    for (const each of [
      secret,
      'STOLEN',
      config.slack.botToken,
      'test-zca-secret-token',
      'test-signing-secret',
    ])
      expect(all).not.toContain(each);
    expect(all).not.toMatch(/hooks\.slack\.com\/(?!\[)|access_token=(?!\[)/u);
  });
});
