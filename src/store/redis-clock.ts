import { z } from 'zod';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';

/** As a script with one of the bot's keys, so that a Redis Cluster always asks the server that holds them. */
const readTime = `return redis.call('TIME')`;
const time = z.tuple([z.coerce.number(), z.coerce.number()]);

/**
 * Of this many measurements the best counts: a running clock drifts less in a minute than one answer over a busy
 * network varies.
 */
const maxMeasures = 12;
/** A measurement this close to the truth needs no further one, in milliseconds. */
const closeMs = 10;
/** Further ones in a row until one is close, as NTP's `iburst` does: a slow first answer would misdate what follows. */
const maxBurst = 5;
/** Two measurements of one clock agree within their round trips plus this. */
const driftMs = 50;
/** If the time would go back by less than this, it pauses instead; by more, it was wrong and is set. */
const heldMs = 60_000;

/** The process's own clocks, in milliseconds. */
export interface OwnTime {
  /** Since the epoch; may be wrong, and may be set at any moment. */
  readonly wall: () => number;
  /** Since an arbitrary moment; never goes back. */
  readonly elapsed: () => number;
}

interface Measure {
  /** Redis's time minus the elapsed time. */
  readonly offset: number;
  /** The possible error: half of the round trip. */
  readonly within: number;
}

/**
 * The one clock of all processes: Redis's time, extrapolated between measurements by the elapsed time, so that a
 * machine's own clock does not matter, even when it is set.
 */
export class RedisClock {
  readonly #redis: Pick<RedisClient, 'eval'>;
  readonly #keys: Pick<Keys, 'probe'>;
  readonly #own: OwnTime;
  #measures: readonly Measure[] = [];
  #last = Number.NEGATIVE_INFINITY;

  constructor(
    redis: Pick<RedisClient, 'eval'>,
    keys: Pick<Keys, 'probe'>,
    own: OwnTime = { wall: Date.now, elapsed: () => performance.now() },
  ) {
    this.#redis = redis;
    this.#keys = keys;
    this.#own = own;
  }

  /** Milliseconds since the epoch; until the first measurement, by the process's own clock. */
  readonly now = (): number => {
    const best = this.#best();
    if (best === undefined) return this.#own.wall();
    const at = Math.floor(best.offset + this.#own.elapsed());
    const back = this.#last - at;
    if (back <= 0 || back >= heldMs) this.#last = at;
    return this.#last;
  };

  /** How far the process's own clock is ahead of the shared one; negative: behind it. */
  aheadMs(): number {
    return this.#own.wall() - this.now();
  }

  /**
   * Measures once, and while there are few measurements and none is close, again. Rejects when Redis does not answer
   * the first; earlier measurements still count.
   */
  async measure(): Promise<void> {
    await this.#measureOnce();
    const isFar = () => (this.#best()?.within ?? 0) > closeMs;
    while (isFar() && this.#measures.length < maxBurst)
      try {
        await this.#measureOnce();
      } catch {
        return;
      }
  }

  async #measureOnce(): Promise<void> {
    const asked = this.#own.elapsed();
    const [seconds, micros] = time.parse(await this.#redis.eval(readTime, 1, this.#keys.probe));
    const within = (this.#own.elapsed() - asked) / 2;
    // However long the answer took, Redis read its clock within that time.
    const measure = { offset: seconds * 1000 + micros / 1000 - (asked + within), within };
    const best = this.#best();
    // Another server answered, its clock was set, or this machine slept: earlier measurements are useless.
    const isOther =
      best !== undefined && Math.abs(measure.offset - best.offset) > measure.within + best.within + driftMs;
    this.#measures = [measure, ...(isOther ? [] : this.#measures)].slice(0, maxMeasures);
  }

  #best(): Measure | undefined {
    return this.#measures.reduce<Measure | undefined>(
      (best, each) => (best === undefined || each.within < best.within ? each : best),
      undefined,
    );
  }
}
