import { describe, expect, it } from 'vitest';
import { cardFor, cardSays, press, requestIdOf } from '../../fixtures/conversation.js';
import { people, places, useWorld } from '../../fixtures/world.js';

describe('a message whose answer is lost', () => {
  const world = useWorld();

  it('is posted once all the same, be it the card or the result', async () => {
    const { workspace } = world();
    workspace.faults.add({ method: 'chat.postMessage', kind: 'drop_after' });
    const card = await cardFor(world(), people.lan, '/unlink oa 1234');
    workspace.faults.add({ method: 'chat.postMessage', kind: 'status_500_after' });
    await press(world(), people.minh, card, 'confirm');
    await workspace.waitFor(() => about().length >= 2);
    await workspace.waitFor(() => searches() >= 2);
    await cardSays(world(), card, 'Done');
    expect(about().map(({ text }) => text.includes('Asked by'))).toEqual([false, true]);
    expect(workspace.calls.filter(({ method }) => method === 'chat.postMessage')).toHaveLength(2);

    function about() {
      return workspace.messages(places.ops).filter(({ text }) => text.includes(requestIdOf(card)));
    }
    function searches() {
      return workspace.calls.filter(
        ({ method }) => method === 'conversations.history' || method === 'conversations.replies',
      ).length;
    }
  });

  it('is sent again, rather than never, where the bot may not search for it', async () => {
    const { workspace } = world();
    workspace.faults.add({
      method: 'conversations.history',
      kind: 'error',
      error: 'missing_scope',
      times: 99,
    });
    workspace.faults.add({ method: 'chat.postMessage', kind: 'drop_after' });
    const card = await cardFor(world(), people.lan, '/unlink oa 168335841970104084');
    const posts = () => workspace.messages(places.ops).filter(({ text }) => text.includes(requestIdOf(card)));
    const second = await workspace.waitFor(() => posts()[1]);
    await press(world(), people.minh, second, 'cancel');
    await cardSays(world(), second, 'Nothing was unlinked');
    workspace.faults.clear();
  });

  it('arrives once after Slack was too busy for it', async () => {
    const { workspace } = world();
    workspace.faults.add({ method: 'chat.postMessage', kind: 'ratelimited', retryAfterSeconds: 1 });
    const card = await cardFor(world(), people.lan, '/unlink app 1234');
    workspace.faults.add({ method: 'chat.update', kind: 'drop_before' });
    await press(world(), people.minh, card, 'cancel');
    await cardSays(world(), card, 'Nothing was unlinked');
    expect(
      workspace.messages(places.ops).filter(({ text }) => text.includes(requestIdOf(card))),
    ).toHaveLength(1);
  });
});
