import type { BrowserLease, BrowserLock } from '../flow/ports/console.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';
import { Script } from './script.js';

/** A lease lasts this long without renewal; a killed worker blocks the others for as long. */
const lastsMs = 20_000;
/** The holder renews its lease this often. */
const renewEveryMs = 5_000;
/** Clocks and networks are inexact, so a lease counts as over this much earlier. */
const marginMs = 2_000;

const takeLock = new Script({ files: ['take-lock.lua'], keys: ['lock', 'tokens'], args: ['lastsMs'] });
const renewLock = new Script({ files: ['renew-lock.lua'], keys: ['lock'], args: ['token', 'lastsMs'] });
const freeLock = new Script({ files: ['free-lock.lua'], keys: ['lock'], args: ['token'] });

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
    const { consoleTurn: lock, consoleTurns: tokens } = this.#keys;
    // Counted from before the call: the lease may have begun at any moment from then on.
    const asked = this.#now();
    const reply = await takeLock.run(this.#redis, { keys: { lock, tokens }, args: { lastsMs } });
    const token = Number(reply);
    return token === 0 ? null : this.#held(token, asked);
  }

  #held(token: number, since: number): BrowserLease {
    const keys = { lock: this.#keys.consoleTurn };
    let until: number | null = since + lastsMs - marginMs;
    const renew = async (): Promise<number | null> => {
      if (until === null) return null;
      const asked = this.#now();
      const renewed = await renewLock.run(this.#redis, { keys, args: { token, lastsMs } });
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
        await freeLock.run(this.#redis, { keys, args: { token } });
      },
    };
  }
}
