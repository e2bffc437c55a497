import type { ZcaState, ZcaStateMemory } from '../flow/ports/zca-state.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';

/** So long, in milliseconds, the newest call counts for whether the ZCA answers; then one process looks. */
export const pollMs = 30_000;
/** What was shown longer ago than this, in milliseconds, is not known any more: several looks were missed. */
const knownMs = 3 * pollMs;

/** Whether the ZCA answers, in Redis. */
export class ZcaPulse implements ZcaStateMemory {
  readonly #redis: RedisClient;
  readonly #keys: Keys;

  constructor(redis: RedisClient, keys: Keys) {
    this.#redis = redis;
    this.#keys = keys;
  }

  async claimLook(): Promise<boolean> {
    return (await this.#redis.set(this.#keys.zcaLook, '', 'PX', pollMs, 'NX')) === 'OK';
  }

  async note(state: ZcaState): Promise<void> {
    await this.#redis.set(this.#keys.zcaLook, '', 'PX', pollMs);
    await this.#redis.set(this.#keys.zcaState, state, 'PX', knownMs);
  }

  async newest(): Promise<ZcaState | null> {
    const state = await this.#redis.get(this.#keys.zcaState);
    return state === 'answers' || state === 'away' ? state : null;
  }
}
