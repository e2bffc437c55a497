import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';

/** How often a worker says that it lives, and how long it is believed, in milliseconds. */
const beatMs = 2_500;
const believedMs = 10_000;

/** Whether any worker lives that takes jobs under this prefix, in Redis. */
export class WorkerPulse {
  readonly #redis: RedisClient;
  readonly #keys: Keys;

  constructor(redis: RedisClient, keys: Keys) {
    this.#redis = redis;
    this.#keys = keys;
  }

  /** Says from now on that a worker lives; while Redis is away nothing is said. */
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
