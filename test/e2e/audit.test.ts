import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EvidencePicture } from '../../src/flow/ports/console.js';
import { sha256Of } from '../../src/shared/sha256.js';
import { RedisEvidenceStore } from '../../src/store/evidence-store.js';
import { Keys } from '../../src/store/keys.js';
import { RedisRequestStore } from '../../src/store/request-store.js';
import { useWorld } from '../fixtures/world.js';
import { runBuilt } from './built-command.js';

/** The built command, run as `npm run audit` does. */
describe('npm run audit -- evidence', () => {
  const world = useWorld();
  let folder = '';
  let redis: Redis;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zca-audit-'));
    redis = new Redis(world().redis.url);
  });
  afterAll(async () => {
    redis.disconnect();
    await rm(folder, { recursive: true });
  });
  const keys = () => new Keys(world().config.redis.prefix);
  const keep = async (requestId: string, stage: EvidencePicture['stage'], png: Uint8Array) => {
    const shelf = new RedisEvidenceStore(
      redis,
      keys(),
      new RedisRequestStore({ redis, keys: keys(), alerts: { raise: () => undefined } }),
    );
    await shelf.keep({
      requestId,
      round: 1,
      kind: 'oa',
      id: '4318093042839471234',
      stage,
      turn: 3,
      at: 1_000,
      png,
    });
    return sha256Of(png);
  };

  it('saves the screenshots of a request that match their hashes in the log', async () => {
    const png = new Uint8Array([137, 80, 78, 71]);
    const hash = await keep('UR-7K2M', 'row', png);
    await keep('UR-9999', 'row', new Uint8Array([1]));
    const dir = join(folder, 'whole');
    const { code, said } = await audit('evidence', 'UR-7K2M', dir);
    const name = `UR-7K2M-1-oa-4318093042839471234-row-${hash.slice(0, 12)}.png`;
    expect(await readdir(dir)).toEqual([name]);
    expect(new Uint8Array(await readFile(join(dir, name)))).toEqual(png);
    expect(said).toContain(`${hash}  ${join(dir, name)}\nThe audit log is whole: 2 entries.`);
    expect(code).toBe(0);
  });

  it('names missing screenshots and saves none that was changed', async () => {
    const gone = await keep('UR-8888', 'row', new Uint8Array([2]));
    const changed = await keep('UR-8888', 'gone', new Uint8Array([3]));
    const key = keys().evidence('UR-8888', 1);
    await redis.hdel(key, gone);
    const stored = JSON.parse((await redis.hget(key, changed)) ?? '');
    await redis.hset(key, changed, JSON.stringify({ ...stored, png: Buffer.from([4]).toString('base64') }));
    const dir = join(folder, 'changed');
    const { code, said } = await audit('evidence', 'UR-8888', dir);
    expect(said).toContain(`${gone}  is not kept any more`);
    expect(said).toContain(`${changed}  WAS CHANGED and is not saved`);
    await expect(readdir(dir)).rejects.toThrow('ENOENT');
    expect(code).toBe(1);
    await redis.hset(key, changed, 'no picture at all');
    expect((await audit('evidence', 'UR-8888', dir)).said).toContain(`${changed}  WAS CHANGED`);
  });

  it('lets no entry of the log choose the place of a screenshot', async () => {
    const shelf = new RedisRequestStore({ redis, keys: keys(), alerts: { raise: () => undefined } });
    const sha256 = await keep('UR-7777', 'row', new Uint8Array([5]));
    const details = { asset: 'oa:/../../../outside', round: 1, stage: 'row', turn: 1, sha256, bytes: 1 };
    await shelf.note({ at: 1, requestId: 'UR-7777', action: 'evidence_kept', actor: 'bot', details });
    const { code, said } = await audit('evidence', 'UR-7777', join(folder, 'inside', 'dir'));
    expect(said).toContain('tells of a picture of UR-7777 and cannot be read');
    expect(code).toBe(1);
    expect(await readdir(join(folder, 'inside'))).toEqual(['dir']);
  });

  it('ends with 1 when a screenshot is missing', async () => {
    const gone = await keep('UR-6666', 'row', new Uint8Array([6]));
    await redis.hdel(keys().evidence('UR-6666', 1), gone);
    expect(await audit('evidence', 'UR-6666', folder)).toMatchObject({ code: 1 });
  });

  it('shows its usage when its argument is no request', async () => {
    const { code, said } = await audit('evidence', '../../etc');
    expect([code, said]).toEqual([2, 'Say of which request, like evidence UR-7K2M.\n']);
  });

  const audit = (...args: string[]) => runBuilt(world().config.redis, 'cli/audit.js', args);
});
