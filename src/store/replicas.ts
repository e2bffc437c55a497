import type { Replicas } from '../flow/ports/store.js';
import { TryLater } from '../flow/try-later.js';
import { factsIn } from '../shared/redis-info.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';

/** The default wait for a replica: a person may be waiting for Slack's 200. */
const waitMs = 700;
/** A master that had a replica within this time and has none now may have been replaced without knowing it. */
const aloneMs = 30_000;
/** Lifetime of keys written only as a test. */
export const probeTtlMs = 60_000;

/** A caller that can wait retries after this. */
const retryDelayMs = 1_000;

/** For a single Redis server, which has no copy. */
export const unreplicated: Replicas = { holding: (write) => write() };

/**
 * Identifies the master: the id of its replication history, which every promotion changes, and its number of replicas.
 */
interface Master {
  readonly history: string;
  readonly replicas: number;
}

/**
 * Confirms by `WAIT` that a replica has each write (redis.io/docs/latest/commands/wait). A master without replicas is
 * trusted, unless it had one a moment ago: it may have been paused and replaced. A newly promoted master is trusted
 * too; one that was replaced before is not.
 */
export class RedisReplicas implements Replicas {
  readonly #redis: RedisClient;
  readonly #keys: Keys;
  readonly #now: () => number;
  readonly #waitMs: number;
  #newest: string | null = null;
  readonly #left = new Set<string>();
  #followedAt = Number.NEGATIVE_INFINITY;

  constructor(redis: RedisClient, keys: Keys, now: () => number, replicaWaitMs = waitMs) {
    this.#redis = redis;
    this.#keys = keys;
    this.#now = now;
    this.#waitMs = replicaWaitMs;
  }

  async holding<T>(write: () => Promise<T>): Promise<T> {
    const before = this.#met(await this.#ask());
    const written = await write();
    const acknowledged = before.replicas === 0 ? 0 : await this.#acknowledged();
    const after = this.#met(await this.#ask());
    if (after.history !== before.history) throw notHeld('another Redis server took over during the write');
    if (acknowledged > 0) return written;
    if (after.replicas === 0 && this.#now() - this.#followedAt > aloneMs) return written;
    throw notHeld(`no replica has what was written within ${this.#waitMs} ms`);
  }

  /** @throws {TryLater} when this master was replaced before */
  #met(master: Master): Master {
    const { history, replicas } = master;
    if (this.#left.has(history)) throw notHeld('this Redis server was replaced by another before');
    if (history !== this.#newest) {
      if (this.#newest !== null) this.#left.add(this.#newest);
      this.#newest = history;
      this.#followedAt = Number.NEGATIVE_INFINITY;
    }
    if (replicas > 0) this.#followedAt = this.#now();
    return master;
  }

  async #ask(): Promise<Master> {
    return masterIn(String(await this.#besideProbe((go) => go.info('replication'))));
  }

  /** How many replicas have all writes so far. */
  async #acknowledged(): Promise<number> {
    return Number(await this.#besideProbe((go) => go.wait(1, this.#waitMs)));
  }

  /** Sent together with one of the bot's keys, so that a cluster asks the master that holds them. */
  async #besideProbe(ask: (go: Pipeline) => Pipeline): Promise<unknown> {
    const replies = await ask(this.#redis.pipeline().set(this.#keys.probe, '', 'PX', probeTtlMs)).exec();
    for (const [error] of replies ?? []) if (error !== null) throw error;
    return replies?.[1]?.[1];
  }
}

type Pipeline = ReturnType<RedisClient['pipeline']>;

function notHeld(why: string): TryLater {
  return new TryLater(retryDelayMs, why);
}

function masterIn(info: string): Master {
  const facts = factsIn(info);
  if (facts.get('role') !== 'master') throw notHeld('this Redis server is no longer a master');
  return { history: facts.get('master_replid') ?? '', replicas: Number(facts.get('connected_slaves')) };
}
