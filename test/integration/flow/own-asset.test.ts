import { afterEach, describe, expect, it } from 'vitest';
import type { Config } from '../../../src/config/schema.js';
import { cardFor, cardSays, hasButtons, press, privateAnswer } from '../../fixtures/conversation.js';
import { restarted } from '../../fixtures/restarted.js';
import { people, places, startWorld, stopWorld, useWorld, type World } from '../../fixtures/world.js';

const ownOa = '4318093042839471234';
const ownApp = '5676885507861205678';

describe('the OA and app that the bot itself runs on', () => {
  const world = useWorld({
    env: { ZCA_OWN_OA: ownOa, ZCA_OWN_APP: `${ownApp}, 3095826089637694116` },
    // A rule with its own protected assets still protects the bot's.
    rules: [{ channel: places.ops, change: { protectedAssets: [] } }],
  });

  it.each([
    [`/unlink oa ${ownOa}`, 'This bot itself runs on this OA, so it never unlinks it.'],
    [`/unlink app ${ownApp}`, 'This bot itself runs on this app, so it never unlinks it.'],
  ])('cannot be requested: %s', async (text, words) => {
    const told = await privateAnswer(world(), people.lan, () =>
      world().workspace.post({ user: people.lan, channel: places.ops, text }),
    );
    expect(told.text).toContain(words);
    expect(world().zca.ledger.removals).toEqual([]);
  });

  it('are known, so the start does not ask for their names', () => {
    expect(world().logged.join('')).not.toContain('zca.own_assets_unset');
  });

  it('leave an OA with the digits of the app alone, since an id protects its own kind', async () => {
    const { zca } = world();
    zca.link({ kind: 'oa', id: ownApp, name: 'Trùng số' });
    const card = await cardFor(world(), people.lan, `/unlink oa ${ownApp}`);
    expect(card.text).toContain('Trùng số');
  });
});

describe('an asset that the bot comes to run on while it is in an open request', () => {
  let world: World | undefined;
  const withOwn = (config: Config): Config => ({ ...config, zca: { ...config.zca, ownOa: [ownOa] } });
  afterEach(async () => {
    if (world !== undefined) await stopWorld(world);
    world = undefined;
  });

  it('is removed from the list at Confirm', async () => {
    world = await startWorld();
    expect(world.logged.join('')).toContain('zca.own_assets_unset');
    const card = await cardFor(world, people.lan, `/unlink oa ${ownOa}`);
    world = await restarted(world, withOwn);
    const told = await privateAnswer(world, people.minh, () =>
      press(world as World, people.minh, card, 'confirm'),
    );
    expect(told.text).toContain('is now protected: This bot itself runs on this OA');
    expect(hasButtons(await cardSays(world, card, 'Nothing left to unlink'))).toBe(false);
    expect(world.zca.ledger.removals).toEqual([]);
  });

  it('is left alone when its run begins', async () => {
    world = await startWorld({ policy: { stopWindowMs: 2_000 } });
    const card = await cardFor(world, people.lan, `/unlink oa ${ownOa}`);
    await press(world, people.minh, card, 'confirm');
    await cardSays(world, card, 'Begins at');
    world = await restarted(world, withOwn);
    await cardSays(world, card, 'Nothing left to unlink');
    expect(world.zca.ledger.calls.filter(({ operation }) => operation === 'unlink')).toEqual([]);
  });
});
