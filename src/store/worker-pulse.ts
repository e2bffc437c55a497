import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';

/** A worker reports this often that it is alive, and each report counts for this long. */
const beatMs = 2_500;
const believedMs = 10_000;

/** Knows through Redis whether any worker is alive that takes jobs under this prefix. */
export class WorkerPulse {
  readonly #redis: RedisClient;
  readonly #keys: Keys;

  constructor(redis: RedisClient, keys: Keys) {
    this.#redis = redis;
    this.#keys = keys;
  }

  /** Reports from now on that a worker is alive; reports are skipped while Redis is down. */
  begin(): { readonly stop: () => void } {
    const beat = () =>
      void this.#redis.set(this.#keys.workerPulse, '', 'PX', believedMs).catch(() => undefined);
    beat();
    const timer = setInterval(beat, beatMs).unref();
    return { stop: () => clearInterval(timer) };
  }

  /** Rejects when Redis does not answer. */
  async isThere(): Promise<boolean> {
    return (await this.#redis.exists(this.#keys.workerPulse)) === 1;
  }
}
