import { afterEach, describe, expect, it } from 'vitest';
import type { Config } from '../../../src/config/schema.js';
import {
  cardFor,
  cardOffers,
  cardSays,
  current,
  hasButtons,
  press,
  privateAnswer,
  resultOf,
  threadSays,
  tick,
} from '../../fixtures/conversation.js';
import { dialogOf, submitDialog } from '../../fixtures/dialogs.js';
import { restarted } from '../../fixtures/restarted.js';
import { approvers, people, startWorld, stopWorld, useWorld, type World } from '../../fixtures/world.js';

describe('when two people must confirm,', () => {
  const world = useWorld({ policy: { approvals: 2 } });

  it('the card shows the first with name and time, and only the second starts the run', async () => {
    const { zca } = world();
    const card = await cardFor(world(), people.lan, '/unlink oa 4318093042839471234');
    expect(card.text).toContain('2 different people needed');
    await press(world(), people.minh, card, 'confirm');
    const now = await cardSays(world(), card, '1 of 2 approvals');
    expect(now.text).toMatch(/1 of 2 approvals: <@U0MINH0002> at <!date/u);
    expect(now.text).toContain('Waiting for another approver');
    expect(zca.ledger.removals).toEqual([]);
    await press(world(), people.hoa, card, 'confirm');
    const result = await resultOf(world(), card);
    expect(result.text).toContain(`confirmed by <@${people.minh}>, <@${people.hoa}>`);
    const [call] = zca.ledger.calls.filter(({ operation }) => operation === 'unlink');
    expect(call?.body).toMatchObject({ approved_by: [people.minh, people.hoa] });
  });

  it('one person counts once, however often he presses, and is told so', async () => {
    const { zca } = world();
    const before = zca.ledger.removals.length;
    const card = await cardFor(world(), people.lan, '/unlink oa 3448302585883376050');
    await press(world(), people.minh, card, 'confirm');
    await cardSays(world(), card, '1 of 2 approvals');
    const told = await privateAnswer(world(), people.minh, () =>
      press(world(), people.minh, card, 'confirm'),
    );
    expect(told.text).toContain('Your approval already counts');
    expect(zca.ledger.removals).toHaveLength(before);
    await press(world(), people.lan, card, 'cancel');
    await cardSays(world(), card, 'Nothing was unlinked');
  });

  it('an approval can be withdrawn by its approver, and by nobody else', async () => {
    const card = await cardFor(world(), people.lan, '/unlink oa 3914070798295433673');
    await press(world(), people.minh, card, 'confirm');
    await cardOffers(world(), card, 'take back');
    const told = await privateAnswer(world(), people.hoa, () =>
      press(world(), people.hoa, card, 'take back'),
    );
    expect(told.text).toContain('no approval of yours');
    await press(world(), people.minh, card, 'take back');
    const now = await world().workspace.waitFor(() => {
      const shown = current(world().workspace, card);
      return !shown.text.includes('1 of 2') && shown;
    });
    expect(now.text).toContain('Waiting for 2 approvers');
    await press(world(), people.hoa, card, 'confirm');
    await cardSays(world(), card, `<@${people.hoa}> at`);
    await press(world(), people.lan, card, 'cancel');
    await cardSays(world(), card, 'Nothing was unlinked');
  });

  it('an approval of one choice does not count for another', async () => {
    const { workspace, zca } = world();
    const before = zca.ledger.removals.length;
    const card = await cardFor(world(), people.lan, '/unlink oa bình minh');
    const ids = ['7175363989770083196', '7460392162987654792'];
    await tick(world(), people.lan, card, ids);
    await cardSays(world(), card, 'asks to unlink 2 OAs');
    await press(world(), people.minh, card, 'confirm');
    await cardSays(world(), card, '1 of 2 approvals');
    await tick(world(), people.lan, card, ids.slice(0, 1));
    await workspace.waitFor(() => !current(workspace, card).text.includes('1 of 2 approvals'));
    await press(world(), people.hoa, card, 'confirm');
    const now = await cardSays(world(), card, '1 of 2 approvals');
    expect(now.text).toContain(`<@${people.hoa}> at`);
    expect(now.text).not.toContain(`<@${people.minh}> at`);
    expect(zca.ledger.removals).toHaveLength(before);
    await press(world(), people.minh, card, 'confirm');
    await resultOf(world(), card);
    expect(zca.ledger.removals.slice(before).map(({ id }) => id)).toEqual(ids.slice(0, 1));
  });

  it('one person can reject with a reason, and a mention tells the requester', async () => {
    const card = await cardFor(world(), people.lan, '/unlink oa 5131352015352641756');
    await press(world(), people.hoa, card, 'reject');
    const dialog = await dialogOf(world(), people.hoa);
    await submitDialog(world(), people.hoa, dialog, { reason: 'It still sends the bills' });
    const told = await threadSays(world(), card, 'It still sends the bills');
    expect(told.text).toContain(`<@${people.lan}>`);
    const now = await cardSays(world(), card, `Rejected by <@${people.hoa}>`);
    expect(now.text).toContain('It still sends the bills');
    expect(hasButtons(now)).toBe(false);
  });
});

describe('when more people must confirm than may,', () => {
  const world = useWorld({ policy: { approvals: 3 } });

  it('the card says so, and the log said so at the start', async () => {
    expect(world().logged.join('\n')).toContain('approvers.too_few');
    const card = await cardFor(world(), people.lan, '/unlink oa 4318093042839471234');
    expect(card.text).toContain('3 approvals are needed and only 2 people may give one');
  });
});

describe('after a restart with a policy that is content with the one approval given,', () => {
  let world: World | undefined;
  afterEach(async () => {
    if (world !== undefined) await stopWorld(world);
    world = undefined;
  });
  const needing = (approvals: number) => (config: Config) => ({
    ...config,
    policy: { ...config.policy, base: { ...config.policy.base, approvals, stopWindowMs: 0 } },
  });
  const halfConfirmed = async () => {
    world = await startWorld({ policy: { approvals: 2 } });
    const card = await cardFor(world, people.lan, '/unlink oa 4318093042839471234');
    await press(world, people.minh, card, 'confirm');
    await cardSays(world, card, '1 of 2 approvals');
    return { world, card };
  };

  it('the request runs, and the thread and the card say why', async () => {
    const { world: before, card } = await halfConfirmed();
    world = await restarted(before, needing(1));
    const told = await threadSays(world, card, 'needs fewer approvals now');
    for (const person of [people.lan, people.minh]) expect(told.text).toContain(`<@${person}>`);
    const result = await resultOf(world, card);
    expect(result.text).toContain(`confirmed by <@${people.minh}>`);
    await cardSays(world, card, `Confirmed by <@${people.minh}>, which is enough since`);
    const unlinks = world.zca.ledger.calls.filter(({ operation }) => operation === 'unlink');
    expect(unlinks.map(({ body }) => body)).toMatchObject([{ approved_by: [people.minh] }]);
  });

  it('the request waits for somebody else if the approver has left the group since', async () => {
    const { world: before, card } = await halfConfirmed();
    before.workspace.setUsergroup(approvers, [people.hoa]);
    world = await restarted(before, needing(1));
    await press(world, people.hoa, card, 'confirm');
    await resultOf(world, card);
    const unlinks = world.zca.ledger.calls.filter(({ operation }) => operation === 'unlink');
    expect(unlinks.map(({ body }) => body)).toMatchObject([{ approved_by: [people.hoa] }]);
  });
});
