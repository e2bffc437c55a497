import type { EnqueueAttempts } from '../flow/ports/jobs.js';
import type { Log } from '../flow/ports/log.js';
import type { Replicas } from '../flow/ports/store.js';
import { sleepInBackground } from '../shared/sleep.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';
import { unreplicated } from './replicas.js';

/** Longer than any job waits for these records, even if all workers are down for days. */
const retentionMs = 7 * 24 * 60 * 60_000;
/** A done job is kept half an hour (`jobs/job-options.ts`), and identifies a repeat by itself. */
const finishedRetentionMs = 30 * 60_000;
/** Recorded among the attempts that arrived once the job has started; nobody can revoke it then. */
const begun = 'begun';
/** A revocation is retried this long and this often. */
const timeoutMs = 10 * 60_000;
const retryDelayMs = 250;

/**
 * Records enqueue attempts in Redis. The revocation uses the same connection as the enqueue, so a stalled Redis
 * processes them in order, before any worker sees the job.
 */
export class RedisEnqueueAttempts implements EnqueueAttempts {
  readonly #redis: RedisClient;
  readonly #keys: Keys;
  readonly #log: Log;
  readonly #replicas: Replicas;

  constructor(redis: RedisClient, keys: Keys, log: Log, replicas: Replicas = unreplicated) {
    this.#redis = redis;
    this.#keys = keys;
    this.#log = log;
    this.#replicas = replicas;
  }

  async taken(job: string, taking: string): Promise<void> {
    const key = this.#keys.taken(job);
    await Promise.all([this.#redis.sadd(key, taking), this.#redis.pexpire(key, retentionMs)]);
  }

  async begun(job: string): Promise<void> {
    await this.taken(job, begun);
  }

  finished(job: string): void {
    // If this fails, they are kept a week.
    this.#redis.pexpire(this.#keys.taken(job), finishedRetentionMs).catch(() => undefined);
  }

  disown(taking: string): void {
    void this.#write(taking, Date.now() + timeoutMs);
  }

  async isDisowned(job: string, taking: string): Promise<boolean> {
    // The sender may still be waiting for a replica, and revokes the attempt if none has it: a worker may be faster
    // than that.
    await this.#replicas.holding(async () => undefined);
    if (!(await this.#isMarked(taking))) return false;
    const arrived = await this.#redis.smembers(this.#keys.taken(job));
    if (arrived.includes(begun)) return false;
    const marked = await Promise.all(arrived.map((other) => this.#isMarked(other)));
    return marked.every((each) => each);
  }

  async #isMarked(taking: string): Promise<boolean> {
    return (await this.#redis.exists(this.#keys.disowned(taking))) === 1;
  }

  async #write(taking: string, until: number): Promise<void> {
    for (;;) {
      try {
        await this.#redis.set(this.#keys.disowned(taking), '', 'PX', retentionMs);
        return;
      } catch (error) {
        if (Date.now() > until) {
          this.#log.error('command.not_revoked', 'could not revoke an enqueue attempt', {
            error: String(error),
          });
          return;
        }
        await sleepInBackground(retryDelayMs);
      }
    }
  }
}
