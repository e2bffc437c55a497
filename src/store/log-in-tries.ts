import { z } from 'zod';
import type { LogInTries } from '../flow/ports/admin.js';
import { sha256Of } from '../shared/sha256.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';

const withinMs = 15 * 60_000;
/** Tries within that time, from one address and from all together. */
const most = { address: 10, all: 100 } as const;

const replies = z.array(z.tuple([z.null(), z.unknown()]));

/** Counts wrong log-ins in Redis; counts start over 15 minutes after their first try. */
export class RedisLogInTries implements LogInTries {
  readonly #redis: RedisClient;
  readonly #keys: Keys;

  constructor(redis: RedisClient, keys: Keys) {
    this.#redis = redis;
    this.#keys = keys;
  }

  async begin(address: string): Promise<boolean> {
    const here = await this.#count(this.#of(address));
    // Whoever is over their own limit does not use up that of all.
    return here <= most.address && (await this.#count(this.#keys.adminTries('all'))) <= most.all;
  }

  async succeeded(address: string): Promise<void> {
    await this.#redis.del(this.#of(address));
    await this.#redis.incrby(this.#keys.adminTries('all'), -1);
  }

  #of(address: string): string {
    return this.#keys.adminTries(sha256Of(Buffer.from(address)).slice(0, 32));
  }

  async #count(key: string): Promise<number> {
    const answered = await this.#redis.multi().set(key, '0', 'PX', withinMs, 'NX').incr(key).exec();
    return z.number().parse(replies.parse(answered)[1]?.[1]);
  }
}
