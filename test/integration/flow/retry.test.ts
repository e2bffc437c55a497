import { afterEach, describe, expect, it } from 'vitest';
import {
  cardFor,
  cardOffers,
  cardSays,
  hasButtons,
  press,
  pressInput,
  privateAnswer,
  resultOf,
} from '../../fixtures/conversation.js';
import {
  approvers,
  people,
  places,
  startWorld,
  stopWorld,
  useWorld,
  type World,
} from '../../fixtures/world.js';

describe('a failed unlink', () => {
  const world = useWorld();
  const id = '4318093042839471234';

  it('can be tried again by an approver, once, and then reports the current state', async () => {
    const { workspace, zca } = world();
    const card = await cardFor(world(), people.lan, `/unlink oa ${id}`);
    zca.faults.add({ type: 'status', operation: 'unlink', status: 503, times: 'always' });
    await press(world(), people.minh, card, 'confirm');
    expect((await resultOf(world(), card)).text).toContain('failed after 3 tries');
    zca.faults.clear();
    const failed = await cardOffers(world(), card, 'retry');
    expect(failed.text).toContain('Not done');
    const refused = await privateAnswer(world(), people.lan, () =>
      press(world(), people.lan, failed, 'retry'),
    );
    expect(refused.text).toContain('You are not an approver');
    const again = pressInput(people.hoa, failed, 'retry');
    await Promise.all([workspace.action(again), workspace.action(again)]);
    const done = await cardSays(world(), card, 'Done');
    expect(hasButtons(done)).toBe(false);
    const second = await workspace.waitFor(() => results(card.ts)[1]);
    expect(second.text).toContain(`tried again by <@${people.hoa}>`);
    expect(second.text).toContain('unlinked; the ZCA no longer shows it');
    expect(zca.ledger.removals.map((removal) => removal.id)).toEqual([id]);
    await workspace.idle();
    expect(results(card.ts)).toHaveLength(2);
  });

  it('is not tried again if the link has been replaced since', async () => {
    const { zca } = world();
    const other = '3448302585883376050';
    const card = await cardFor(world(), people.lan, `/unlink oa ${other}`);
    zca.faults.add({ type: 'status', operation: 'unlink', status: 403 });
    await press(world(), people.minh, card, 'confirm');
    const failed = await cardOffers(world(), card, 'retry');
    zca.rename('oa', other, 'Bán hàng toàn quốc');
    await press(world(), people.minh, failed, 'retry');
    const { workspace } = world();
    const second = await workspace.waitFor(() => results(card.ts)[1]);
    expect(second.text).toContain('it is now called “Bán hàng toàn quốc”');
    expect(zca.asset('oa', other)).not.toBeNull();
    await workspace.idle();
    const now = await cardSays(world(), card, 'Not done');
    expect(hasButtons(now)).toBe(false);
  });

  it('waits, when tried again, for another request that has taken its asset since', async () => {
    const { zca } = world();
    const third = '3914070798295433673';
    const card = await cardFor(world(), people.lan, `/unlink oa ${third}`);
    zca.faults.add({ type: 'status', operation: 'unlink', status: 403 });
    await press(world(), people.minh, card, 'confirm');
    const failed = await cardOffers(world(), card, 'retry');
    const newer = await cardFor(world(), people.lan, `/unlink oa ${third}`);
    const told = await privateAnswer(world(), people.minh, () =>
      press(world(), people.minh, failed, 'retry'),
    );
    expect(told.text).toContain('already in the open request');
    expect(told.text).toContain('Wait until that request is done; if it is ticked here');
    await press(world(), people.lan, newer, 'cancel');
    await cardSays(world(), newer, 'Nothing was unlinked');
  });

  function results(thread: string) {
    return world()
      .workspace.messages(places.ops)
      .filter(
        ({ ts, thread_ts, text }) => thread_ts === thread && ts !== thread && text.includes('Asked by'),
      );
  }
});

describe('a retry where two must confirm', () => {
  // A press finds a new member of a group once in ten seconds, so each test has its own workspace.
  let world: World | undefined;
  afterEach(async () => {
    if (world !== undefined) await stopWorld(world);
    world = undefined;
  });
  const unlinks = ({ zca }: World) => zca.ledger.calls.filter(({ operation }) => operation === 'unlink');
  /** A request that Minh and Hoa confirmed and the ZCA refused; now others are the approvers. */
  const failed = async (now: string[]) => {
    world = await startWorld({ policy: { approvals: 2 } });
    const card = await cardFor(world, people.lan, '/unlink oa 4318093042839471234');
    world.zca.faults.add({ type: 'status', operation: 'unlink', status: 403 });
    await press(world, people.minh, card, 'confirm');
    await cardSays(world, card, '1 of 2');
    await press(world, people.hoa, card, 'confirm');
    const shown = await cardOffers(world, card, 'retry');
    world.workspace.setUsergroup(approvers, now);
    return { world, card: shown };
  };

  it('is refused to one approver alone when both earlier ones have left', async () => {
    const { world, card } = await failed([people.outsider]);
    const told = await privateAnswer(world, people.outsider, () =>
      press(world, people.outsider, card, 'retry'),
    );
    expect(told.text).toContain('A retry needs 2 approvals of people who may approve now');
    expect(unlinks(world)).toHaveLength(1);
    expect(world.zca.asset('oa', '4318093042839471234')).not.toBeNull();
  });

  it('names to the gateway the remaining approvers and the presser, and nobody who has left', async () => {
    const { world, card } = await failed([people.hoa, people.outsider]);
    await press(world, people.outsider, card, 'retry');
    await cardSays(world, card, 'Done');
    expect(unlinks(world).at(-1)?.body).toMatchObject({ approved_by: [people.hoa, people.outsider] });
  });
});
