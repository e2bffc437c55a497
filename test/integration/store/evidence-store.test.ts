import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { EvidencePicture } from '../../../src/flow/ports/console.js';
import { sha256Of } from '../../../src/shared/sha256.js';
import { auditLines, verifyAuditLog } from '../../../src/store/audit-log.js';
import { RedisEvidenceStore } from '../../../src/store/evidence-store.js';
import { redisShelf } from './redis-shelf.js';

const picture = (change: Partial<EvidencePicture> = {}): EvidencePicture => ({
  requestId: 'UR-7K2M',
  round: 1,
  kind: 'oa',
  id: '4318093042839471234',
  stage: 'row',
  turn: 7,
  at: 1_000,
  png: new Uint8Array([137, 80, 78, 71, 0, 255]),
  ...change,
});

describe('the screenshots of a run', () => {
  const shelf = redisShelf();
  const pictures = () => new RedisEvidenceStore(shelf().redis, shelf().keys, shelf().store);

  it('are returned byte for byte, in the order they were taken', async () => {
    const [first, second] = [picture(), picture({ stage: 'gone', at: 2_000, png: new Uint8Array([1, 2]) })];
    await pictures().keep(second);
    await pictures().keep(first);
    expect(await pictures().of('UR-7K2M', 1)).toEqual([first, second]);
    expect(await pictures().of('UR-7K2M', 2)).toEqual([]);
  });

  it('are the newest of each stage after several tries, and none is lost', async () => {
    const again = picture({ at: 3_000, png: new Uint8Array([9]) });
    await pictures().keep(picture());
    await pictures().keep(again);
    expect(await pictures().of('UR-7K2M', 1)).toEqual([again]);
    expect(await shelf().redis.hlen(shelf().keys.evidence('UR-7K2M', 1))).toBe(2);
  });

  it('are found by their hashes, also those that were taken again', async () => {
    const [first, again] = [picture(), picture({ at: 3_000, png: new Uint8Array([9]) })];
    const hashes = [first, again].map(({ png }) => sha256Of(png));
    for (const each of [first, again]) await pictures().keep(each);
    expect(await pictures().hashes('UR-7K2M', 1)).toEqual(new Set(hashes));
    expect(await pictures().png('UR-7K2M', 1, hashes[0] ?? '')).toEqual(first.png);
    expect(await pictures().png('UR-7K2M', 2, hashes[0] ?? '')).toBeNull();
  });

  it('are not shown once their bytes have changed', async () => {
    const hash = sha256Of(picture().png);
    const key = shelf().keys.evidence('UR-7K2M', 1);
    await pictures().keep(picture());
    await shelf().redis.hset(key, hash, JSON.stringify({ ...picture(), png: 'AAAA' }));
    expect(await pictures().png('UR-7K2M', 1, hash)).toBeNull();
    await shelf().redis.hset(key, hash, 'no picture');
    expect(await pictures().png('UR-7K2M', 1, hash)).toBeNull();
  });

  it('are in the audit log by their hashes for good, and kept for 90 days', async () => {
    const { redis, keys } = shelf();
    await pictures().keep(picture());
    const entries: unknown[] = [];
    for await (const { entry } of auditLines(redis, keys)) entries.push(JSON.parse(entry));
    const sha256 = createHash('sha256').update(picture().png).digest('hex');
    expect(entries).toEqual([
      {
        at: 1_000,
        requestId: 'UR-7K2M',
        action: 'evidence_kept',
        actor: 'bot',
        details: { asset: 'oa:4318093042839471234', round: 1, stage: 'row', turn: 7, sha256, bytes: 6 },
      },
    ]);
    expect(await verifyAuditLog(redis, keys)).toEqual({ ok: true, entries: 1 });
    const days = (await redis.ttl(keys.evidence('UR-7K2M', 1))) / (24 * 60 * 60);
    expect(days).toBeGreaterThan(89);
    expect(days).toBeLessThanOrEqual(90);
  });
});
