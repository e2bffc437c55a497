import { z } from 'zod';
import { type Asset, type AssetKind, assetKinds } from '../core/asset/asset.js';
import type { Log } from '../flow/ports/log.js';
import type { LinkedAssets, SharedLists, ZcaClient } from '../flow/ports/zca.js';
import { ZcaNotNow } from '../flow/zca-error.js';
import { errorName } from '../shared/error-name.js';
import { assetRecord } from './asset-record.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';

/** A process does not read Redis again within this time, nor the ZCA after a refresh attempt. */
const cooldownMs = 5_000;

/** The wish for a newer list is remembered for this long. */
const wantedMs = 5 * 60_000;

const reading = z.object({ readAt: z.number().int().nonnegative(), assets: z.array(assetRecord) });

/** The ZCA's answer; `readAt` is the time of the call, in milliseconds since the epoch. */
interface KnownList {
  readonly readAt: number;
  readonly assets: readonly Asset[];
}

/** A process's memory of a kind: the newest reading it has seen, and its last look into Redis for a newer one. */
interface CachedLookups {
  readonly reading: KnownList;
  readonly lookedAt: number;
}

interface Deps {
  readonly redis: RedisClient;
  readonly keys: Keys;
  /** Null: only other processes read the ZCA. */
  readonly zca: Pick<ZcaClient, 'list'> | null;
  /** An older list is shown and refreshed in the background. */
  readonly maxAgeMs: number;
  readonly now: () => number;
  readonly log: Log;
}

/**
 * The linked assets, shared by all processes through Redis. If Redis fails, answers from the process's memory and the
 * ZCA.
 */
export class CachedLinkedAssets implements LinkedAssets, SharedLists {
  readonly #deps: Deps;
  readonly #memory = new Map<AssetKind, CachedLookups>();
  /** One refresh at a time per kind, shared by all who wait for it. */
  readonly #refreshing = new Map<AssetKind, Promise<readonly Asset[]>>();
  readonly #refreshedAt = new Map<AssetKind, number>();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  async recent(kind: AssetKind): Promise<readonly Asset[]> {
    const known = await this.#known(kind);
    if (known === null) {
      if (this.#deps.zca === null) await this.#want(kind);
      return this.#refresh(kind);
    }
    if (this.#isOld(kind, known)) {
      if (this.#deps.zca === null) await this.#want(kind);
      else this.#refreshBehind(kind);
    }
    return known.assets;
  }

  async readWanted(): Promise<void> {
    const { redis, keys } = this.#deps;
    for (const kind of assetKinds) if ((await redis.del(keys.linkedWanted(kind))) === 1) await this.now(kind);
  }

  async now(kind: AssetKind): Promise<readonly Asset[]> {
    // Of two overlapping readings, the one that began later is newer.
    const { zca, now } = this.#deps;
    const readAt = now();
    if (zca === null) throw new ZcaNotNow('busy', this.#deps.maxAgeMs);
    const assets = await zca.list(kind);
    await this.#write(kind, this.#remember(kind, { readAt, assets }));
    return assets;
  }

  async #known(kind: AssetKind): Promise<KnownList | null> {
    const remembered = this.#memory.get(kind);
    const { now } = this.#deps;
    if (remembered !== undefined && now() - remembered.lookedAt < cooldownMs) return remembered.reading;
    const stored = await this.#read(kind);
    if (stored !== null) return this.#remember(kind, stored);
    return remembered === undefined ? null : this.#remember(kind, remembered.reading);
  }

  #remember(kind: AssetKind, reading: KnownList): KnownList {
    const before = this.#memory.get(kind)?.reading;
    const newest = before !== undefined && before.readAt > reading.readAt ? before : reading;
    this.#memory.set(kind, { reading: newest, lookedAt: this.#deps.now() });
    return newest;
  }

  #isOld(kind: AssetKind, { readAt }: KnownList): boolean {
    const { maxAgeMs } = this.#deps;
    const now = this.#deps.now();
    return now - readAt > maxAgeMs && now - (this.#refreshedAt.get(kind) ?? 0) >= cooldownMs;
  }

  #refresh(kind: AssetKind): Promise<readonly Asset[]> {
    const running = this.#refreshing.get(kind);
    if (running !== undefined) return running;
    this.#refreshedAt.set(kind, this.#deps.now());
    const refresh = this.now(kind).finally(() => this.#refreshing.delete(kind));
    this.#refreshing.set(kind, refresh);
    return refresh;
  }

  #refreshBehind(kind: AssetKind): void {
    this.#refresh(kind).catch((error: unknown) => {
      this.#deps.log.warn('assets.unreadable', 'could not refresh the linked assets', {
        kind,
        error: String(error),
      });
    });
  }

  /** A process that reads the ZCA finds this, unless none does for `wantedMs`. */
  async #want(kind: AssetKind): Promise<void> {
    const { redis, keys, now, log } = this.#deps;
    this.#refreshedAt.set(kind, now());
    try {
      await redis.set(keys.linkedWanted(kind), '', 'PX', wantedMs);
    } catch (error) {
      log.warn('assets.demand_not_noted', 'could not ask for a newer list of linked assets', {
        kind,
        error: errorName(error),
      });
    }
  }

  async #read(kind: AssetKind): Promise<KnownList | null> {
    const { redis, keys, log } = this.#deps;
    try {
      const text = await redis.get(keys.linked(kind));
      return text === null ? null : reading.parse(JSON.parse(text));
    } catch (error) {
      log.warn('assets.cache_unreadable', 'could not read the cached assets', {
        kind,
        error: errorName(error),
      });
      return null;
    }
  }

  async #write(kind: AssetKind, known: KnownList): Promise<void> {
    const { redis, keys, log } = this.#deps;
    try {
      await redis.set(keys.linked(kind), JSON.stringify(known));
    } catch (error) {
      log.warn('assets.not_cached', 'could not cache the linked assets', { kind, error: errorName(error) });
    }
  }
}
