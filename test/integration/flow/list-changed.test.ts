import { describe, expect, it } from 'vitest';
import {
  cardFor,
  cardSays,
  hasButtons,
  press,
  privateAnswer,
  resultOf,
} from '../../fixtures/conversation.js';
import { people, useWorld } from '../../fixtures/world.js';

describe('when the list at Confirm differs from the card,', () => {
  const world = useWorld();
  const unlinks = () => world().zca.ledger.calls.filter(({ operation }) => operation === 'unlink').length;

  it('a renamed asset is not unlinked: the approver sees both names, and confirms the new one', async () => {
    const { zca } = world();
    const id = '4318093042839471234';
    const card = await cardFor(world(), people.lan, `/unlink oa ${id}`);
    zca.rename('oa', id, 'Tổng đài toàn quốc');
    const told = await privateAnswer(world(), people.minh, () =>
      press(world(), people.minh, card, 'confirm'),
    );
    expect(told.text).toContain('The list changed');
    expect(told.text).toContain('Tổng đài toàn quốc');
    expect(told.text).toContain('was called “Bán hàng Sài Gòn – Đại lý”');
    expect(unlinks()).toBe(0);
    await cardSays(world(), card, 'The list has changed since it was shown');
    await press(world(), people.minh, card, 'confirm');
    expect((await resultOf(world(), card)).text).toContain('Tổng đài toàn quốc');
    expect(unlinks()).toBe(1);
  });

  it('an asset that has gone leaves the list; with nothing left the card closes itself', async () => {
    const { zca } = world();
    const id = '3448302585883376050';
    const card = await cardFor(world(), people.lan, `/unlink oa ${id}`);
    zca.remove('oa', id);
    const told = await privateAnswer(world(), people.minh, () =>
      press(world(), people.minh, card, 'confirm'),
    );
    expect(told.text).toContain('is no longer linked');
    const now = await cardSays(world(), card, 'Nothing left to unlink');
    expect(hasButtons(now)).toBe(false);
    expect(unlinks()).toBe(1);
  });

  it('the missing one of two is named, and the other can be confirmed', async () => {
    const { zca } = world();
    const ids = ['7175363989770083196', '7460392162987654792'] as const;
    const card = await cardFor(world(), people.lan, `/unlink oa ${ids.join(' ')}`);
    zca.remove('oa', ids[0]);
    await privateAnswer(world(), people.minh, () => press(world(), people.minh, card, 'confirm'));
    const now = await cardSays(world(), card, 'is no longer linked');
    expect(now.text).toContain('asks to unlink 1 OA');
    await press(world(), people.minh, card, 'confirm');
    await resultOf(world(), card);
    expect(zca.asset('oa', ids[1])).toBeNull();
  });

  it('a list that cannot be read confirms nothing, and the approver is told why', async () => {
    const { zca } = world();
    const card = await cardFor(world(), people.lan, '/unlink oa 168335841970104084');
    const before = unlinks();
    zca.faults.add({ type: 'status', operation: 'read', status: 503, times: 'always' });
    const told = await privateAnswer(world(), people.minh, () =>
      press(world(), people.minh, card, 'confirm'),
    );
    zca.faults.clear();
    expect(told.text).toContain('couldn’t reach the ZCA (HTTP 503), so nothing was confirmed');
    expect(unlinks()).toBe(before);
    await press(world(), people.minh, card, 'confirm');
    await resultOf(world(), card);
    expect(unlinks()).toBe(before + 1);
  });

  it('a name in other Unicode letters and with other spaces counts as unchanged', async () => {
    const { zca } = world();
    const id = '4196879808907672642';
    const name = 'Cửa hàng Điện thoại Sài Gòn';
    const card = await cardFor(world(), people.lan, `/unlink oa ${id}`);
    const before = unlinks();
    zca.rename('oa', id, `${name.normalize('NFD').replaceAll(' ', '\u00a0 ')}\u200b`);
    await press(world(), people.minh, card, 'confirm');
    expect((await resultOf(world(), card)).text).toContain(name);
    expect(unlinks()).toBe(before + 1);
  });
});
