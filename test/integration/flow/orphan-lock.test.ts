import { describe, expect, it } from 'vitest';
import { cardFor, press, requestIdOf, resultOf } from '../../fixtures/conversation.js';
import { alert, withOpsChannel } from '../../fixtures/ops-channel.js';
import { asking } from '../../fixtures/redis-in-trouble.js';
import { people, useWorld } from '../../fixtures/world.js';

describe('an asset whose request was deleted from Redis', () => {
  const world = useWorld(withOpsChannel);

  it('can be requested again, and the people who run the bot are told', async () => {
    const { redis, config } = world();
    const lost = requestIdOf(await cardFor(world(), people.lan, '/unlink oa 1234'));
    await asking(redis, (client) => client.del(`${config.redis.prefix}:request:${lost}`));
    const card = await cardFor(world(), people.hoa, '/unlink oa 1234');
    expect(requestIdOf(card)).not.toBe(lost);
    const { text } = await alert(world(), 'oa:4318093042839471234');
    expect(text).toContain(lost);
    expect(text).toContain('can be asked for');
    await press(world(), people.minh, card, 'confirm');
    expect((await resultOf(world(), card)).text).toContain('unlinked; the ZCA no longer shows it');
  });
});
