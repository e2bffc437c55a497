import { z } from 'zod';
import type { AuditEntry } from '../core/request/audit-entry.js';
import type { Alerts } from '../flow/ports/alerts.js';
import { type EntryArgs, entryArgNames, entryKeyNames, entryKeys } from './append-entry.js';
import { type AuditHead, formatHead, nextLine } from './audit-chain.js';
import { type AuditKeys, noAuditKeys } from './audit-keys.js';
import type { AuditEnd } from './audit-log.js';
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
const noteReply = z.tuple([z.enum(['ok', 'head', 'unfit'])]);

/** The refusals of `append-entry.lua`: the log has a new end, or accepts no entry there. */
export type NotAppended = 'head' | 'unfit';

/** A key that exists for `forMs`. */
interface Mark {
  readonly key: string;
  readonly forMs: number;
}

/**
 * Appends entries to the audit log, one at a time per process: concurrent appends would only invalidate each other's
 * end.
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
   * Lets `write` append an entry with a script that takes the arguments of `append-entry.lua`. Retries at the new end
   * whenever another process was faster.
   * @throws {AuditLogUnfit}
   */
  append<W extends object>(
    entry: AuditEntry,
    write: (args: EntryArgs) => Promise<W | NotAppended>,
  ): Promise<W> {
    const appended = this.#appending.then(() => this.#appendAtEnd(entry, write));
    this.#appending = appended.catch(() => undefined);
    return appended;
  }

  /**
   * Appends an entry without changing a request. With a mark: only if it is absent, and sets it.
   * @throws {AuditLogUnfit}
   */
  async note(entry: AuditEntry, mark: Mark | null = null): Promise<void> {
    await this.append(entry, async (args) => {
      const reply = await this.#noteAt(args, mark);
      return reply === 'ok' ? {} : reply;
    });
  }

  async #appendAtEnd<W extends object>(
    entry: AuditEntry,
    write: (args: EntryArgs) => Promise<W | NotAppended>,
  ): Promise<W> {
    for (;;) {
      const end = await this.#tail.end();
      const keyChange = this.#tail.keyChange(end, entry.at);
      if (keyChange !== null) {
        if ((await this.#noteAt(this.#argsFor(end, keyChange), null)) === 'unfit') throw this.#tail.unfit();
        continue;
      }
      const written = await write(this.#argsFor(end, entry));
      if (typeof written === 'object') return written;
      if (written === 'unfit') throw this.#tail.unfit();
    }
  }

  async #noteAt(args: EntryArgs, mark: Mark | null): Promise<'ok' | NotAppended> {
    const [reply] = noteReply.parse(
      await noteScript.run(this.#redis, {
        keys: entryKeys(this.#keys),
        args: { ...args, markMs: mark?.forMs ?? '' },
        moreKeys: mark === null ? [] : [mark.key],
      }),
    );
    return reply;
  }

  #argsFor(end: AuditEnd, entry: AuditEntry): EntryArgs {
    const line = nextLine(end.head, entry, this.#auditKeys);
    return {
      expectedHead: end.stored,
      nextHead: formatHead(line),
      sequence: String(line.sequence),
      entry: line.entry,
      entryHash: line.hash,
    };
  }
}
