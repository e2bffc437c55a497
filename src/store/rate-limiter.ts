import { z } from 'zod';
import type { RateLimiter, WaitingPost } from '../flow/ports/message-delivery.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';
import { Script } from './script.js';

const turn = new Script('fair-queue.lua');

/** Slack takes "short bursts"; fewer than it is known to take, since what leaves in time may arrive closer together. */
const postsAtOnce = 3;
/** With the updates that are refilled within a minute it stays below Slack's fifty a minute. */
const updatesAtOnce = 10;
/** Who has not come back for so long after their time, in milliseconds, has died or does not want to any more. */
const graceMs = 30_000;
/** Who has not come back for so long after their time, in milliseconds, holds nobody else up any more: their job waits behind others. */
const lateMs = 1_000;
/** A post of which nothing was heard keeps others of its thread waiting for so long at most, in milliseconds. */
const awayMs = 30_000;

export interface RateLimiterOptions {
  readonly postsPerSecond: number;
  readonly updatesPerMinute: number;
}

/** Who waits in a line. */
interface Waiting {
  readonly member: string;
  /** Whose turn it takes; all updates take one's, so that first come is first served. */
  readonly owner: string;
}

interface Line {
  readonly name: string;
  readonly intervalMs: number;
  readonly burst: number;
}

/**
 * Lines in Redis, one for each channel and one for updates. A limiter alone would let whoever asks first after a wait
 * go first, so that results overtake one another and some wait for ever; a line is fair, also to those who wait for one
 * post behind somebody with hundreds, and tells each when to come.
 */
export class RedisRateLimiter implements RateLimiter {
  readonly #redis: RedisClient;
  readonly #keys: Keys;
  readonly #postEveryMs: number;
  readonly #updates: Line;

  constructor(redis: RedisClient, keys: Keys, { postsPerSecond, updatesPerMinute }: RateLimiterOptions) {
    this.#redis = redis;
    this.#keys = keys;
    this.#postEveryMs = 1_000 / postsPerSecond;
    this.#updates = { name: 'updates', intervalMs: 60_000 / updatesPerMinute, burst: updatesAtOnce };
  }

  post(waiting: WaitingPost): Promise<number> {
    return this.#run('turn', this.#lineOf(waiting), waitingOf(waiting));
  }

  async posted(post: WaitingPost): Promise<void> {
    await this.#run('gone', this.#lineOf(post), waitingOf(post));
  }

  refused(post: WaitingPost, waitMs: number): Promise<number> {
    return this.#run('refused', this.#lineOf(post), waitingOf(post), waitMs);
  }

  update(op: string): Promise<number> {
    return this.#run('turn', this.#updates, { member: op, owner: '' });
  }

  async updated(op: string): Promise<void> {
    await this.#run('gone', this.#updates, { member: op, owner: '' });
  }

  #lineOf({ channel }: WaitingPost): Line {
    return { name: `posts-${channel}`, intervalMs: this.#postEveryMs, burst: postsAtOnce };
  }

  async #run(
    what: 'turn' | 'refused' | 'gone',
    { name, intervalMs, burst }: Line,
    { member, owner }: Waiting,
    waitMs = 0,
  ): Promise<number> {
    const parts = ['line', 'due', 'bucket', 'away', 'late', 'newest'] as const;
    const keys = parts.map((part) => this.#keys.line(name, part));
    const times = [intervalMs, burst, graceMs, awayMs, lateMs, waitMs].map(String);
    const args = [what, member, ...times, owner];
    return z.number().parse(await turn.run(this.#redis, keys, args));
  }
}

/** Posts of a thread keep their order. */
function waitingOf({ thread, op, causedBy }: WaitingPost): Waiting {
  return { member: thread === null ? op : `${thread} ${op}`, owner: causedBy };
}
