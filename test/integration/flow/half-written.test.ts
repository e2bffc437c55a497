import { describe, expect, it } from 'vitest';
import {
  cardFor,
  cardSays,
  press,
  privateAnswer,
  requestIdOf,
  resultOf,
} from '../../fixtures/conversation.js';
import { byHand, keep } from '../../fixtures/operators.js';
import { alert, alerts, withOpsChannel } from '../../fixtures/ops-channel.js';
import { asking } from '../../fixtures/redis-in-trouble.js';
import { people, places, useWorld } from '../../fixtures/world.js';

describe('a half-written request in Redis', () => {
  const world = useWorld(withOpsChannel);

  it('stops its own request alone: the presser and the people who run the bot are told, the rest goes on', async () => {
    const { redis, config, workspace } = world();
    const card = await cardFor(world(), people.lan, '/unlink oa 1234');
    const key = `${config.redis.prefix}:request:${requestIdOf(card)}`;
    const record = await asking(redis, async (client) => {
      const whole = (await client.hget(key, 'record')) ?? '';
      await client.hset(key, 'record', whole.slice(0, 80));
      return whole;
    });
    const told = await privateAnswer(world(), people.minh, () => press(world(), people.minh, card, 'cancel'));
    expect(told.text).toContain('I have given it up');
    const { text } = await alert(world(), 'cannot be read');
    expect(text).toContain(key);
    expect(text).toContain('What the bot does:');
    expect(text).toContain('Please:');
    const other = await cardFor(world(), people.lan, '/unlink oa điện thoại --dry-run');
    await press(world(), people.minh, other, 'confirm');
    await resultOf(world(), other);
    expect(alerts(world(), 'cannot be read')).toHaveLength(1);
    await asking(redis, (client) => client.hset(key, 'record', record));
    await press(world(), people.minh, card, 'cancel');
    await cardSays(world(), card, 'Nothing was unlinked');
    expect(workspace.messages(places.ops).filter(({ ts }) => ts === card.ts)).toHaveLength(1);
  });
});

describe('a half-written rendered version of a card in Redis', () => {
  const world = useWorld(withOpsChannel);

  it('is rebuilt: the card goes on, and the people who run the bot are told', async () => {
    const { redis, config } = world();
    const card = await cardFor(world(), people.lan, '/unlink oa 1234');
    const key = `${config.redis.prefix}:shown:card-${requestIdOf(card)}:state`;
    await asking(redis, (client) => client.set(key, '{"revision":2,"lo'));
    await press(world(), people.minh, card, 'confirm');
    await resultOf(world(), card);
    await cardSays(world(), card, 'Done');
    const { text } = await alert(world(), key);
    expect(text).toContain('made again');
  });
});

describe('a half-written line of the imported list in Redis', () => {
  const world = useWorld({
    ...withOpsChannel,
    env: { ...withOpsChannel.env, ...byHand([people.hoa]) },
  });

  it('is left out alone: the rest is found, and those who ask for it and who run the bot are told', async () => {
    const { redis, config, workspace } = world();
    await keep(world(), [
      { kind: 'oa', id: '1110000000000001', name: 'Kho Sài Gòn' },
      { kind: 'oa', id: '2220000000000002', name: 'Kho Hà Nội' },
    ]);
    const key = `${config.redis.prefix}:register`;
    await asking(redis, (client) => client.hset(key, 'oa:1110000000000001', '{"asset":{"kind":"oa","id"'));
    const card = await cardFor(world(), people.lan, '/unlink oa kho');
    expect(card.text).toContain('2220000000000002');
    expect(card.text).not.toContain('1110000000000001');
    const { text } = await alert(world(), 'oa:1110000000000001');
    expect(text).toContain('Write it into the list again');
    const none = await privateAnswer(world(), people.lan, () =>
      workspace.post({ user: people.lan, channel: places.ops, text: '/unlink oa 1110000000000001' }),
    );
    expect(none.text).toContain('its entry on the list cannot be read');
  });
});
