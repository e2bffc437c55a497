import type { Replicas } from '../flow/ports/store.js';
import { TryLater } from '../flow/try-later.js';
import { factsIn } from '../shared/redis-info.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';

/** For so long a replica is waited for unless told otherwise, in milliseconds: somebody may be waiting for Slack's 200. */
const waitMs = 700;
/** A master that had a replica within this time, in milliseconds, and has none now may have been replaced without knowing it. */
const aloneMs = 30_000;
/** How long what is written only to see whether and where it can be is kept, in milliseconds. */
export const probeTtlMs = 60_000;

/** When it is tried again by whoever can wait, in milliseconds. */
const retryDelayMs = 1_000;

/** Where Redis is one server, what it has is all there is. */
export const unreplicated: Replicas = { holding: (write) => write() };

/** Which master answers: by the id of its data's history, which every promotion changes, and its number of replicas. */
interface Master {
  readonly history: string;
  readonly replicas: number;
}

/**
 * Has what is written held by a replica too, by `WAIT` (redis.io/docs/latest/commands/wait). A master without any replica
 * is believed, unless it had one a moment ago: it may have stood still, and been replaced meanwhile. So is one that had
 * another before it, but not one that was left behind for another.
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
    if (after.history !== before.history) throw notHeld('another Redis server took over meanwhile');
    if (acknowledged > 0) return written;
    if (after.replicas === 0 && this.#now() - this.#followedAt > aloneMs) return written;
    throw notHeld(`no replica has what was written within ${this.#waitMs} ms`);
  }

  /** @throws {TryLater} when it is one that was replaced before */
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

  /** How many replicas have what was written until now. */
  async #acknowledged(): Promise<number> {
    return Number(await this.#besideProbe((go) => go.wait(1, this.#waitMs)));
  }

  /** Asked together with a key of ours, a cluster asks the one master that holds what is ours. */
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
  if (facts.get('role') !== 'master') throw notHeld('this Redis server is no master any more');
  return { history: facts.get('master_replid') ?? '', replicas: Number(facts.get('connected_slaves')) };
}
