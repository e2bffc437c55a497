import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepsAll, type RedisNode, startNode } from './redis-node.js';

describe('a server that keeps all', () => {
  let node: RedisNode;
  beforeAll(async () => {
    node = await startNode([...keepsAll, 'auto-aof-rewrite-min-size 64kb']);
  });
  afterAll(() => node.remove());

  it('still has in its folder what it was told before it rewrote its file, also after a crash', async () => {
    const redis = new Redis(node.port, node.host);
    await redis.set('told', 'once');
    await redis.del('told');
    for (let round = 0; round < 20; round += 1) await redis.set('now', 'x'.repeat(8_192));
    // -1 until it was rewritten.
    const took = async () => /aof_last_rewrite_time_sec:(\S+)/u.exec(await redis.info('persistence'))?.[1];
    await expect.poll(took, { timeout: 10_000 }).toMatch(/^\d+$/u);
    redis.disconnect();
    await node.kill();
    await node.start();
    const files = await node.written();
    expect(files.some((file) => file.includes('told\r\n$4\r\nonce'))).toBe(true);
    const again = new Redis(node.port, node.host);
    expect([await again.exists('told'), await again.strlen('now')]).toEqual([0, 8_192]);
    again.disconnect();
  });
});
