import type { Verdict } from '../core/messages/verdict.js';
import type { AuditEntry } from '../core/request/audit-entry.js';
import { hasCard, heldAssets, isOpen, type Request } from '../core/request/request.js';
import { type EntryArgs, entryKeys } from './append-entry.js';
import type { AuditAppender } from './audit-appender.js';
import { indexArgs, indexChangeArgs, indexKeys } from './index-entries.js';
import type { Keys } from './keys.js';
import type { ParsedRecords } from './parsed-records.js';
import { pendingEntriesAfter, pendingKeys } from './pending-entries.js';
import { recordText } from './read-record.js';
import type { RedisClient } from './redis-client.js';
import { runTransition, type TransitionReply, transitionReply } from './transition-script.js';
import { unreportedEndOf } from './unreported-end.js';
import { parseVerdict } from './verdict-record.js';
import { type Judgement, verdictKeptMs } from './verdict-store.js';

/** One atomic write. */
export interface Writing {
  /** The request that was read; null: none is stored. */
  readonly current: Request | null;
  readonly next: Request;
  readonly entry: AuditEntry;
  /** Null: no press or command causes the write. */
  readonly judgement: Judgement | null;
  /** Writes nothing if the requester has this many open requests; null: no limit. */
  readonly maxOpen?: number | null;
}

export type Written =
  | { readonly type: 'ok' }
  | { readonly type: 'conflict' }
  | { readonly type: 'too_many_open' }
  | { readonly type: 'held'; readonly by: string; readonly asset: string }
  | { readonly type: 'judged'; readonly verdict: Verdict };

/** Writes a change of a request with one script: compare-and-set, asset locks, index, verdict and audit entry together. */
export class RequestWriter {
  readonly #redis: RedisClient;
  readonly #keys: Keys;
  readonly #audit: AuditAppender;
  readonly #records: Pick<ParsedRecords, 'keep'>;

  constructor(redis: RedisClient, keys: Keys, audit: AuditAppender, records: Pick<ParsedRecords, 'keep'>) {
    this.#redis = redis;
    this.#keys = keys;
    this.#audit = audit;
    this.#records = records;
  }

  /** @throws {AuditLogUnfit} */
  async write(writing: Writing): Promise<Written> {
    const { current, next } = writing;
    // Of one asset the changed entries are all entries.
    const isShort = !hasCard(next) || next.chosen.length <= 1;
    const changed = isShort ? null : await this.#writeFrom(current, writing);
    const written = changed ?? (await this.#writeFrom(null, writing));
    if (written === null) throw new Error('a change with all index entries needs no earlier ones');
    return written;
  }

  /**
   * Writes the index entries that differ from those of `indexed`, or all if it is null. Returns null and writes nothing
   * if the index is of another revision or layout.
   */
  async #writeFrom(indexed: Request | null, writing: Writing): Promise<Written | null> {
    const { current, next, entry } = writing;
    const record = recordText(next);
    const locks = lockChanges(current, next);
    const reply = transitionReply.parse(
      await this.#audit.append(entry, (entryArgs) =>
        this.#writeAt(entryArgs, { ...writing, record, indexed, locks }),
      ),
    );
    if (reply[0] === 'unindexed') return null;
    if (reply[0] === 'ok') this.#records.keep(record, next);
    return writtenOf(reply, locks.take);
  }

  #writeAt(
    entryArgs: EntryArgs,
    writing: Writing & {
      readonly record: string;
      readonly indexed: Request | null;
      readonly locks: ReturnType<typeof lockChanges>;
    },
  ): Promise<unknown> {
    const { next, judgement, record, indexed, locks } = writing;
    const { take, release } = locks;
    const keys = this.#keys;
    return runTransition(this.#redis, {
      keys: {
        ...entryKeys(keys),
        ...indexKeys(next, keys),
        ...pendingKeys(next, keys),
        open: keys.open,
        all: keys.all,
        indexed: keys.indexed,
        unreported: keys.untold,
        verdict: keys.verdict(judgement?.delivery ?? ''),
      },
      args: {
        ...entryArgs,
        ...argsOf(writing),
        record,
        ...(indexed === null ? indexArgs(next) : indexChangeArgs(indexed, next)),
        indexedRevision: indexed?.revision ?? '',
        takeCount: take.length,
      },
      moreKeys: [...take, ...release].map((asset) => keys.lock(asset)),
    });
  }
}

function lockChanges(current: Request | null, next: Request) {
  const held = new Set(current === null ? [] : heldAssets(current));
  const wanted = new Set(heldAssets(next));
  return {
    take: [...wanted].filter((asset) => !held.has(asset)),
    release: [...held].filter((asset) => !wanted.has(asset)),
  };
}

function argsOf({ current, next, entry, judgement, maxOpen = null }: Writing) {
  return {
    pendingEntries: pendingEntriesAfter(current, next),
    expectedRevision: current?.revision ?? 0,
    nextRevision: next.revision,
    changedAt: isOpen(next) ? entry.at : '',
    askedAt: next.askedAt,
    unreportedEnd: unreportedEndOf(next),
    at: entry.at,
    kept: judgement === null ? '' : JSON.stringify(judgement.verdict),
    keptMs: verdictKeptMs,
    maxOpen: maxOpen ?? '',
  };
}

function writtenOf(
  reply: Exclude<TransitionReply, readonly ['unindexed']>,
  take: readonly string[],
): Written {
  switch (reply[0]) {
    case 'judged':
      return { type: 'judged', verdict: parseVerdict(reply[1]) };
    case 'held':
      return { type: 'held', by: reply[1], asset: take[reply[2] - 1] ?? '' };
    default:
      return { type: reply[0] };
  }
}
