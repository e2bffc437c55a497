import type { AlertClaim, AlertMemory } from '../flow/ports/alerts.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';

/** What was told is not told again for this long, in milliseconds. */
export const quietMs = 60 * 60_000;
/** What is raised again within this long, in milliseconds, has not stopped meanwhile. */
const lastsMs = 2 * quietMs;
/** Who has claimed an alert and is not heard of for this long, in milliseconds, has died before telling it. */
const claimMs = 12 * 60_000;
/** The most alerts of one type within an hour. */
const mostOfAType = 10;

/** What was told, in Redis. */
export class RedisAlertMemory implements AlertMemory {
  readonly #redis: RedisClient;
  readonly #keys: Keys;

  constructor(redis: RedisClient, keys: Keys) {
    this.#redis = redis;
    this.#keys = keys;
  }

  async claim(cause: string, type: string, at: number): Promise<AlertClaim | null> {
    const began = this.#keys.alert('since', cause);
    const known = await this.#redis.set(began, String(at), 'PX', lastsMs, 'NX', 'GET');
    await this.#redis.pexpire(began, lastsMs);
    const claimed = await this.#redis.set(this.#keys.alert('told', cause), '', 'PX', claimMs, 'NX');
    if (claimed === null) return null;
    const burst = this.#keys.alert('burst', type);
    const count = await this.#redis.incr(burst);
    if (count === 1) await this.#redis.pexpire(burst, quietMs);
    if (count > mostOfAType) return null;
    const since = known !== null && /^\d{1,15}$/u.test(known) ? Number(known) : at;
    return { since, isLast: count === mostOfAType };
  }

  async told(cause: string): Promise<void> {
    await this.#redis.set(this.#keys.alert('told', cause), '', 'PX', quietMs);
  }

  async release(cause: string): Promise<void> {
    await this.#redis.del(this.#keys.alert('told', cause));
  }
}
