import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { sleep } from '../shared/sleep.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';

/** A call waits here no longer than this; the job is delayed instead, so that others can run. */
const timeoutMs = 5_000;

/** One limit of calls per second, shared by all processes of the bot. */
export class CallLimit {
  readonly #limiter: RateLimiterRedis;

  constructor(redis: RedisClient, keys: Keys, callsPerSecond: number) {
    this.#limiter = new RateLimiterRedis({
      storeClient: redis,
      keyPrefix: keys.limit,
      points: callsPerSecond,
      duration: 1,
    });
  }

  /**
   * Resolves with 0 when it is this call's turn; otherwise, after some waiting, with the milliseconds to delay it by.
   * Rejects when Redis does not answer.
   */
  async take(what: string): Promise<number> {
    const since = Date.now();
    for (;;) {
      const waitMs = await this.#next(what);
      if (waitMs === 0) return 0;
      if (Date.now() - since + waitMs > timeoutMs) return waitMs;
      // The jitter keeps waiting calls from returning at the same moment.
      await sleep(waitMs * (1 + Math.random() / 4));
    }
  }

  async #next(what: string): Promise<number> {
    try {
      await this.#limiter.consume(what);
      return 0;
    } catch (error) {
      if (error instanceof RateLimiterRes) return Math.max(1, error.msBeforeNext);
      throw error;
    }
  }
}
