import { describe, expect, it } from 'vitest';
import { elementsOf } from '../../../sandbox/block-elements.js';
import {
  cardFor,
  cardSays,
  offers,
  press,
  privateAnswer,
  requestIdOf,
  resultOf,
  ticked,
} from '../../fixtures/conversation.js';
import { people, useWorld, type World } from '../../fixtures/world.js';

const crm = '7459480659992404316';
const other = '528697791921654825';
const query = '/unlink app crm cham soc';

function unlinks({ zca }: World) {
  return zca.ledger.calls.filter(({ operation }) => operation === 'unlink').length;
}

describe('a query that matches two apps, one of them protected,', () => {
  const world = useWorld({ policy: { protectedAssets: [{ id: crm, message: 'It stays.' }] } });

  it('leads to a card with a box for the other, which can be ticked and confirmed', async () => {
    const card = await cardFor(world(), people.lan, query);
    expect(card.text).toContain('(1 found)');
    expect(card.text).toContain('It stays.');
    expect(offers(card, 'confirm')).toBe(false);
    await ticked(world(), people.lan, card, [other]);
    await cardSays(world(), card, 'asks to unlink 1 app');
    await press(world(), people.minh, card, 'confirm');
    await resultOf(world(), card);
    expect([world().zca.asset('app', other), unlinks(world())]).toEqual([null, 1]);
  });
});

describe('a query that matches two apps, one of them in another open request,', () => {
  const world = useWorld();

  it('leads to a card that names the other request, and has no box for its app', async () => {
    const first = await cardFor(world(), people.hoa, `/unlink app ${crm}`);
    const card = await cardFor(world(), people.lan, query);
    expect(card.text).toContain(`is already in the open request ${requestIdOf(first)}`);
    const boxes = card.blocks.flatMap((block) => elementsOf(block).flatMap(({ options }) => options));
    expect(boxes.map(({ value }) => value)).toEqual([other]);
  });
});

describe('the only ticked one of two apps, no longer linked at Confirm,', () => {
  const world = useWorld();

  it('leaves a card with an unticked box for the other', async () => {
    const card = await cardFor(world(), people.lan, query);
    await ticked(world(), people.lan, card, [crm]);
    world().zca.remove('app', crm);
    await privateAnswer(world(), people.minh, () => press(world(), people.minh, card, 'confirm'));
    const now = await cardSays(world(), card, 'is no longer linked');
    expect([offers(now, 'confirm'), JSON.stringify(now.blocks).includes('checkboxes')]).toEqual([
      false,
      true,
    ]);
    expect(now.text).toContain('(1 found)');
    expect(unlinks(world())).toBe(0);
  });
});
