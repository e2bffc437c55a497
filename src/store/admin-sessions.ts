import { z } from 'zod';
import type { AdminSession, AdminSessions } from '../flow/ports/admin.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';

/** A session that is not used for this long ends. */
const idleMs = 60 * 60_000;

const record = z.object({ user: z.string(), until: z.number() });

/** The sessions of the admin page in Redis. */
export class RedisAdminSessions implements AdminSessions {
  readonly #redis: RedisClient;
  readonly #keys: Keys;
  /** Milliseconds since the epoch. */
  readonly #now: () => number;

  constructor(redis: RedisClient, keys: Keys, now: () => number) {
    this.#redis = redis;
    this.#keys = keys;
    this.#now = now;
  }

  async open(id: string, session: AdminSession): Promise<void> {
    await this.#redis.set(
      this.#keys.adminSession(id),
      JSON.stringify(session),
      'PX',
      this.#leftMs(session.until),
    );
  }

  async find(id: string, { isUse }: { readonly isUse: boolean }): Promise<AdminSession | null> {
    const key = this.#keys.adminSession(id);
    const text = await this.#redis.get(key);
    if (text === null) return null;
    const session = sessionIn(text);
    if (session === null || session.until <= this.#now()) return null;
    if (isUse) await this.#redis.pexpire(key, this.#leftMs(session.until));
    return session;
  }

  async end(id: string): Promise<void> {
    await this.#redis.del(this.#keys.adminSession(id));
  }

  #leftMs(until: number): number {
    return Math.max(1, Math.min(idleMs, until - this.#now()));
  }
}

/** Null: another version wrote it, so the person logs in again. */
function sessionIn(text: string): AdminSession | null {
  try {
    return record.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
