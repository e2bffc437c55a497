import { afterEach, describe, expect, it } from 'vitest';
import type { Config } from '../../../src/config/schema.js';
import { cardFor, cardSays, press, resultOf, threadSays } from '../../fixtures/conversation.js';
import { restarted } from '../../fixtures/restarted.js';
import { approvers, people, startWorld, stopWorld, type World } from '../../fixtures/world.js';

describe('an approval, checked again when the run begins,', () => {
  let world: World | undefined;
  afterEach(async () => {
    if (world !== undefined) await stopWorld(world);
    world = undefined;
  });
  /** A request that Minh has confirmed, in its stop window. */
  const confirmed = async () => {
    world = await startWorld({ policy: { stopWindowMs: 2_500 } });
    const card = await cardFor(world, people.lan, '/unlink oa 4318093042839471234');
    await press(world, people.minh, card, 'confirm');
    await cardSays(world, card, 'Begins at');
    return { world, card };
  };
  const refusals = ({ calls }: World['workspace']) =>
    calls.filter(({ method, outcome }) => method === 'usergroups.users.list' && outcome !== 'ok');
  const unlinks = ({ zca }: World) => zca.ledger.calls.filter(({ operation }) => operation === 'unlink');

  it('does not count when its approver has just left the group: nothing runs until somebody else confirms', async () => {
    const { world, card } = await confirmed();
    world.workspace.setUsergroup(approvers, [people.hoa]);
    const told = await threadSays(world, card, 'may no longer approve it');
    expect(told.text).toContain(`<@${people.minh}>`);
    await cardSays(world, card, 'Waiting for an approver');
    expect(unlinks(world)).toEqual([]);
    await press(world, people.hoa, card, 'confirm');
    await resultOf(world, card);
    expect(unlinks(world).map(({ body }) => body)).toMatchObject([{ approved_by: [people.hoa] }]);
  });

  it('does not count when its approver had left the group before, and was still remembered in it', async () => {
    world = await startWorld();
    const first = await cardFor(world, people.lan, '/unlink oa 3448302585883376050');
    await press(world, people.minh, first, 'cancel');
    const card = await cardFor(world, people.lan, '/unlink oa 4318093042839471234');
    world.workspace.setUsergroup(approvers, [people.hoa]);
    await press(world, people.minh, card, 'confirm');
    await threadSays(world, card, 'may no longer approve it');
    expect(unlinks(world)).toEqual([]);
  });

  it('does not count when the approver named by id has been deactivated', async () => {
    world = await startWorld({
      policy: { approvers: [people.minh, people.hoa, people.outsider], approvals: 2 },
    });
    const card = await cardFor(world, people.lan, '/unlink oa 4318093042839471234');
    await press(world, people.minh, card, 'confirm');
    await cardSays(world, card, '1 of 2 approvals');
    world.workspace.setPerson(people.minh, { deleted: true });
    await press(world, people.hoa, card, 'confirm');
    const told = await threadSays(world, card, 'may no longer approve it');
    expect(told.text).toContain(`<@${people.minh}>`);
    expect(unlinks(world)).toEqual([]);
    await press(world, people.outsider, card, 'confirm');
    await resultOf(world, card);
    expect(unlinks(world).map(({ body }) => body)).toMatchObject([
      { approved_by: [people.hoa, people.outsider] },
    ]);
  });

  it('counts on, and waits for another, when the policy now requires two', async () => {
    const { world: before, card } = await confirmed();
    const two = (config: Config): Config => ({
      ...config,
      policy: { ...config.policy, base: { ...config.policy.base, approvals: 2 } },
    });
    world = await restarted(before, two);
    await threadSays(world, card, '2 approvals are needed now');
    await cardSays(world, card, '1 of 2 approvals');
    expect(unlinks(world)).toEqual([]);
    await press(world, people.hoa, card, 'confirm');
    await resultOf(world, card);
    expect(unlinks(world).map(({ body }) => body)).toMatchObject([
      { approved_by: [people.minh, people.hoa] },
    ]);
  });

  it('delays the run only while Slack cannot say who may approve', async () => {
    const { world: before, card } = await confirmed();
    const { workspace } = before;
    workspace.faults.add({ method: 'usergroups.users.list', kind: 'error', error: 'fatal_error', times: 99 });
    world = await restarted(before, (config) => config);
    const { text } = await cardSays(world, card, 'until it begins, it can be stopped');
    const [, beginsAt = '0'] = /<!date\^(\d+)\^/u.exec(text) ?? [];
    await workspace.waitFor(() => refusals(workspace).some(({ at }) => at >= Number(beginsAt) * 1_000));
    await cardSays(world, card, 'until it begins, it can be stopped');
    expect(unlinks(world)).toEqual([]);
    workspace.faults.clear();
    await resultOf(world, card);
    expect(unlinks(world)).toHaveLength(1);
  });
});
