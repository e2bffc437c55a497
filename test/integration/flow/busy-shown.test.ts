import { describe, it } from 'vitest';
import { cardFor, cardSays, press } from '../../fixtures/conversation.js';
import { people, useWorld } from '../../fixtures/world.js';

describe('a run that waits for a busy ZCA', () => {
  const world = useWorld();

  it('says so on its card, and ends once the ZCA takes calls again', async () => {
    const { zca } = world();
    const card = await cardFor(world(), people.lan, '/unlink oa 4318093042839471234');
    zca.faults.add({ type: 'ratelimited', operation: 'unlink', retryAfterSeconds: 3 });
    await press(world(), people.minh, card, 'confirm');
    await cardSays(world(), card, 'Waiting for the ZCA');
    await cardSays(world(), card, 'Done: 1 OA unlinked');
  });
});
