import type { RateLimitCooldown } from '../flow/ports/message-delivery.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';

/** Remembers in Redis which calls Slack has asked the bot to pause. */
export class RedisRateLimitCooldown implements RateLimitCooldown {
  readonly #redis: RedisClient;
  readonly #keys: Keys;

  constructor(redis: RedisClient, keys: Keys) {
    this.#redis = redis;
    this.#keys = keys;
  }

  async left(call: string): Promise<number> {
    return Math.max(0, await this.#redis.pttl(this.#keys.held(call)));
  }

  async hold(call: string, ms: number): Promise<void> {
    await this.#redis.set(this.#keys.held(call), '1', 'PX', Math.max(1, Math.ceil(ms)));
  }
}
