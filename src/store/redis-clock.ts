import { z } from 'zod';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';

/** A script, so that in a Redis Cluster it is always the server that holds the bot's keys that is asked. */
const readTime = `return redis.call('TIME')`;
const time = z.tuple([z.coerce.number(), z.coerce.number()]);

/** Of so many measures the best counts: a clock that runs is off by less in a minute than a busy network in one answer. */
const maxMeasures = 12;
/** Two measures of one clock agree within their round trips and this, in milliseconds. */
const driftMs = 50;
/** Going back by less than this, in milliseconds, the time stands still instead; further, it was wrong and is set. */
const heldMs = 60_000;

/** What a process has of its own to tell the time by, in milliseconds. */
export interface OwnTime {
  /** Since the epoch; may be wrong, and may be set at any moment. */
  readonly wall: () => number;
  /** Since some moment; only ever grows. */
  readonly elapsed: () => number;
}

interface Measure {
  /** Redis's time less the own time that has elapsed. */
  readonly offset: number;
  /** By how much that may be wrong: half of the round trip. */
  readonly within: number;
}

/**
 * The one clock of all processes: Redis's, carried on between two measures by the time that elapses here, so that a
 * machine's own clock, right or wrong or set anew, has no say.
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

  /** Milliseconds since the epoch. Until the first measure it is the own clock's. */
  readonly now = (): number => {
    const best = this.#best();
    if (best === undefined) return this.#own.wall();
    const at = Math.floor(best.offset + this.#own.elapsed());
    const back = this.#last - at;
    if (back <= 0 || back >= heldMs) this.#last = at;
    return this.#last;
  };

  /** By how many milliseconds the own clock is ahead of the shared one; negative: behind it. */
  aheadMs(): number {
    return this.#own.wall() - this.now();
  }

  /** Rejects when Redis does not answer; what was measured before still counts. */
  async measure(): Promise<void> {
    const asked = this.#own.elapsed();
    const [seconds, micros] = time.parse(await this.#redis.eval(readTime, 1, this.#keys.probe));
    const within = (this.#own.elapsed() - asked) / 2;
    // However long the answer took: Redis has read its clock somewhere in between.
    const measure = { offset: seconds * 1000 + micros / 1000 - (asked + within), within };
    const best = this.#best();
    // Another server answers, its clock was set, or this machine slept: what was measured before is of no use.
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
