import type { BrowserLease, BrowserLock } from '../flow/ports/console.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';

/** A lease lasts this long without renewal; a killed worker blocks the others for as long. */
const lastsMs = 20_000;
/** The holder renews its lease this often. */
const renewEveryMs = 5_000;
/** Clocks and networks are inexact, so a lease counts as over this much earlier. */
const marginMs = 2_000;

/** Takes the lock only if it is free; each token is larger than all earlier ones. */
const takeScript = `
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
local token = redis.call('INCR', KEYS[2])
redis.call('SET', KEYS[1], token, 'PX', ARGV[1])
return token`;

const renewScript = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])`;

const endScript = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])`;

/** Grants the one browser of a ZCA account: a lock in Redis with a fencing token, renewed while it is held. */
export class ConsoleLock implements BrowserLock {
  readonly #redis: RedisClient;
  readonly #keys: Keys;
  readonly #now: () => number;

  constructor(redis: RedisClient, keys: Keys, now: () => number = Date.now) {
    this.#redis = redis;
    this.#keys = keys;
    this.#now = now;
  }

  async take(): Promise<BrowserLease | null> {
    const { consoleTurn, consoleTurns } = this.#keys;
    // Counted from before the call: the lease may have begun at any moment from then on.
    const asked = this.#now();
    const token = Number(await this.#redis.eval(takeScript, 2, consoleTurn, consoleTurns, lastsMs));
    return token === 0 ? null : this.#held(token, asked);
  }

  #held(token: number, since: number): BrowserLease {
    let until: number | null = since + lastsMs - marginMs;
    const renew = async (): Promise<number | null> => {
      if (until === null) return null;
      const asked = this.#now();
      const renewed = await this.#redis.eval(renewScript, 1, this.#keys.consoleTurn, token, lastsMs);
      until = Number(renewed) === 1 ? asked + lastsMs - marginMs : null;
      return until;
    };
    // A lease that cannot be renewed expires by itself; `until` tells its holder.
    const timer = setInterval(() => void renew().catch(() => undefined), renewEveryMs);
    timer.unref();
    return {
      token,
      until: renew,
      end: async () => {
        clearInterval(timer);
        until = null;
        await this.#redis.eval(endScript, 1, this.#keys.consoleTurn, token);
      },
    };
  }
}
