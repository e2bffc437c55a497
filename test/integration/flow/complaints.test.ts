import { describe, expect, it } from 'vitest';
import { createLog } from '../../../src/ops/logger.js';
import { startWeb } from '../../../src/wiring/web-process.js';
import { startWorker } from '../../../src/wiring/worker-process.js';
import {
  cardFor,
  cardSays,
  offers,
  press,
  pressInput,
  requestIdOf,
  resultOf,
} from '../../fixtures/conversation.js';
import { people, places, startWorld, stopWorld, useWorld } from '../../fixtures/world.js';

/**
 * Complaints of users of other approval bots, each with its report; the rest are tested beside
 * their features.
 */
describe('unlike in other bots, it does not happen that', () => {
  const world = useWorld();

  it('Confirm pressed again and again runs twice (slackapi/bolt-js#822)', async () => {
    const { workspace, zca } = world();
    const card = await cardFor(world(), people.lan, '/unlink oa 4318093042839471234');
    const input = pressInput(people.minh, card, 'confirm');
    await Promise.all(Array.from({ length: 6 }, () => workspace.action(input)));
    await resultOf(world(), card);
    await cardSays(world(), card, 'Done');
    await workspace.idle();
    expect(zca.ledger.calls.filter(({ operation }) => operation === 'unlink')).toHaveLength(1);
    const results = workspace
      .messages(places.ops)
      .filter(({ ts, text }) => ts !== card.ts && text.includes(`${requestIdOf(card)}: done`));
    expect(results).toHaveLength(1);
  });

  it('buttons other than Stop stay live while the job runs', async () => {
    const { zca } = world();
    const card = await cardFor(world(), people.lan, '/unlink oa 3448302585883376050');
    zca.faults.add({ type: 'delay', operation: 'unlink', delayMs: 400 });
    await press(world(), people.minh, card, 'confirm');
    const running = await cardSays(world(), card, 'Unlinking');
    expect((['confirm', 'cancel', 'stop'] as const).filter((button) => offers(running, button))).toEqual([
      'stop',
    ]);
    await cardSays(world(), card, 'Done');
  });

  it('“done” is shown though nothing ran (openclaw/openclaw#71023)', async () => {
    const { zca } = world();
    const card = await cardFor(world(), people.lan, '/unlink oa 3914070798295433673');
    zca.faults.add({ type: 'not_applied', operation: 'unlink', times: 'always' });
    await press(world(), people.minh, card, 'confirm');
    const { text } = await resultOf(world(), card);
    zca.faults.clear();
    expect(text).toContain('still shows the link');
    await cardSays(world(), card, 'Not done');
  });

  it('nobody is told who approved (gravitational/teleport#5141)', async () => {
    const card = await cardFor(world(), people.lan, '/unlink oa 168335841970104084');
    await press(world(), people.hoa, card, 'confirm');
    expect((await resultOf(world(), card)).text).toContain(`confirmed by <@${people.hoa}>`);
    expect((await cardSays(world(), card, 'Done')).text).toContain(`Confirmed by <@${people.hoa}> at`);
  });
});

describe('after a restart of everything but Redis,', () => {
  it('a request is still pending, and the first press counts (strongdm/accessbot#251, hermes-agent#100408)', async () => {
    const before = await startWorld();
    const card = await cardFor(before, people.lan, '/unlink oa 4318093042839471234');
    await before.web.stop();
    await before.worker.stop();
    const log = createLog('silent');
    const web = await startWeb(before.config, log);
    before.workspace.connect(`http://127.0.0.1:${web.port}/slack/events`);
    const pressed = await press(before, people.minh, card, 'confirm');
    expect(pressed.ok).toBe(true);
    const worker = await startWorker(before.config, log);
    const after = { ...before, web, worker };
    await resultOf(after, card);
    await cardSays(after, card, 'Done');
    await stopWorld(after);
  });
});
