import type { ZcaState, ZcaStateMemory } from '../flow/ports/zca-state.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';

/** The last call shows for this long whether the ZCA answers; then one process checks. */
export const pollMs = 30_000;
/** An older state is unknown: several checks were missed. */
const knownMs = 3 * pollMs;

/** Remembers in Redis whether the ZCA answers. */
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
