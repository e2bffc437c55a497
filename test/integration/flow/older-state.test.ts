import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { Keys } from '../../../src/store/keys.js';
import { cardFor, press, pressInput, privateAnswer, requestIdOf } from '../../fixtures/conversation.js';
import { alert, alerts, withOpsChannel } from '../../fixtures/ops-channel.js';
import { people, useWorld } from '../../fixtures/world.js';

/** Redis forgets a request, or the card shows more than Redis holds; each world tells a cause once an hour. */
describe('a press on a card that Redis does not know', () => {
  const world = useWorld(withOpsChannel);

  it('is refused, and an alert says to run npm run restored', async () => {
    const card = await cardFor(world(), people.lan, '/unlink oa 4318093042839471234');
    await forget(requestIdOf(card));
    const { text } = await privateAnswer(world(), people.minh, () =>
      press(world(), people.minh, card, 'confirm'),
    );
    expect(text).toContain('no longer exists');
    const told = await alert(world(), 'has never held that request');
    expect(told.text).toContain('npm run restored');
  });

  async function forget(id: string): Promise<void> {
    const { url, prefix } = world().config.redis;
    const redis = new Redis(url);
    await redis.del(new Keys(prefix).request(id));
    redis.disconnect();
  }
});

describe('a press on a card whose list is newer than the stored one', () => {
  const world = useWorld(withOpsChannel);

  it('raises the alert', async () => {
    const { workspace } = world();
    const card = await cardFor(world(), people.lan, '/unlink oa 4318093042839471234');
    const { container, action_id, block_id } = pressInput(people.minh, card, 'confirm');
    const newer = block_id.replace(/\/1$/u, '/2');
    const action = { type: 'button', action_id, block_id: newer, value: requestIdOf(card) };
    await workspace.forgeAction({ user: people.minh, container, action });
    await alert(world(), 'a newer list than Redis holds');
  });

  it('raises none where the list is the stored one, or the request was removed after its time', async () => {
    const { url, prefix } = world().config.redis;
    const before = alerts(world()).length;
    const card = await cardFor(world(), people.lan, '/unlink oa 8726428550049344411');
    const redis = new Redis(url);
    const key = new Keys(prefix).request(requestIdOf(card));
    await redis.multi().del(key).hset(key, 'revision', 'gone').exec();
    redis.disconnect();
    await privateAnswer(world(), people.minh, () => press(world(), people.minh, card, 'confirm'));
    expect(alerts(world())).toHaveLength(before);
  });
});
