import { describe, expect, it } from 'vitest';
import { startWorld, stopWorld } from '../../fixtures/world.js';

describe('the log at the start', () => {
  it('names the settings of Redis that can lose a request', async () => {
    const world = await startWorld({
      redisSettings: ['--maxmemory-policy', 'allkeys-lru', '--appendonly', 'no'],
    });
    const said = world.logged.join('\n');
    expect(said).toContain('maxmemory-policy is allkeys-lru');
    expect(said).toContain('keeps no append-only file');
    await stopWorld(world);
  });

  it('is silent about a Redis that keeps its data', async () => {
    const world = await startWorld();
    expect(world.logged.filter((line) => /maxmemory|append-only/u.test(line))).toEqual([]);
    await stopWorld(world);
  });
});
