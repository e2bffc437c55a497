import { z } from 'zod';
import type { Clock } from '../flow/ports/jobs.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';

/** A script, so that in a Redis Cluster it is always the server that holds the bot's keys that is asked. */
const readTime = `return redis.call('TIME')`;
const time = z.tuple([z.coerce.number(), z.coerce.number()]);

/** This process's clock held against Redis's. */
export class RedisClock implements Clock {
  readonly #redis: RedisClient;
  readonly #keys: Keys;
  readonly #now: () => number;

  constructor(redis: RedisClient, keys: Keys, now: () => number) {
    this.#redis = redis;
    this.#keys = keys;
    this.#now = now;
  }

  async offBy(): Promise<number> {
    const asked = this.#now();
    const [seconds, micros] = time.parse(await this.#redis.eval(readTime, 1, this.#keys.probe));
    const answered = this.#now();
    const redis = seconds * 1000 + micros / 1000;
    // However long the answer took: Redis has read its clock somewhere in between.
    if (asked > redis) return Math.floor(asked - redis);
    return Math.min(0, Math.ceil(answered - redis));
  }
}
