import { describe, expect, it } from 'vitest';
import { cardFor, cardSays, press, privateAnswer, resultOf } from '../../fixtures/conversation.js';
import { dialogOf, submitDialog } from '../../fixtures/dialogs.js';
import { people, places, useWorld } from '../../fixtures/world.js';

describe('a policy', () => {
  const world = useWorld({
    policy: {
      mostAssets: 2,
      protectedAssets: [
        { kind: 'oa', name: 'vé xe', message: 'Sales live from it; ask the director.' },
        { id: '3095826089637694116', message: 'The internal webhook stays.' },
      ],
      heavy: { verified: true, names: ['nha khoa'], moreThan: null },
    },
    rules: [
      { kind: 'app', change: { reasonRequired: true } },
      { channel: places.general, change: { approvers: [people.lan] } },
    ],
  });
  const answerTo = (text: string, user: string = people.lan) =>
    privateAnswer(world(), user, () => world().workspace.post({ user, channel: places.ops, text }));

  it('refuses a protected asset in the rule’s own words', async () => {
    const told = await answerTo('/unlink oa 4476980340428716084');
    expect(told.text).toContain('cannot be unlinked here: Sales live from it; ask the director.');
    const other = await answerTo('/unlink app 3095826089637694116 -- clean up');
    expect(other.text).toContain('The internal webhook stays.');
  });

  it('can require a reason for one kind alone', async () => {
    const told = await answerTo('/unlink app 5676885507861205678');
    expect(told.text).toContain('A reason is needed here');
    const card = await cardFor(world(), people.lan, '/unlink oa 168335841970104084');
    await press(world(), people.lan, card, 'cancel');
    await cardSays(world(), card, 'Nothing was unlinked');
  });

  it('refuses three assets when it takes two at most', async () => {
    const told = await answerTo('/unlink oa 1234, 3050, 3673');
    expect(told.text).toContain('one request can hold at most 2 here');
  });

  it('lets a channel’s own approvers decide there, and not the general ones', async () => {
    const { workspace } = world();
    workspace.setMembers(places.general, [...Object.values(people), workspace.state().bot.user_id]);
    const card = await cardFor(world(), people.minh, '/unlink oa 2837724047112601812', places.general);
    expect(card.text).toContain(`Approvers: <@${people.lan}>`);
    const told = await privateAnswer(world(), people.hoa, () => press(world(), people.hoa, card, 'confirm'));
    expect(told.text).toContain('You are not an approver');
    await press(world(), people.lan, card, 'confirm');
    expect((await resultOf(world(), card)).text).toContain(`confirmed by <@${people.lan}>`);
  });

  it('has the approver type the last digits of a high-risk asset’s id', async () => {
    const { zca } = world();
    const id = '177469841916562005';
    const card = await cardFor(world(), people.lan, `/unlink oa ${id}`);
    expect(card.text).toContain('types the last four digits');
    await press(world(), people.minh, card, 'confirm');
    const dialog = await dialogOf(world(), people.minh);
    expect(JSON.stringify(dialog.blocks)).toContain('Nha khoa');
    await submitDialog(world(), people.minh, dialog, { [id]: '2006' });
    expect(world().workspace.views(people.minh).modal).not.toBeNull();
    expect(zca.asset('oa', id)).not.toBeNull();
    await submitDialog(world(), people.minh, dialog, { [id]: '2005' });
    await resultOf(world(), card);
    expect(zca.asset('oa', id)).toBeNull();
  });

  it('cannot be evaded by a press without digits', async () => {
    const { workspace, zca } = world();
    const id = '912210918718333954';
    zca.link({ kind: 'oa', id, name: 'Nha khoa An Khang' });
    const card = await cardFor(world(), people.lan, `/unlink oa ${id}`);
    const block = card.blocks.find(({ type }) => type === 'actions');
    const value = /UR-\w+/u.exec(card.text)?.[0];
    workspace.faults.add({ method: 'views.open', kind: 'error', error: 'expired_trigger_id' });
    const told = await privateAnswer(world(), people.minh, () =>
      workspace.forgeAction({
        user: people.minh,
        container: { type: 'message', channel: card.channel, message_ts: card.ts },
        action: { type: 'button', action_id: 'approve', block_id: block?.block_id, value },
      }),
    );
    expect(told.text).toContain('Slack did not let me open the dialog in time');
    expect(zca.asset('oa', id)).not.toBeNull();
    await press(world(), people.lan, card, 'cancel');
    await cardSays(world(), card, 'Nothing was unlinked');
  });
});

describe('a rule for a channel', () => {
  const world = useWorld({
    rules: [
      { kind: 'oa', change: { approvals: 2 } },
      { channel: places.general, change: { approvals: 1, allowSelfApproval: true } },
    ],
  });

  it('does not loosen the rule of a kind: an OA still takes two people, neither of them the requester', async () => {
    const { workspace, zca } = world();
    workspace.setMembers(places.general, [...Object.values(people), workspace.state().bot.user_id]);
    const card = await cardFor(world(), people.minh, '/unlink oa 4318093042839471234', places.general);
    const told = await privateAnswer(world(), people.minh, () =>
      press(world(), people.minh, card, 'confirm'),
    );
    expect(told.text).toContain('You asked for this yourself');
    await press(world(), people.hoa, card, 'confirm');
    await cardSays(world(), card, '1 of 2 approvals');
    expect(zca.ledger.removals).toEqual([]);
  });

  it('applies to a kind without a rule: the requester may confirm an app alone', async () => {
    const card = await cardFor(world(), people.minh, '/unlink app 5676885507861205678', places.general);
    await press(world(), people.minh, card, 'confirm');
    expect((await resultOf(world(), card)).text).toContain(`confirmed by <@${people.minh}>`);
  });
});

describe('the approvers’ group', () => {
  const world = useWorld();
  const read = () =>
    world().workspace.calls.filter(({ method }) => method === 'usergroups.users.list').length;

  it('keeps its members while Slack does not say who is in it, whatever a stranger presses', async () => {
    const { workspace } = world();
    const first = await cardFor(world(), people.lan, '/unlink oa 3448302585883376050');
    await press(world(), people.minh, first, 'cancel');
    await cardSays(world(), first, 'Nothing was unlinked');
    const card = await cardFor(world(), people.lan, '/unlink oa 4318093042839471234');
    workspace.faults.add({ method: 'usergroups.users.list', kind: 'error', error: 'fatal_error', times: 99 });
    const told = await privateAnswer(world(), people.outsider, () =>
      press(world(), people.outsider, card, 'confirm'),
    );
    expect(told.text).toContain('You are not an approver');
    await press(world(), people.minh, card, 'confirm');
    await cardSays(world(), card, `<@${people.minh}>`);
    workspace.faults.clear();
    await resultOf(world(), card);
  });

  it('is read again for strangers no more often than every ten seconds', async () => {
    const card = await cardFor(world(), people.lan, '/unlink oa 3914070798295433673');
    const before = read();
    for (let presses = 0; presses < 5; presses += 1)
      await privateAnswer(world(), people.outsider, () => press(world(), people.outsider, card, 'confirm'));
    expect(read() - before).toBeLessThanOrEqual(1);
    await press(world(), people.lan, card, 'cancel');
    await cardSays(world(), card, 'Nothing was unlinked');
  });
});

describe('guests and strangers in the approvers’ group', () => {
  const others = [
    ['a guest', 'U0GUEST005', { is_restricted: true }],
    ['somebody of another company', 'U0OTHERCO6', { is_stranger: true }],
  ] as const;
  const world = useWorld({
    prepare: (workspace) => {
      for (const [, id, facts] of others)
        workspace.addPerson({ id, name: id.toLowerCase(), locale: 'en-US', ...facts }, [places.ops]);
      workspace.setUsergroup('S0APPROVE1', [people.minh, people.hoa, ...others.map(([, id]) => id)]);
    },
  });

  it.each(others)('%s cannot confirm', async (_who, id) => {
    const { zca } = world();
    const card = await cardFor(world(), people.lan, '/unlink oa 4318093042839471234');
    const told = await privateAnswer(world(), id, () => press(world(), id, card, 'confirm'));
    expect(told.text).toContain('Guests, people from other companies and bots');
    expect(zca.ledger.removals).toEqual([]);
    await press(world(), people.lan, card, 'cancel');
    await cardSays(world(), card, 'Nothing was unlinked');
  });
});
