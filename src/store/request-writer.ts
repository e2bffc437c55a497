import type { Verdict } from '../core/messages/verdict.js';
import type { AuditEntry } from '../core/request/audit-entry.js';
import { heldAssets, isOpen, type Request } from '../core/request/request.js';
import { type EntryArgs, entryKeys } from './append-entry.js';
import type { AuditAppender } from './audit-appender.js';
import { indexArgs, indexKeys } from './index-entries.js';
import type { Keys } from './keys.js';
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

  constructor(redis: RedisClient, keys: Keys, audit: AuditAppender) {
    this.#redis = redis;
    this.#keys = keys;
    this.#audit = audit;
  }

  /** @throws {AuditLogUnfit} */
  async write(writing: Writing): Promise<Written> {
    const reply = await this.#audit.append(writing.entry, (entryArgs) => this.#writeAt(entryArgs, writing));
    return writtenOf(transitionReply.parse(reply), lockChanges(writing.current, writing.next).take);
  }

  #writeAt(entryArgs: EntryArgs, writing: Writing): Promise<unknown> {
    const { current, next, judgement } = writing;
    const { take, release } = lockChanges(current, next);
    const keys = this.#keys;
    return runTransition(this.#redis, {
      keys: {
        ...entryKeys(keys),
        ...indexKeys(next, keys),
        ...pendingKeys(next, keys),
        open: keys.open,
        all: keys.all,
        unreported: keys.untold,
        verdict: keys.verdict(judgement?.delivery ?? ''),
      },
      args: { ...entryArgs, ...argsOf(writing), takeCount: take.length },
      moreKeys: [...take, ...release].map((asset) => keys.lock(asset)),
    });
  }
}

function lockChanges(current: Request | null, next: Request) {
  const held = current === null ? [] : heldAssets(current);
  const wanted = heldAssets(next);
  return {
    take: wanted.filter((asset) => !held.includes(asset)),
    release: held.filter((asset) => !wanted.includes(asset)),
  };
}

function argsOf({ current, next, entry, judgement, maxOpen = null }: Writing) {
  return {
    ...indexArgs(next),
    pendingEntries: pendingEntriesAfter(current, next),
    expectedRevision: current?.revision ?? 0,
    nextRevision: next.revision,
    record: recordText(next),
    changedAt: isOpen(next) ? entry.at : '',
    askedAt: next.askedAt,
    unreportedEnd: unreportedEndOf(next),
    at: entry.at,
    kept: judgement === null ? '' : JSON.stringify(judgement.verdict),
    keptMs: verdictKeptMs,
    maxOpen: maxOpen ?? '',
  };
}

function writtenOf(reply: TransitionReply, take: readonly string[]): Written {
  switch (reply[0]) {
    case 'judged':
      return { type: 'judged', verdict: parseVerdict(reply[1]) };
    case 'held':
      return { type: 'held', by: reply[1], asset: take[reply[2] - 1] ?? '' };
    default:
      return { type: reply[0] };
  }
}
