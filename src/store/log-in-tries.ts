import { z } from 'zod';
import type { LogInTries } from '../flow/ports/admin.js';
import { sha256Of } from '../shared/sha256.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';

const withinMs = 15 * 60_000;
/** Tries within that time, from one address and from all together. */
const most = { address: 10, all: 100 } as const;

const replies = z.tuple([z.unknown(), z.tuple([z.null(), z.number()]), z.tuple([z.null(), z.number()])]);
/** Redis's answer for a key that never expires. */
const forEver = -1;

/** Counts wrong log-ins in Redis; counts start over 15 minutes after their first try. */
export class RedisLogInTries implements LogInTries {
  readonly #redis: RedisClient;
  readonly #keys: Keys;

  constructor(redis: RedisClient, keys: Keys) {
    this.#redis = redis;
    this.#keys = keys;
  }

  async begin(address: string): Promise<boolean> {
    const here = await this.#add(this.#of(address), 1);
    // An address that is over its own limit does not use up that of all.
    return here <= most.address && (await this.#add(this.#keys.adminTries('all'), 1)) <= most.all;
  }

  async succeeded(address: string): Promise<void> {
    await this.#redis.del(this.#of(address));
    await this.#add(this.#keys.adminTries('all'), -1);
  }

  #of(address: string): string {
    return this.#keys.adminTries(sha256Of(Buffer.from(address)).slice(0, 32));
  }

  /** A count that is over begins again, whichever way it changes: one without an end would shut everybody out. */
  async #add(key: string, change: 1 | -1): Promise<number> {
    const answered = await this.#redis
      .multi()
      .set(key, '0', 'PX', withinMs, 'NX')
      .incrby(key, change)
      .pttl(key)
      .exec();
    const [, [, count], [, leftMs]] = replies.parse(answered);
    if (leftMs === forEver) await this.#redis.pexpire(key, withinMs);
    return count;
  }
}
