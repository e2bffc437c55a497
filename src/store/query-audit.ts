import { z } from 'zod';
import type { AuditedQuery } from '../core/messages/audited-query.js';
import type { AuditEntry } from '../core/request/audit-entry.js';
import type { QueryAudit } from '../flow/ports/audit.js';
import type { Replicas } from '../flow/ports/store.js';
import type { AuditAppender } from './audit-appender.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';

const hourMs = 60 * 60_000;
/** The count of refused queries starts over after this long without one. */
const countResetMs = 24 * hourMs;

export interface RedisQueryAuditOptions {
  readonly redis: RedisClient;
  readonly keys: Keys;
  readonly audit: AuditAppender;
  readonly replicas: Replicas;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Records queries in the audit log. The log is kept for ever, so at most one entry per hour for each person and
 * subject.
 */
export class RedisQueryAudit implements QueryAudit {
  readonly #options: RedisQueryAuditOptions;

  constructor(options: RedisQueryAuditOptions) {
    this.#options = options;
  }

  async noted(look: AuditedQuery): Promise<void> {
    const { redis, keys, audit, replicas } = this.#options;
    const { user, what, kind, refusal } = look;
    const about = [what, kind, look.about ?? null, refusal === null ? 'seen' : 'refused']
      .filter((part) => part !== null)
      .join('-');
    const times = refusal === null ? 1 : await this.#counted(keys.look(user, about, 'count'));
    const key = keys.look(user, about, 'noted');
    if ((await redis.exists(key)) === 1) return;
    await replicas.holding(() => audit.note(this.#entryOf(look, times), { key, forMs: hourMs }));
  }

  async #counted(key: string): Promise<number> {
    const [counted] = (await this.#options.redis.multi().incr(key).pexpire(key, countResetMs).exec()) ?? [];
    return z.number().parse(counted?.[1]);
  }

  #entryOf({ user, channel, what, kind, about, refusal }: AuditedQuery, times: number): AuditEntry {
    const seen = { what, kind, channel, ...(about === undefined ? {} : { about }) };
    const refused = { ...seen, why: refusal, ...(times > 1 ? { refusals: times } : {}) };
    return {
      at: this.#options.now(),
      requestId: '',
      action: refusal === null ? 'looked' : 'look_refused',
      actor: user,
      details: refusal === null ? seen : refused,
    };
  }
}
