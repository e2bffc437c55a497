import { z } from 'zod';
import type { AuditEntry } from '../core/request/audit-entry.js';
import type { Alerts } from '../flow/ports/alerts.js';
import { type EntryArgs, entryArgNames, entryKeyNames, entryKeys } from './append-entry.js';
import { type AuditHead, type AuditLine, formatHead, nextLine } from './audit-chain.js';
import { type AuditKeys, noAuditKeys } from './audit-keys.js';
import { type AuditEnd, endReply } from './audit-log.js';
import { AuditTail } from './audit-tail.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';
import { Script } from './script.js';

const noteScript = new Script({
  files: ['append-entry.lua', 'append-note.lua'],
  keys: entryKeyNames,
  args: [...entryArgNames, 'markMs'],
  moreKeys: 'marks',
});
const noteReply = z.tuple([z.enum(['ok', 'marked'])]);

/**
 * The replies of `append-entry.lua` when it appends nothing: the log ends elsewhere, or accepts no entry there. After
 * any other, `ok` says that the entry was appended.
 */
const notAppended = z.union([z.tuple([z.literal('head'), endReply]), z.tuple([z.literal('unfit')])]);
const appendedReply = z.tuple([z.literal('ok')], z.unknown());

/** A key that exists for `forMs`. */
interface Mark {
  readonly key: string;
  readonly forMs: number;
}

/**
 * Appends entries to the audit log, one at a time per process: concurrent appends would only invalidate each other's
 * end. An entry costs one script, and one more whenever another process was faster.
 */
export class AuditAppender {
  readonly #redis: RedisClient;
  readonly #keys: Keys;
  readonly #auditKeys: AuditKeys;
  readonly #tail: AuditTail;
  #appending: Promise<unknown> = Promise.resolve();

  constructor(redis: RedisClient, keys: Keys, alerts: Alerts, auditKeys: AuditKeys = noAuditKeys) {
    this.#redis = redis;
    this.#keys = keys;
    this.#auditKeys = auditKeys;
    this.#tail = new AuditTail(redis, keys, alerts, auditKeys);
  }

  /** The end of the log, which must contain the end that an earlier call returned. @throws {AuditLogUnfit} */
  head(): Promise<AuditHead> {
    return this.#tail.head();
  }

  /**
   * Lets a script append an entry: it takes the arguments of `append-entry.lua`, and replies `ok` first if it appends.
   * It is run again at the new end whenever another process was faster. Returns its reply.
   * @throws {AuditLogUnfit}
   */
  append(entry: AuditEntry, write: (args: EntryArgs) => Promise<unknown>): Promise<unknown> {
    const appended = this.#appending.then(() => this.#appendAtEnd(entry, write));
    this.#appending = appended.catch(() => undefined);
    return appended;
  }

  /**
   * Appends an entry without changing a request. With a mark: only if it is absent, and sets it.
   * @throws {AuditLogUnfit}
   */
  async note(entry: AuditEntry, mark: Mark | null = null): Promise<void> {
    noteReply.parse(await this.append(entry, (args) => this.#noteAt(args, mark)));
  }

  async #appendAtEnd(entry: AuditEntry, write: (args: EntryArgs) => Promise<unknown>): Promise<unknown> {
    for (;;) {
      const end = await this.#tail.end();
      const keyChange = this.#tail.keyChange(end, entry.at);
      const reply =
        keyChange === null
          ? await this.#tryAt(end, entry, write)
          : await this.#tryAt(end, keyChange, (args) => this.#noteAt(args, null));
      if (reply !== null && keyChange === null) return reply;
    }
  }

  /** Returns the script's reply; null if the log ends elsewhere. */
  async #tryAt(
    end: AuditEnd,
    entry: AuditEntry,
    write: (args: EntryArgs) => Promise<unknown>,
  ): Promise<unknown> {
    const line = nextLine(end.head, entry, this.#auditKeys);
    const reply = await write(argsFor(end, line)).catch((error: unknown) => {
      this.#tail.forget();
      throw error;
    });
    const { data: refused } = notAppended.safeParse(reply);
    if (refused?.[0] === 'unfit') throw this.#tail.unfit();
    if (refused?.[0] === 'head') {
      this.#tail.moved(refused[1]);
      return null;
    }
    if (appendedReply.safeParse(reply).success) this.#tail.appended(line);
    return reply;
  }

  #noteAt(args: EntryArgs, mark: Mark | null): Promise<unknown> {
    return noteScript.run(this.#redis, {
      keys: entryKeys(this.#keys),
      args: { ...args, markMs: mark?.forMs ?? '' },
      moreKeys: mark === null ? [] : [mark.key],
    });
  }
}

function argsFor(end: AuditEnd, line: AuditLine): EntryArgs {
  return {
    expectedHead: end.stored,
    expectedMark: end.mark,
    nextHead: formatHead(line),
    sequence: String(line.sequence),
    entry: line.entry,
    entryHash: line.hash,
  };
}
