import { z } from 'zod';
import { type Asset, type AssetKind, assetKey } from '../core/asset/asset.js';
import type { RegisterEntry } from '../core/asset/asset-register.js';
import type { AuditEntry } from '../core/request/audit-entry.js';
import type { Alerts } from '../flow/ports/alerts.js';
import { ZcaNotContract } from '../flow/zca-error.js';
import { entryArgNames, entryKeyNames, entryKeys } from './append-entry.js';
import { assetRecord } from './asset-record.js';
import type { AuditAppender } from './audit-appender.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';
import { Script } from './script.js';

const registerEntry: z.ZodType<RegisterEntry> = z.looseObject({
  asset: assetRecord,
  since: z.number().int().nonnegative(),
  gone: z
    .looseObject({ by: z.string(), at: z.number().int().nonnegative(), requestId: z.string() })
    .nullable(),
});

/** A snapshot of the register; `version` tells whether it is still current. */
export interface RegisterSnapshot {
  readonly version: string;
  readonly entries: readonly RegisterEntry[];
  /** Fields whose entries cannot be read; `replace` drops them from the register. */
  readonly unreadable: readonly string[];
}

const replaceAll = new Script({
  files: ['append-entry.lua', 'replace-register.lua'],
  keys: [...entryKeyNames, 'register', 'registerVersion'],
  args: [...entryArgNames, 'version'],
  moreArgs: 'fields',
});
const replaceReply = z.tuple([z.enum(['ok', 'changed'])]);

const replaceOne = new Script({
  files: ['replace-entry.lua'],
  keys: ['register', 'registerVersion'],
  args: ['field', 'before', 'entry'],
});

/**
 * The asset list that people maintain, in Redis: one for all processes. Every call rejects when Redis does not answer.
 */
export class RedisAssetRegister {
  readonly #redis: RedisClient;
  readonly #keys: Keys;
  readonly #alerts: Alerts;

  constructor(redis: RedisClient, keys: Keys, alerts: Alerts) {
    this.#redis = redis;
    this.#keys = keys;
    this.#alerts = alerts;
  }

  /** An unreadable entry raises an alert; the others are still returned. */
  async snapshot(): Promise<RegisterSnapshot> {
    const { register, registerVersion } = this.#keys;
    const [version, stored] = (await this.#redis.multi().get(registerVersion).hgetall(register).exec()) ?? [];
    const entries: RegisterEntry[] = [];
    const unreadable: string[] = [];
    for (const [field, text] of Object.entries(z.record(z.string(), z.string()).parse(stored?.[1]))) {
      const entry = this.#parsed(field, text);
      if (entry === null) unreadable.push(field);
      else entries.push(entry);
    }
    return { version: z.string().nullable().parse(version?.[1]) ?? '0', entries, unreadable };
  }

  /**
   * Replaces the whole register, in one step with its audit entry. Returns false when the register has changed since
   * the snapshot.
   * @throws {AuditLogUnfit} when no entry can be appended; the register then stays as it is
   */
  async replace(
    { version }: RegisterSnapshot,
    next: readonly RegisterEntry[],
    entry: AuditEntry,
    log: Pick<AuditAppender, 'append'>,
  ): Promise<boolean> {
    const { register, registerVersion } = this.#keys;
    const fields = next.flatMap((each) => [assetKey(each.asset), JSON.stringify(each)]);
    const reply = await log.append(entry, (entryArgs) =>
      replaceAll.run(this.#redis, {
        keys: { ...entryKeys(this.#keys), register, registerVersion },
        args: { ...entryArgs, version },
        moreArgs: fields,
      }),
    );
    return replaceReply.parse(reply)[0] === 'ok';
  }

  /** The assets of a kind that the register lists as linked. */
  async linked(kind: AssetKind): Promise<readonly Asset[]> {
    const { entries } = await this.snapshot();
    return entries
      .filter(({ asset, gone }) => asset.kind === kind && gone === null)
      .map(({ asset }) => asset);
  }

  /** One asset, if the register lists it as linked. @throws {ZcaNotContract} when its entry cannot be read */
  async find(kind: AssetKind, id: string): Promise<Asset | null> {
    const read = await this.#read(kind, id);
    if (read === null) return null;
    if (read.entry === null) throw new ZcaNotContract('its entry on the list cannot be read');
    return read.entry.gone === null ? read.entry.asset : null;
  }

  /**
   * Marks an asset as unlinked by an operator. Safe to repeat. An asset linked again after the report, by an import,
   * stays linked.
   */
  async markUnlinked(
    { kind, id }: Pick<Asset, 'kind' | 'id'>,
    report: { readonly by: string; readonly at: number; readonly requestId: string },
  ): Promise<void> {
    for (;;) {
      const read = await this.#read(kind, id);
      // An unreadable entry counts as not listed.
      if (read === null || read.entry === null) return;
      if (read.entry.gone !== null || read.entry.since > report.at) return;
      const next = JSON.stringify({ ...read.entry, gone: report } satisfies RegisterEntry);
      const { register, registerVersion } = this.#keys;
      const field = assetKey({ kind, id });
      const reply = await replaceOne.run(this.#redis, {
        keys: { register, registerVersion },
        args: { field, before: read.text, entry: next },
      });
      if (reply === 1) return;
    }
  }

  async #read(kind: AssetKind, id: string): Promise<{ text: string; entry: RegisterEntry | null } | null> {
    const field = assetKey({ kind, id });
    const text = await this.#redis.hget(this.#keys.register, field);
    return text === null ? null : { text, entry: this.#parsed(field, text) };
  }

  #parsed(field: string, text: string): RegisterEntry | null {
    try {
      return registerEntry.parse(JSON.parse(text));
    } catch {
      const key = `${this.#keys.register} ${field}`;
      this.#alerts.raise({ type: 'corrupt_record', key, requestId: null, part: 'register' });
      return null;
    }
  }
}
