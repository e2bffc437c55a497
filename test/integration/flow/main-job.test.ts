import { describe, expect, it } from 'vitest';
import { cardFor, cardSays, hasButtons, press, requestIdOf, resultOf } from '../../fixtures/conversation.js';
import { people, useWorld } from '../../fixtures/world.js';

describe('an unlink request', () => {
  const world = useWorld();

  it('goes from /unlink oa 1234 through the approver’s Confirm to a result in the thread', async () => {
    const { zca } = world();
    const card = await cardFor(world(), people.lan, '/unlink oa 1234 -- shop closed');
    expect(card.text).toContain('Bán hàng Sài Gòn – Đại lý');
    expect(card.text).toContain('Reason: shop closed');
    await press(world(), people.minh, card, 'confirm');
    const result = await resultOf(world(), card);
    expect(result.text).toContain(`${requestIdOf(card)}: done.`);
    expect(result.text).toContain('unlinked; the ZCA no longer shows it');
    expect(result.text).toContain(`Asked by <@${people.lan}>, confirmed by <@${people.minh}>.`);
    expect(hasButtons(await cardSays(world(), card, 'Done'))).toBe(false);
    expect(zca.asset('oa', '4318093042839471234')).toBeNull();
    expect(zca.ledger.removals).toMatchObject([
      { kind: 'oa', id: '4318093042839471234', by: 'api', requestId: requestIdOf(card) },
    ]);
    const [call] = zca.ledger.calls.filter(({ operation }) => operation === 'unlink');
    expect(call?.body).toMatchObject({
      reason: 'shop closed',
      requested_by: people.lan,
      approved_by: [people.minh],
    });
  });
});
