import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { createLog } from '../../src/ops/logger.js';
import { startWorker } from '../../src/wiring.js';
import { useWorld } from '../world/world.js';

describe('whether any worker is there', () => {
  const world = useWorld();
  const readiness = async () => (await fetch(`http://127.0.0.1:${world().web.port}/readyz`)).json();

  it('is said by /readyz, and web stays ready: what people ask is recorded', async () => {
    const { worker, config, redis } = world();
    await expect.poll(readiness, { timeout: 10_000 }).toMatchObject({ status: 'ok', worker: 'ok' });
    await worker.stop();
    const client = new Redis(redis.url);
    // A worker that is gone is believed for some seconds.
    await client.del(`${config.redis.prefix}:worker-pulse`);
    client.disconnect();
    await expect.poll(readiness, { timeout: 10_000 }).toMatchObject({ status: 'ok', worker: 'no answer' });
    const other = await startWorker(config, createLog('silent'));
    await expect.poll(readiness, { timeout: 10_000 }).toMatchObject({ status: 'ok', worker: 'ok' });
    await other.stop();
  });
});
