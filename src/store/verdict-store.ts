import { z } from 'zod';
import type { Refusal, Verdict } from '../core/messages/verdict.js';
import type { AuditEntry } from '../core/request/audit-entry.js';
import type { Replicas } from '../flow/ports/store.js';
import { entryArgNames, entryKeyNames, entryKeys } from './append-entry.js';
import type { AuditAppender } from './audit-appender.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';
import { notedRefusal } from './refusals.js';
import { Script } from './script.js';
import { parseVerdict } from './verdict-record.js';

/** Longer than any job that could run again is kept. */
export const verdictKeptMs = 90 * 24 * 60 * 60_000;
/**
 * For a refusal without its own audit entry, such as a person's eleventh within the hour: longer than Slack and jobs
 * retry, and short enough that a person who tries all day for weeks does not fill Redis.
 */
const floodVerdictKeptMs = 24 * 60 * 60_000;

const keepVerdict = new Script({ files: ['keep-verdict.lua'], keys: ['verdict'], args: ['kept', 'keptMs'] });

const noteRefusal = new Script({
  files: ['append-entry.lua', 'note-refusal.lua'],
  keys: [...entryKeyNames, 'verdict'],
  args: [...entryArgNames, 'kept', 'keptMs'],
});
const noteRefusalReply = z.union([z.tuple([z.literal('ok')]), z.tuple([z.literal('judged'), z.string()])]);

/** The verdict that a write gives on a press or a command. */
export interface Judgement {
  readonly delivery: string;
  readonly verdict: Verdict;
}

interface Deps {
  readonly redis: RedisClient;
  readonly keys: Keys;
  readonly audit: AuditAppender;
  readonly replicas: Replicas;
}

/** Stores the verdicts on presses and commands in Redis: each has at most one, and the first counts. */
export class VerdictStore {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** Null while there is none. */
  async get(delivery: string): Promise<Verdict | null> {
    const { redis, keys, replicas } = this.#deps;
    const text = await redis.get(keys.verdict(delivery));
    // The writer may have ended before it knew that a replica had the verdict.
    return text === null ? null : replicas.holding(async () => parseVerdict(text));
  }

  /** Refuses a press or a command; returns its verdict, which may be an earlier one. @throws {AuditLogUnfit} */
  async refuse(delivery: string, why: Refusal, entry: AuditEntry): Promise<Verdict> {
    const { redis, keys, replicas } = this.#deps;
    const judgement: Judgement = { delivery, verdict: { type: 'refused', why } };
    const noted = await notedRefusal(entry, redis, keys);
    // A job that was given up stays among the failed ones, and may be run again by hand.
    const forMs = why.type === 'given_up' ? verdictKeptMs : floodVerdictKeptMs;
    return replicas.holding(() =>
      noted === null ? this.#keep(judgement, forMs) : this.#keepWithEntry(judgement, noted),
    );
  }

  async #keep({ delivery, verdict }: Judgement, keptMs: number): Promise<Verdict> {
    const { redis, keys } = this.#deps;
    const reply = await keepVerdict.run(redis, {
      keys: { verdict: keys.verdict(delivery) },
      args: { kept: JSON.stringify(verdict), keptMs },
    });
    return parseVerdict(String(reply));
  }

  async #keepWithEntry({ delivery, verdict }: Judgement, entry: AuditEntry): Promise<Verdict> {
    const { redis, keys, audit } = this.#deps;
    const reply = await audit.append(entry, (entryArgs) =>
      noteRefusal.run(redis, {
        keys: { ...entryKeys(keys), verdict: keys.verdict(delivery) },
        args: { ...entryArgs, kept: JSON.stringify(verdict), keptMs: verdictKeptMs },
      }),
    );
    const [, standing] = noteRefusalReply.parse(reply);
    return standing === undefined ? verdict : parseVerdict(standing);
  }
}
