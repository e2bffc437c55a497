import { z } from 'zod';
import type { AlertClaim, AlertMemory } from '../flow/ports/alerts.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';
import { Script } from './script.js';

/** An alert is not told again for this long. */
export const muteMs = 60 * 60_000;
/** An alert raised again within this time counts as still lasting. */
const lastsMs = 2 * muteMs;
/** A process that claimed an alert and is not heard of for this long has died before telling it. */
const claimMs = 12 * 60_000;
/** The most alerts of one type within an hour. */
const maxOfAType = 10;

const claimAlert = new Script({
  files: ['claim-alert.lua'],
  keys: ['lasting', 'told', 'ofItsType'],
  args: ['now', 'lastsMs', 'claimMs', 'countMs'],
});
const claims = z.tuple([z.string(), z.number()]).nullable();

/** Remembers in Redis which alerts were told, for all processes. */
export class RedisAlertMemory implements AlertMemory {
  readonly #redis: RedisClient;
  readonly #keys: Keys;

  constructor(redis: RedisClient, keys: Keys) {
    this.#redis = redis;
    this.#keys = keys;
  }

  async claim(cause: string, type: string, at: number): Promise<AlertClaim | null> {
    const reply = await claimAlert.run(this.#redis, {
      keys: {
        lasting: this.#keys.alert('since', cause),
        told: this.#keys.alert('told', cause),
        ofItsType: this.#keys.alert('burst', type),
      },
      args: { now: at, lastsMs, claimMs, countMs: muteMs },
    });
    const claimed = claims.parse(reply);
    if (claimed === null) return null;
    const [known, count] = claimed;
    if (count > maxOfAType) return null;
    return { since: /^\d{1,15}$/u.test(known) ? Number(known) : at, isLast: count === maxOfAType };
  }

  async told(cause: string): Promise<void> {
    await this.#redis.set(this.#keys.alert('told', cause), '', 'PX', muteMs);
  }

  async release(cause: string): Promise<void> {
    await this.#redis.del(this.#keys.alert('told', cause));
  }
}
