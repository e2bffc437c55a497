import { describe, expect, it } from 'vitest';
import {
  cardFor,
  cardSays,
  hasButtons,
  press,
  pressInput,
  requestIdOf,
  threadSays,
  tick,
} from '../../fixtures/conversation.js';
import { dialogOf, submitDialog } from '../../fixtures/dialogs.js';
import { people, useWorld } from '../../fixtures/world.js';

describe('Reject…', () => {
  const world = useWorld();

  it('asks for the reason even on a card whose list has changed since', async () => {
    const { workspace, zca } = world();
    const card = await cardFor(world(), people.lan, '/unlink oa bình minh');
    const { container, block_id } = pressInput(people.minh, card, 'reject');
    const ids = zca.assets().flatMap(({ id, name }) => (name.includes('Bình Minh') ? [id] : []));
    await tick(world(), people.lan, card, ids.slice(0, 1));
    await cardSays(world(), card, 'asks to unlink 1 OA');
    const action = { type: 'button', action_id: 'reject', block_id, value: requestIdOf(card) };
    await workspace.forgeAction({ user: people.minh, container, action });
    const dialog = await dialogOf(world(), people.minh);
    expect(hasButtons(await cardSays(world(), card, 'Waiting for an approver'))).toBe(true);
    await submitDialog(world(), people.minh, dialog, { reason: 'It still sells' });
    expect((await threadSays(world(), card, 'It still sells')).text).toContain(`<@${people.lan}>`);
    await cardSays(world(), card, `Rejected by <@${people.minh}>`);
  });

  it('asks for the reason even when Slack is slow to say who presses', async () => {
    const { workspace } = world();
    const card = await cardFor(world(), people.lan, '/unlink oa 1234');
    workspace.faults.add({ method: 'users.info', kind: 'delay', ms: 2_200 });
    await press(world(), people.hoa, card, 'reject');
    const dialog = await dialogOf(world(), people.hoa);
    expect(hasButtons(await cardSays(world(), card, 'Waiting for an approver'))).toBe(true);
    await submitDialog(world(), people.hoa, dialog, { reason: 'Not this one' });
    await threadSays(world(), card, 'Not this one');
  });

  it('without a reason says in the thread that none was given', async () => {
    const card = await cardFor(world(), people.lan, '/unlink oa 1234');
    await press(world(), people.minh, card, 'reject');
    await submitDialog(world(), people.minh, await dialogOf(world(), people.minh), {});
    await threadSays(world(), card, 'no reason given');
  });

  it('from a person who may not decide opens nothing, rejects nothing and is answered', async () => {
    const { workspace } = world();
    const card = await cardFor(world(), people.lan, '/unlink oa 1234');
    await press(world(), people.outsider, card, 'reject');
    await workspace.waitFor(() =>
      workspace
        .ephemerals(people.outsider)
        .find(({ text }) => text.includes('You are not an approver. Only approvers')),
    );
    expect(workspace.views(people.outsider).modal).toBeNull();
    expect(hasButtons(await cardSays(world(), card, 'Waiting for an approver'))).toBe(true);
  });
});
