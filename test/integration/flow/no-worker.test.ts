import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { createLog } from '../../../src/ops/logger.js';
import { startWorker } from '../../../src/wiring/worker-process.js';
import { cardFor, cardSays, press, privateAnswer } from '../../fixtures/conversation.js';
import { patienceMs } from '../../fixtures/patience.js';
import { people, places, useWorld } from '../../fixtures/world.js';

describe('the lack of a worker', () => {
  const world = useWorld();
  const ask = (text: string) => () => world().workspace.post({ user: people.lan, channel: places.ops, text });
  const readiness = async () => (await fetch(`http://127.0.0.1:${world().web.port}/readyz`)).json();

  it('is reported by /readyz while web stays ready, and commands are recorded', async () => {
    const { worker, config, redis } = world();
    await expect.poll(readiness, { timeout: patienceMs }).toMatchObject({ status: 'ok', worker: 'ok' });
    const card = await cardFor(world(), people.lan, '/unlink oa 1234');
    await worker.stop();
    const client = new Redis(redis.url);
    // A worker that has gone counts as present for some seconds.
    await client.del(`${config.redis.prefix}:worker-pulse`);
    client.disconnect();
    await expect
      .poll(readiness, { timeout: patienceMs })
      .toMatchObject({ status: 'ok', worker: 'no answer' });
    // People who ask or press are then told that it waits, and are answered as usual once a worker
    // is there.
    const waits = 'Nobody is working on it right now: none of the bot’s workers is running';
    expect((await privateAnswer(world(), people.lan, ask('/unlink app không có'))).text).toContain(waits);
    const pressed = () => press(world(), people.lan, card, 'cancel');
    expect((await privateAnswer(world(), people.lan, pressed)).text).toContain(waits);
    const other = await startWorker(config, createLog('silent'));
    await expect.poll(readiness, { timeout: patienceMs }).toMatchObject({ status: 'ok', worker: 'ok' });
    await cardSays(world(), card, 'Nothing was unlinked');
    const { workspace } = world();
    await workspace.waitFor(() =>
      workspace.ephemerals(people.lan).find(({ text }) => text.includes('No linked app matches')),
    );
    expect(workspace.ephemerals(people.lan).filter(({ text }) => text.includes(waits))).toHaveLength(2);
    await other.stop();
  });
});
