import type { HomeReaders } from '../flow/ports/store.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';

const retentionMs = 30 * 24 * 60 * 60_000;

/** Remembers in Redis who opened their App Home lately. */
export class RedisHomeReaders implements HomeReaders {
  readonly #redis: RedisClient;
  readonly #keys: Keys;

  constructor(redis: RedisClient, keys: Keys) {
    this.#redis = redis;
    this.#keys = keys;
  }

  async remember(user: string): Promise<void> {
    await this.#redis.set(this.#keys.homeReader(user), '1', 'PX', retentionMs);
  }

  async has(user: string): Promise<boolean> {
    return (await this.#redis.exists(this.#keys.homeReader(user))) === 1;
  }
}
