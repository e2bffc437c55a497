import { beforeAll, describe, expect, it } from 'vitest';
import type { Asset } from '../../../src/core/asset/asset.js';
import { cardFor, cardSays, press, privateAnswer, resultOf, ticked } from '../../fixtures/conversation.js';
import { people, places, useWorld } from '../../fixtures/world.js';

describe('the ZCA is called for a request', () => {
  const world = useWorld();
  beforeAll(() => {
    for (let number = 0; number < 250; number += 1) world().zca.link(kho(number));
  });
  let looked = 0;
  /** The calls since this was last asked. */
  const calls = () => {
    const { calls: all } = world().zca.ledger;
    const made = all.slice(looked).map(({ operation }) => operation);
    looked = all.length;
    return made;
  };
  /** A list of 250 assets is three pages. */
  const list = ['list', 'list', 'list'];

  it('to read its asset, named by the whole id, at each step, and never to list them', async () => {
    const card = await cardFor(world(), people.lan, `/unlink app ${kho(0).id}`);
    expect(calls()).toEqual(['read']);
    await press(world(), people.minh, card, 'confirm');
    await resultOf(world(), card);
    expect(calls()).toEqual(['read', 'read', 'read', 'unlink', 'read']);
  });

  it('to list once if its asset is named in another way', async () => {
    world().zca.link({ kind: 'app', id: '279123463064907090', name: 'Tiệm bánh Xuân' });
    const card = await cardFor(world(), people.lan, '/unlink app tiem banh');
    expect(calls()).toEqual(list);
    await press(world(), people.minh, card, 'confirm');
    await resultOf(world(), card);
    expect(calls()).toEqual(['read', 'read', 'read', 'unlink', 'read']);
  });

  it('to list if nothing with that whole id is linked: the closest ids are named', async () => {
    const close = kho(999).id;
    const text = `/unlink app ${close}`;
    const told = await privateAnswer(world(), people.lan, () =>
      world().workspace.post({ user: people.lan, channel: places.ops, text }),
    );
    expect(told.text).toContain('Closest:');
    expect(calls()).toEqual(['read', ...list]);
  });

  it('to list instead of reading more than ten assets', async () => {
    const ids = Array.from({ length: 11 }, (_, index) => kho(10 + index).id);
    const card = await cardFor(world(), people.lan, `/unlink app ${ids.join(' ')} --dry-run`);
    await press(world(), people.minh, card, 'confirm');
    await resultOf(world(), card);
    const ofRun = ids.map(() => 'read');
    expect(calls()).toEqual([...list, ...list, ...list, ...ofRun]);
  });

  it('to read what else is on the card if a chosen asset has changed', async () => {
    const { zca } = world();
    const [chosen, other] = [
      { kind: 'app', id: '379123463064907090', name: 'Quán phở Hoà' },
      { kind: 'app', id: '479123463064907090', name: 'Quán phở Thìn' },
    ] as const;
    zca.link(chosen);
    zca.link(other);
    const card = await cardFor(world(), people.lan, '/unlink app quan pho');
    await ticked(world(), people.lan, card, [chosen.id]);
    zca.rename('app', chosen.id, 'Quán phở Hoà mới');
    zca.remove('app', other.id);
    calls();
    await privateAnswer(world(), people.minh, () => press(world(), people.minh, card, 'confirm'));
    expect(calls()).toEqual(['read', 'read']);
    const now = await cardSays(world(), card, 'Quán phở Hoà mới');
    expect(now.text).not.toContain(other.id);
    await press(world(), people.lan, card, 'cancel');
    await cardSays(world(), card, 'Nothing was unlinked');
  });
});

function kho(number: number): Asset {
  return { kind: 'app', id: String(5_100_000_000_000_000_000n + BigInt(number)), name: `Kho ${number}` };
}
