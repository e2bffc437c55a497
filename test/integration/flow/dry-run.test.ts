import { describe, expect, it } from 'vitest';
import { elementsOf } from '../../../sandbox/block-elements.js';
import { cardFor, cardSays, press, resultOf } from '../../fixtures/conversation.js';
import { people, useWorld } from '../../fixtures/world.js';

describe('a dry run', () => {
  const world = useWorld();
  const id = '4318093042839471234';

  it('does everything but the unlink, and says what would have happened', async () => {
    const { zca } = world();
    const card = await cardFor(world(), people.lan, `/unlink oa ${id} --dry-run`);
    expect(card.text).toContain('Dry run of unlink request');
    await press(world(), people.minh, card, 'confirm');
    const result = await resultOf(world(), card);
    expect(result.text).toContain('1 of 1 OA would have been unlinked; nothing was');
    await cardSays(world(), card, 'would have been unlinked');
    expect(zca.ledger.calls.filter(({ operation }) => operation === 'unlink')).toEqual([]);
    expect(zca.asset('oa', id)).not.toBeNull();
  });

  it('has a button that requests the same for real, in the name of the person who presses it', async () => {
    const { workspace, zca } = world();
    const card = await cardFor(world(), people.lan, `/unlink oa ${id} --dry-run -- shop closed`);
    await press(world(), people.minh, card, 'confirm');
    const result = await resultOf(world(), card);
    const block = result.blocks.find((each) =>
      elementsOf(each).some(({ action_id }) => action_id === 'ask_again'),
    );
    const container = { type: 'message', channel: result.channel, message_ts: result.ts } as const;
    const button = { block_id: block?.block_id ?? '', action_id: 'ask_again' };
    await workspace.action({ user: people.hoa, container, ...button });
    const real = await workspace.waitFor(() =>
      workspace
        .messages(card.channel)
        .find(({ text }) => text.includes(`<@${people.hoa}> asks to unlink 1 OA`)),
    );
    expect(real.text).toContain('Reason: shop closed');
    expect(real.text).not.toContain('Dry run');
    expect(zca.asset('oa', id)).not.toBeNull();
    await press(world(), people.hoa, real, 'cancel');
    await cardSays(world(), real, 'Nothing was unlinked');
  });

  it('does not keep others from requesting the same asset for real', async () => {
    const dry = await cardFor(world(), people.lan, `/unlink oa ${id} --chạy thử`);
    const real = await cardFor(world(), people.hoa, `/unlink oa ${id}`);
    await press(world(), people.minh, real, 'confirm');
    await cardSays(world(), real, 'Done');
    await press(world(), people.lan, dry, 'cancel');
    await cardSays(world(), dry, 'Nothing was unlinked');
  });
});
