import { describe, expect, it } from 'vitest';
import {
  cardFor,
  cardSays,
  current,
  hasButtons,
  offers,
  press,
  pressInput,
  privateAnswer,
  requestIdOf,
  resultOf,
  ticked,
} from '../../fixtures/conversation.js';
import { people, places, startWorld, stopWorld, useWorld, type WorldOptions } from '../../fixtures/world.js';

describe('a decision', () => {
  const world = useWorld();

  it('is refused to an outsider, privately, and shown to nobody else', async () => {
    const card = await cardFor(world(), people.lan, '/unlink oa 1234');
    const note = await privateAnswer(world(), people.outsider, () =>
      press(world(), people.outsider, card, 'confirm'),
    );
    expect(note.text).toContain('You are not an approver');
    expect(hasButtons(current(world().workspace, card))).toBe(true);
    expect(world().zca.ledger.removals).toEqual([]);
    await press(world(), people.lan, card, 'cancel');
    await cardSays(world(), card, 'Nothing was unlinked');
  });

  it('is refused to an approver who made the request', async () => {
    const card = await cardFor(world(), people.minh, '/unlink oa 1234');
    const note = await privateAnswer(world(), people.minh, () =>
      press(world(), people.minh, card, 'confirm'),
    );
    expect(note.text).toContain('somebody else must confirm');
    await press(world(), people.hoa, card, 'cancel');
    await cardSays(world(), card, 'Nothing was unlinked');
  });

  it('is made once when two approvers press at the same time; the second learns who was first', async () => {
    const { workspace, zca } = world();
    const card = await cardFor(world(), people.lan, '/unlink oa 1234');
    const inputs = [people.minh, people.hoa].map((user) => pressInput(user, card, 'confirm'));
    await Promise.all(inputs.map((input) => workspace.action(input)));
    const result = await resultOf(world(), card);
    const [winner, loser] = result.text.includes(`confirmed by <@${people.minh}>`)
      ? [people.minh, people.hoa]
      : [people.hoa, people.minh];
    const note = await workspace.waitFor(() =>
      workspace.ephemerals(loser).find(({ text }) => text.includes(requestIdOf(card))),
    );
    expect(note.text).toContain(`already confirmed by <@${winner}>`);
    expect(zca.ledger.calls.filter(({ operation }) => operation === 'unlink')).toHaveLength(1);
  });

  it('in a forged payload unlinks nothing and is answered privately', async () => {
    const { workspace, zca } = world();
    const card = await cardFor(world(), people.lan, '/unlink app 1234');
    const input = pressInput(people.minh, card, 'confirm');
    const action = { type: 'button', action_id: input.action_id, block_id: input.block_id, value: 'UR-0000' };
    const note = await privateAnswer(world(), people.minh, () =>
      workspace.forgeAction({ user: people.minh, container: input.container, action }),
    );
    expect(note.text).toContain('no longer exists');
    const unknown = { ...action, value: 'UR-ZZZZ', block_id: 'decide/UR-ZZZZ/1' };
    const other = await privateAnswer(world(), people.minh, () =>
      workspace.forgeAction({ user: people.minh, container: input.container, action: unknown }),
    );
    expect(other.text).toContain('no longer exists');
    expect(zca.ledger.removals.filter(({ kind }) => kind === 'app')).toEqual([]);
  });

  it('points a second request for the same asset to the first, until that one ends', async () => {
    const first = await cardFor(world(), people.lan, '/unlink oa 168335841970104084');
    const note = await privateAnswer(world(), people.hoa, () =>
      world().workspace.post({ user: people.hoa, channel: places.ops, text: '/unlink oa minh chau' }),
    );
    expect(note.text).toContain(`Request ${requestIdOf(first)} already asks for this one`);
    await press(world(), people.lan, first, 'cancel');
    await cardSays(world(), first, 'Nothing was unlinked');
    const again = await cardFor(world(), people.hoa, '/unlink oa minh chau');
    await press(world(), people.hoa, again, 'cancel');
  });

  it('applies to exactly the ticked assets on the card as it is', async () => {
    const { workspace, zca } = world();
    const card = await cardFor(world(), people.lan, '/unlink oa khách hàng');
    expect(offers(card, 'confirm')).toBe(false);
    const stale = { ...pressInput(people.minh, card, 'cancel'), action_id: 'approve' };
    const [chosen] = [...card.text.matchAll(/· (\d{15,20})/gu)].map(([, id]) => id ?? '');
    if (chosen === undefined) throw new Error('the card lists ids');
    await ticked(world(), people.lan, card, [chosen]);
    const container = stale.container;
    const action = {
      type: 'button',
      action_id: stale.action_id,
      block_id: stale.block_id,
      value: requestIdOf(card),
    };
    // On Minh's screen nothing is ticked yet.
    const payload = {
      state: { values: { boxes: { choose: { type: 'checkboxes', selected_options: [] } } } },
    };
    const old = await privateAnswer(world(), people.minh, () =>
      workspace.forgeAction({ user: people.minh, container, action, payload }),
    );
    expect(old.text).toContain('The list changed');
    await press(world(), people.minh, card, 'confirm');
    await resultOf(world(), card);
    const removed = zca.ledger.removals.filter(({ requestId }) => requestId === requestIdOf(card));
    expect(removed.map(({ id }) => id)).toEqual([chosen]);
  });
});

describe('without anybody to approve,', () => {
  it('nobody can confirm, and the card says so, when no approvers are configured', async () => {
    const world = await startWorld({ env: { UNLINK_APPROVERS: '' } });
    const card = await cardFor(world, people.lan, '/unlink oa 1234');
    expect(card.text).toContain('no approvers are configured');
    const note = await privateAnswer(world, people.minh, () => press(world, people.minh, card, 'confirm'));
    expect(note.text).toContain('no approvers are configured');
    expect(world.zca.ledger.removals).toEqual([]);
    await stopWorld(world);
  });

  it('nobody is let in when the user group cannot be read', async () => {
    const error = 'plan_upgrade_required';
    const prepare: WorldOptions['prepare'] = ({ faults }) =>
      faults.add({ method: 'usergroups.users.list', kind: 'error', error, times: 9 });
    const world = await startWorld({ prepare });
    expect(world.logged.join('\n')).toContain('approvers.unreadable');
    const card = await cardFor(world, people.lan, '/unlink oa 1234');
    expect(card.text).toContain('cannot read from Slack who is in the approvers’ group');
    const note = await privateAnswer(world, people.minh, () => press(world, people.minh, card, 'confirm'));
    expect(note.text).toContain('I could not read who is in');
    expect(world.zca.ledger.removals).toEqual([]);
    await stopWorld(world);
  });
});
