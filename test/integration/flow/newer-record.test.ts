import { describe, expect, it } from 'vitest';
import {
  cardFor,
  cardSays,
  current,
  offers,
  press,
  privateAnswer,
  requestIdOf,
} from '../../fixtures/conversation.js';
import { alerts, withOpsChannel } from '../../fixtures/ops-channel.js';
import { patienceMs } from '../../fixtures/patience.js';
import { asking } from '../../fixtures/redis-in-trouble.js';
import { people, places, useWorld } from '../../fixtures/world.js';

describe('while a newer version of the bot rolls out,', () => {
  const world = useWorld(withOpsChannel);

  it('a request from that version waits for its workers, and is never called corrupt', async () => {
    const { redis, config, workspace, logged } = world();
    const card = await cardFor(world(), people.lan, '/unlink app 1234');
    const id = requestIdOf(card);
    const key = `${config.redis.prefix}:request:${id}`;
    const record = (await asking(redis, (client) => client.hget(key, 'record'))) ?? '{}';
    const write = (text: string) => asking(redis, (client) => client.hset(key, 'record', text));
    await write(JSON.stringify({ ...JSON.parse(record), format: 2 }));
    const answer = await privateAnswer(world(), people.lan, () =>
      workspace.post({ user: people.lan, channel: places.ops, text: `/unlink status ${id}` }),
    );
    expect(answer.text).toContain('with its newer version');
    await press(world(), people.lan, card, 'cancel');
    await expect
      .poll(() => logged.some((line) => line.includes('written by a newer version')), { timeout: patienceMs })
      .toBe(true);
    expect(offers(current(workspace, card), 'confirm')).toBe(true);
    await write(record);
    await cardSays(world(), card, 'Nothing was unlinked');
    expect(alerts(world())).toEqual([]);
  });
});
