import { describe, expect, it } from 'vitest';
import {
  cardFor,
  cardOffers,
  cardSays,
  current,
  hasButtons,
  press,
  pressInput,
  privateAnswer,
  resultOf,
  threadSays,
} from '../../fixtures/conversation.js';
import { people, useWorld } from '../../fixtures/world.js';

describe('a confirmed request with a stop window', () => {
  const world = useWorld({ policy: { stopWindowMs: 4_000 } });

  it('says how long it can be stopped at least, and is stopped by anybody who may', async () => {
    const { zca } = world();
    const card = await cardFor(world(), people.lan, '/unlink oa 4318093042839471234');
    await press(world(), people.minh, card, 'confirm');
    await cardSays(world(), card, 'Begins at');
    const refused = await privateAnswer(world(), people.outsider, () =>
      press(world(), people.outsider, card, 'stop'),
    );
    expect(refused.text).toContain('You are not an approver');
    await press(world(), people.hoa, card, 'stop');
    const stopped = await cardSays(world(), card, 'Nothing was unlinked');
    expect(stopped.text).toContain(`by <@${people.hoa}>`);
    expect(hasButtons(stopped)).toBe(false);
    expect((await threadSays(world(), card, 'stopped')).text).toContain(`<@${people.lan}>`);
    expect(zca.ledger.calls.filter(({ operation }) => operation === 'unlink')).toEqual([]);
  });

  it('does not run if its list changes in that window, and shows its approvers the difference', async () => {
    const { zca } = world();
    const card = await cardFor(world(), people.lan, '/unlink oa 3914070798295433673');
    await press(world(), people.minh, card, 'confirm');
    await cardSays(world(), card, 'Begins at');
    zca.rename('oa', '3914070798295433673', 'Chăm sóc khách hàng toàn quốc');
    const told = await threadSays(world(), card, 'has changed since you approved it');
    expect(told.text).toContain(`<@${people.minh}>`);
    const now = await cardSays(world(), card, 'was called “Chăm sóc khách hàng Sài Gòn”');
    expect(now.text).toContain('Waiting for an approver');
    expect(zca.asset('oa', '3914070798295433673')).not.toBeNull();
    await press(world(), people.minh, card, 'confirm');
    await cardSays(world(), card, 'Begins at');
    await cardSays(world(), card, 'Done');
  });
});

describe('a run of several assets', () => {
  const world = useWorld({ change: (config) => ({ ...config, zca: { ...config.zca, concurrency: 1 } }) });

  it('shows its progress, and a stop ends the assets that have not begun', async () => {
    const { zca } = world();
    const ids = world()
      .zca.assets()
      .filter(({ kind, name }) => kind === 'oa' && name.startsWith('Cửa hàng'))
      .slice(0, 5)
      .map(({ id }) => id);
    const card = await cardFor(world(), people.lan, `/unlink oa ${ids.join(', ')}`);
    await cardSays(world(), card, 'asks to unlink 5 OAs');
    zca.faults.add({ type: 'delay', operation: 'read', delayMs: 400, times: 'always' });
    zca.faults.add({ type: 'delay', operation: 'unlink', delayMs: 400, times: 'always' });
    await press(world(), people.minh, card, 'confirm');
    await world().workspace.waitFor(() => /░ [1-4] of 5/u.test(current(world().workspace, card).text));
    await cardOffers(world(), card, 'stop');
    await press(world(), people.lan, card, 'stop');
    const result = await resultOf(world(), card);
    zca.faults.clear();
    expect(result.text).toContain(`not begun: stopped by <@${people.lan}>`);
    const called = zca.ledger.calls.filter(({ operation }) => operation === 'unlink').length;
    expect(called).toBeLessThan(5);
    expect(zca.ledger.removals).toHaveLength(called);
    const now = await cardOffers(world(), card, 'retry');
    expect(now.text).toContain(`Stopped by <@${people.lan}>`);
    expect(result.text).toMatch(/: stopped by <@U0LAN00001>\. [1-4] of 5 OAs unlinked/u);
    await press(world(), people.hoa, now, 'retry');
    await cardSays(world(), card, 'Done');
    expect(new Set(zca.ledger.removals.map(({ id }) => id))).toEqual(new Set(ids));
    expect(zca.ledger.removals).toHaveLength(5);
  });

  it('can no longer be ticked once it is cancelled', async () => {
    const { workspace } = world();
    const card = await cardFor(world(), people.lan, '/unlink app crm');
    const box = card.blocks.find(({ block_id }) => block_id?.startsWith('choose/'));
    const { container } = pressInput(people.lan, card, 'cancel');
    await press(world(), people.lan, card, 'cancel');
    await cardSays(world(), card, 'Nothing was unlinked');
    const action = { type: 'checkboxes', action_id: 'choose', block_id: box?.block_id, selected_options: [] };
    const told = await privateAnswer(world(), people.lan, () =>
      workspace.forgeAction({ user: people.lan, container, action }),
    );
    expect(told.text).toContain(`was already cancelled by <@${people.lan}>`);
    expect(hasButtons(current(workspace, card))).toBe(false);
  });
});
