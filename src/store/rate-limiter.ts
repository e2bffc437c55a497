import { z } from 'zod';
import type { RateLimiter, WaitingPost } from '../flow/ports/message-delivery.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';
import { Script } from './script.js';

const turn = new Script({
  files: ['fair-queue.lua'],
  keys: ['line', 'due', 'bucket', 'away', 'late', 'newest'],
  args: ['what', 'member', 'intervalMs', 'burst', 'graceMs', 'awayMs', 'lateMs', 'waitMs', 'owner'],
});

/**
 * Slack accepts "short bursts"; this is below the known size, because posts that leave in time may arrive closer
 * together.
 */
const postsAtOnce = 3;
/** With the updates that become free within a minute, this stays below Slack's fifty a minute. */
const updatesAtOnce = 10;
/** A member that has not returned this long after its time has died or gave up. */
const graceMs = 30_000;
/** A member this late no longer holds anybody up: its job is waiting behind others. */
const lateMs = 1_000;
/** A post without any news delays the others of its thread for this long at most. */
const awayMs = 30_000;

export interface RateLimiterOptions {
  readonly postsPerSecond: number;
  readonly updatesPerMinute: number;
}

/** A member of a queue. */
interface Waiting {
  readonly member: string;
  /** The owner whose turn it takes; all updates share one owner, so they are first come, first served. */
  readonly owner: string;
}

interface Line {
  readonly name: string;
  readonly intervalMs: number;
  readonly burst: number;
}

/**
 * Queues in Redis, one per channel and one for updates. A plain limiter favours the caller that happens to ask first
 * after a wait, so results overtake one another and some callers wait for ever. A queue is fair, even to a single post
 * behind somebody's hundreds, and tells each caller when to return.
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
    const key = (part: Parameters<Keys['line']>[1]) => this.#keys.line(name, part);
    const reply = await turn.run(this.#redis, {
      keys: {
        line: key('line'),
        due: key('due'),
        bucket: key('bucket'),
        away: key('away'),
        late: key('late'),
        newest: key('newest'),
      },
      args: { what, member, intervalMs, burst, graceMs, awayMs, lateMs, waitMs, owner },
    });
    return z.number().parse(reply);
  }
}

/** Posts of a thread keep their order. */
function waitingOf({ thread, op, causedBy }: WaitingPost): Waiting {
  return { member: thread === null ? op : `${thread} ${op}`, owner: causedBy };
}
