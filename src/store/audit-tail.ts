import type { AuditEntry } from '../core/request/audit-entry.js';
import type { Alerts } from '../flow/ports/alerts.js';
import { type AuditHead, emptyHead, formatHead, keyChange, UnreadableHead } from './audit-chain.js';
import { type AuditKeys, unkeyed } from './audit-keys.js';
import {
  type AuditEnd,
  auditEndAfter,
  auditEndOf,
  auditLineAt,
  type EndReply,
  readAuditEnd,
} from './audit-log.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';

/** The stored end of the audit log does not fit its entries: nothing can be appended, so nothing can be changed. */
export class AuditLogUnfit extends Error {
  override readonly name = 'AuditLogUnfit';

  constructor(key: string, cause?: unknown) {
    super(
      `the end of the audit log under ${key} does not fit its entries, so nothing can be changed; npm run audit -- verify says what is missing and how to go on`,
      { cause },
    );
  }
}

/** The end of the audit log as this process has seen it. An end that does not fit raises the alert `corrupt_record`. */
export class AuditTail {
  readonly #redis: RedisClient;
  readonly #keys: Keys;
  readonly #alerts: Alerts;
  readonly #auditKeys: AuditKeys;
  /** The highest sequence number that this process has seen. */
  #met = 0;
  /** The last answer of `head`. */
  #told = emptyHead;
  /** The end that the next entry follows, unless another process appends one first; null: not known. */
  #known: AuditEnd | null = null;

  constructor(redis: RedisClient, keys: Keys, alerts: Alerts, auditKeys: AuditKeys) {
    this.#redis = redis;
    this.#keys = keys;
    this.#alerts = alerts;
    this.#auditKeys = auditKeys;
  }

  /** The end as this process knows it, which an append compares. @throws {AuditLogUnfit} when no entry can follow */
  async end(): Promise<AuditEnd> {
    this.#known ??= await this.#read();
    return this.#known;
  }

  /** This process has appended a line. */
  appended(line: AuditHead): void {
    this.#met = line.sequence;
    this.#known = auditEndAfter(line, this.#auditKeys.seal);
  }

  /** The log ended elsewhere: here. @throws {AuditLogUnfit} when no entry can follow */
  moved(reply: EndReply): void {
    this.#known = null;
    this.#known = this.#checked(reply);
  }

  /** An append may have been carried out: the end is read again. */
  forget(): void {
    this.#known = null;
  }

  /** The end of the log, which must contain the end returned before. @throws {AuditLogUnfit} */
  async head(): Promise<AuditHead> {
    const told = this.#told;
    const { head } = await this.#read();
    this.#told = head;
    // The whole chain was rebuilt, or the end returned before was cut off and something else appended.
    if (told.sequence > 0 && !(await this.#holds(told))) this.#raise();
    return head;
  }

  async #read(): Promise<AuditEnd> {
    return this.#checked(await readAuditEnd(this.#redis, this.#keys));
  }

  #checked(reply: EndReply): AuditEnd {
    const end = this.#parsed(reply);
    const { head, newest } = end;
    const follows = head.sequence > newest.sequence || formatHead(head) === formatHead(newest);
    if (!follows) throw this.unfit();
    // Entries were cut off, or the whole log was set back: the chain continues, and `verify` names the gap.
    if (head.sequence > newest.sequence || head.sequence < this.#met) this.#raise();
    this.#met = head.sequence;
    return end;
  }

  #parsed(reply: EndReply): AuditEnd {
    try {
      return auditEndOf(reply, this.#auditKeys);
    } catch (error) {
      throw error instanceof UnreadableHead ? this.unfit(error) : error;
    }
  }

  async #holds({ sequence, hash }: AuditHead): Promise<boolean> {
    return (await auditLineAt(this.#redis, this.#keys, sequence))?.hash === hash;
  }

  /** The entry to append before the next one; null if the chain continues with the same key. */
  keyChange({ seal, newest }: AuditEnd, at: number): AuditEntry | null {
    const key = this.#auditKeys.seal;
    if (key === unkeyed || seal === key) return null;
    return keyChange(key, newest.sequence === 0 ? unkeyed : seal, at);
  }

  /** Raises the alert and returns the error to throw. */
  unfit(cause?: unknown): AuditLogUnfit {
    this.#raise();
    return new AuditLogUnfit(this.#keys.auditHead, cause);
  }

  #raise(): void {
    this.#alerts.raise({
      type: 'corrupt_record',
      key: this.#keys.auditHead,
      requestId: null,
      part: 'audit',
    });
  }
}
