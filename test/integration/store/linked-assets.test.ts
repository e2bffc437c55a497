import { Redis } from 'ioredis';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Asset, AssetKind } from '../../../src/core/asset/asset.js';
import { ZcaNotNow, ZcaUnclear } from '../../../src/flow/zca-error.js';
import { CachedLinkedAssets } from '../../../src/store/linked-assets.js';
import { redisShelf } from './redis-shelf.js';

const shelf = redisShelf();
const saigon: Asset = {
  ...{ kind: 'oa', id: '4318093042839471234', name: 'Bán hàng Sài Gòn' },
  ...{ verified: true, linkedAt: '2024-02-29T23:59:59+07:00', linkedBy: 'Lan', zcaId: 'Z1' },
};
const dalat: Asset = { kind: 'oa', id: '4318093042839475678', name: 'Đại lý Đà Lạt' };
const wallet: Asset = { kind: 'app', id: '2718093042839479999', name: 'Ví điện tử' };
const minuteMs = 60_000;

let nowMs = 0;
let linked: Asset[] = [];
let failure: Error | null = null;
/** The kinds whose lists the ZCA was asked for. */
let readings: AssetKind[] = [];
/** The ZCA answers once this resolves. */
let gate: Promise<void> = Promise.resolve();
let warnings: string[] = [];
beforeEach(() => {
  nowMs = Date.UTC(2026, 0, 5);
  linked = [saigon, wallet];
  failure = null;
  readings = [];
  gate = Promise.resolve();
  warnings = [];
});

describe('the known list', () => {
  it('is read from the ZCA when there is none', async () => {
    expect(await cache().recent('oa')).toEqual([saigon]);
    expect(readings).toEqual(['oa']);
  });

  it('is read once, however many callers ask at once', async () => {
    const own = cache();
    await Promise.all(Array.from({ length: 20 }, () => own.recent('oa')));
    expect(readings).toEqual(['oa']);
  });

  it('is shared with other processes, with all its facts', async () => {
    await cache().recent('oa');
    expect(await cache().recent('oa')).toEqual([saigon]);
    expect(readings).toEqual(['oa']);
  });

  it('is separate for each kind', async () => {
    const own = cache();
    expect([await own.recent('oa'), await own.recent('app')]).toEqual([[saigon], [wallet]]);
  });

  it('stays the same while somebody types', async () => {
    const own = cache();
    const first = await own.recent('oa');
    nowMs += 4_999;
    expect(await own.recent('oa')).toBe(first);
  });

  it('throws the ZCA’s error when there is none', async () => {
    failure = new ZcaUnclear('no answer');
    await expect(cache().recent('oa')).rejects.toBe(failure);
  });

  it('may be read again at once after such an error', async () => {
    const own = cache();
    failure = new ZcaUnclear('no answer');
    await expect(own.recent('oa')).rejects.toBe(failure);
    failure = null;
    expect(await own.recent('oa')).toEqual([saigon]);
  });

  it('is read again when the stored value is no list', async () => {
    await shelf().redis.set(shelf().keys.linked('oa'), '{"readAt":"yesterday"}');
    expect(await cache().recent('oa')).toEqual([saigon]);
    expect(warnings).toEqual(['assets.cache_unreadable']);
  });
});

describe('a list that is older than a minute', () => {
  it('is returned at once, and refreshed in the background', async () => {
    await cache().recent('oa');
    const own = cache();
    nowMs += minuteMs + 1;
    linked = [dalat];
    const open = closedGate();
    expect(await own.recent('oa')).toEqual([saigon]);
    open();
    await expect.poll(() => own.recent('oa')).toEqual([dalat]);
  });

  it('is refreshed once at a time', async () => {
    const own = cache();
    await own.recent('oa');
    nowMs += minuteMs + 1;
    const open = closedGate();
    for (let asked = 0; asked < 20; asked += 1) await own.recent('oa');
    nowMs += minuteMs;
    for (let asked = 0; asked < 20; asked += 1) await own.recent('oa');
    expect(readings).toHaveLength(2);
    open();
  });

  it('remains the answer, however old, when the ZCA fails, which is not asked at every letter', async () => {
    const own = cache();
    await own.recent('oa');
    nowMs += 24 * 60 * minuteMs;
    failure = new ZcaUnclear('no answer');
    expect(await own.recent('oa')).toEqual([saigon]);
    await expect.poll(() => warnings).toEqual(['assets.unreadable']);
    expect(await own.recent('oa')).toEqual([saigon]);
    expect(readings).toHaveLength(2);
  });

  it('is not refreshed before that age', async () => {
    const own = cache();
    await own.recent('oa');
    nowMs += minuteMs;
    await own.recent('oa');
    expect(readings).toHaveLength(1);
  });
});

describe('a fresh reading', () => {
  it('asks the ZCA each time', async () => {
    const own = cache();
    await own.now('oa');
    linked = [dalat];
    expect(await own.now('oa')).toEqual([dalat]);
  });

  it('becomes the known list, at once here and within five seconds in other processes', async () => {
    const [own, other] = [cache(), cache()];
    await Promise.all([own.recent('oa'), other.recent('oa')]);
    nowMs += 1;
    linked = [dalat];
    await own.now('oa');
    expect(await own.recent('oa')).toEqual([dalat]);
    nowMs += 5_000;
    expect(await other.recent('oa')).toEqual([dalat]);
  });

  it('does not count if it began before another and ended after it', async () => {
    const own = cache();
    const open = closedGate();
    const slow = own.now('oa');
    gate = Promise.resolve();
    nowMs += 1;
    linked = [dalat];
    await own.now('oa');
    linked = [saigon];
    open();
    await slow;
    expect(await own.recent('oa')).toEqual([dalat]);
    expect(await cache().recent('oa')).toEqual([dalat]);
  });

  it('throws the ZCA’s error', async () => {
    failure = new ZcaUnclear('no answer');
    await expect(cache().now('oa')).rejects.toBe(failure);
  });
});

describe('when only other processes read the list,', () => {
  it('it is unknown before one of them has read it, and then returned however old', async () => {
    const shown = cache(shelf().redis, false);
    await expect(shown.recent('oa')).rejects.toThrow(ZcaNotNow);
    await cache().readWanted();
    expect(await shown.recent('oa')).toEqual([saigon]);
    nowMs += 3_600_000;
    linked = [dalat];
    expect(await shown.recent('oa')).toEqual([saigon]);
    await expect(shown.now('oa')).rejects.toThrow(ZcaNotNow);
    expect(readings).toEqual(['oa']);
  });

  it('it is read again once somebody has seen an old one, and not otherwise', async () => {
    const shown = cache(shelf().redis, false);
    await cache().now('oa');
    await shown.recent('oa');
    await cache().readWanted();
    expect(readings).toHaveLength(1);
    nowMs += 3_600_000;
    linked = [dalat];
    await shown.recent('oa');
    await cache().readWanted();
    nowMs += 10_000;
    expect(await shown.recent('oa')).toEqual([dalat]);
    expect(readings).toHaveLength(2);
  });
});

describe('an unavailable Redis', () => {
  it('fails no answer that the ZCA can give', async () => {
    const own = cache(away());
    expect(await own.recent('oa')).toEqual([saigon]);
    expect(await own.now('oa')).toEqual([saigon]);
    expect(warnings).toContain('assets.not_cached');
  });

  it('leaves the process its own memory', async () => {
    const own = cache(away());
    await own.recent('oa');
    nowMs += 30_000;
    failure = new ZcaUnclear('no answer');
    expect(await own.recent('oa')).toEqual([saigon]);
    expect(readings).toHaveLength(1);
  });
});

function cache(redis: Redis = shelf().redis, isReader = true): CachedLinkedAssets {
  const list = async (kind: AssetKind) => {
    readings.push(kind);
    await gate;
    if (failure !== null) throw failure;
    return linked.filter((asset) => asset.kind === kind);
  };
  const warn = (event: string) => {
    warnings.push(event);
  };
  const log = { info: () => {}, warn, error: warn };
  return new CachedLinkedAssets({
    redis,
    keys: shelf().keys,
    zca: isReader ? { list } : null,
    maxAgeMs: 60_000,
    now: () => nowMs,
    log,
  });
}

function away(): Redis {
  const options = { lazyConnect: true, enableOfflineQueue: false, maxRetriesPerRequest: 0 } as const;
  const redis = new Redis('redis://127.0.0.1:1', { ...options, retryStrategy: () => null });
  return redis.on('error', () => {});
}

/** Holds back the ZCA's answers until the returned function is called. */
function closedGate(): () => void {
  let open = () => {};
  gate = new Promise((resolve) => {
    open = resolve;
  });
  return () => open();
}
