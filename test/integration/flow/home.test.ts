import { describe, expect, it } from 'vitest';
import { elementsOf } from '../../../sandbox/block-elements.js';
import { cardFor, cardSays, press, resultOf } from '../../fixtures/conversation.js';
import { dialogOf } from '../../fixtures/dialogs.js';
import { untilIdle } from '../../fixtures/queued.js';
import { people, useWorld } from '../../fixtures/world.js';

describe('an App Home', () => {
  const world = useWorld();
  const drawnFor = (user: string) =>
    world().workspace.calls.filter(
      ({ method, args }) => method === 'views.publish' && args['user_id'] === user,
    ).length;

  it('is not drawn for a person who has never opened it', async () => {
    const card = await cardFor(world(), people.lan, '/unlink oa 4318093042839471234');
    await press(world(), people.minh, card, 'confirm');
    await resultOf(world(), card);
    await cardSays(world(), card, 'Done');
    await world().workspace.home({ user: people.hoa });
    await world().workspace.waitFor(() => (drawnFor(people.hoa) > 0 ? true : undefined));
    await untilIdle(world());
    expect([drawnFor(people.lan), drawnFor(people.minh)]).toEqual([0, 0]);
  });

  it('has a button that opens the form, which asks for a channel', async () => {
    const { workspace } = world();
    await workspace.home({ user: people.minh });
    const shown = await workspace.waitFor(() => workspace.views(people.minh).home);
    const block = shown.blocks.find((each) =>
      elementsOf(each).some(({ action_id }) => action_id === 'new_request'),
    );
    const button = { block_id: block?.block_id ?? '', action_id: 'new_request' };
    await workspace.action({ user: people.minh, container: { type: 'view', view_id: shown.id }, ...button });
    const form = await dialogOf(world(), people.minh);
    expect(JSON.stringify(form.blocks)).toContain('Where the request is posted');
  });

  it('is updated after a run for everyone who has opened it', async () => {
    const { workspace } = world();
    await workspace.home({ user: people.lan });
    await workspace.waitFor(() => (drawnFor(people.lan) === 1 ? true : undefined));
    const card = await cardFor(world(), people.lan, '/unlink oa 3448302585883376050');
    await press(world(), people.minh, card, 'confirm');
    await resultOf(world(), card);
    await workspace.waitFor(() => (drawnFor(people.lan) > 1 ? true : undefined));
    expect(JSON.stringify(workspace.views(people.lan).home)).toContain('3448302585883376050');
  });
});
