import type { AssetKey } from '../core/asset/asset.js';
import type { Refusal, Verdict } from '../core/messages/verdict.js';
import { type AuditEntry, actedIn } from '../core/request/audit-entry.js';
import { heldAssets, type LookingUp, type Request } from '../core/request/request.js';
import { shortestIdAfter } from '../core/request/request-id.js';
import type { Transition } from '../core/request/transition.js';
import type { Alerts } from '../flow/ports/alerts.js';
import { noMetrics, type RequestWitness } from '../flow/ports/metrics.js';
import type {
  Change,
  Replicas,
  RequestStore,
  StoredRequest,
  Unmoved,
  UnreportedEnd,
} from '../flow/ports/store.js';
import { TryLater } from '../flow/try-later.js';
import { AuditAppender } from './audit-appender.js';
import { type AuditKeys, noAuditKeys } from './audit-keys.js';
import type { Keys } from './keys.js';
import { NewerRecord, NewerRecords } from './newer-records.js';
import { ParsedRecords } from './parsed-records.js';
import { readRecord } from './read-record.js';
import type { RedisClient } from './redis-client.js';
import { unreplicated } from './replicas.js';
import { RequestWriter, type Writing, type Written } from './request-writer.js';
import { Script } from './script.js';
import { TurnsByKey } from './turns-by-key.js';
import { parseUnreportedEnd, unreportedEndText } from './unreported-end.js';
import { type Judgement, VerdictStore } from './verdict-store.js';

const freeOrphan = new Script({
  files: ['free-orphan.lua'],
  keys: ['lock', 'request', 'open'],
  args: ['id', 'revision'],
});

/** The value under a request's key is no valid request; the bot does nothing with it. */
export class CorruptRecord extends Error {
  override readonly name = 'CorruptRecord';

  constructor(id: string, cause: unknown) {
    super(`the stored record of request ${id} cannot be read`, { cause });
  }
}

type Asked = Omit<LookingUp, 'id' | 'revision' | 'status'>;

/** The fields of a request's key: its record and its revision. */
type Stored = readonly (string | null)[];

export interface RequestStoreOptions {
  readonly redis: RedisClient;
  readonly keys: Keys;
  readonly alerts: Alerts;
  /** Absent: Redis has no replicas. */
  readonly replicas?: Replicas;
  /** Absent: the audit log is chained without a key. */
  readonly auditKeys?: AuditKeys;
  /** Absent: nobody hears of changes. */
  readonly witness?: RequestWitness;
}

/**
 * Stores requests in Redis. Every change is one script: compare-and-set, asset locks, index and audit entry together.
 */
export class RedisRequestStore implements RequestStore {
  readonly #redis: RedisClient;
  readonly #keys: Keys;
  readonly #alerts: Alerts;
  readonly #replicas: Replicas;
  readonly #newer: NewerRecords;
  readonly #writer: RequestWriter;
  readonly #verdicts: VerdictStore;
  readonly #witness: RequestWitness;
  readonly #records = new ParsedRecords();
  readonly #turns = new TurnsByKey();
  #restores: Promise<number> | null = null;
  /** For entries without a request; a process has one appender. */
  readonly audit: AuditAppender;

  constructor({
    redis,
    keys,
    alerts,
    replicas = unreplicated,
    auditKeys = noAuditKeys,
    witness = noMetrics,
  }: RequestStoreOptions) {
    this.#redis = redis;
    this.#keys = keys;
    this.#alerts = alerts;
    this.#replicas = replicas;
    this.#newer = new NewerRecords(alerts);
    this.audit = new AuditAppender(redis, keys, alerts, auditKeys);
    this.#writer = new RequestWriter(redis, keys, this.audit, this.#records);
    this.#witness = witness;
    this.#verdicts = new VerdictStore({ redis, keys, audit: this.audit, replicas });
  }

  /** @throws {CorruptRecord} @throws {NewerRecord} */
  async get(id: string): Promise<Request | null> {
    const request = this.#parsed(id, await this.#stored(id));
    if (request === 'newer') throw new NewerRecord(id);
    return request;
  }

  async getAll(ids: readonly string[]): Promise<readonly StoredRequest[]> {
    // Sent without waiting in between: one round trip.
    const stored = await Promise.all(ids.map((id) => this.#stored(id)));
    return ids.map((id, index) => {
      try {
        return this.#parsed(id, stored[index] ?? []);
      } catch {
        return 'corrupt';
      }
    });
  }

  create(ids: readonly string[], asked: Asked): Promise<Request>;
  create(ids: readonly string[], asked: Asked, maxOpen: number): Promise<Request | 'too_many_open'>;
  async create(
    ids: readonly string[],
    asked: Asked,
    maxOpen: number | null = null,
  ): Promise<Request | 'too_many_open'> {
    const shortest = await this.#shortestId();
    for (const id of ids) {
      const isFree = id.length >= shortest;
      const stored = (await this.get(id)) ?? (isFree ? await this.#insert(id, asked, maxOpen) : null);
      if (stored === 'too_many_open') return stored;
      if (stored !== null && stored.delivery === asked.delivery) return stored;
    }
    throw new Error('no free request id was left');
  }

  async isLost(id: string): Promise<boolean> {
    return (
      id.length >= (await this.#shortestId()) && (await this.#redis.exists(this.#keys.request(id))) === 0
    );
  }

  async #shortestId(): Promise<number> {
    // Read once: no worker runs while that changes.
    this.#restores ??= this.#redis.llen(this.#keys.restores).catch((error: unknown) => {
      this.#restores = null;
      throw error;
    });
    return shortestIdAfter(await this.#restores);
  }

  /** The changes of one request that this process makes at the same time take turns, instead of overtaking each other. */
  change<R>(id: string, step: (current: Request) => Transition<R>, press?: string): Promise<Change<R>> {
    return this.#turns.run(id, () => this.#changeInTurn(id, step, press));
  }

  async #changeInTurn<R>(
    id: string,
    step: (current: Request) => Transition<R>,
    press: string | undefined,
  ): Promise<Change<R>> {
    const judgement = press === undefined ? null : counted(press);
    for (;;) {
      const current = await this.get(id);
      if (current === null) return { type: 'missing' };
      const transition = step(current);
      if ('refused' in transition) return { type: 'refused', reason: transition.refused };
      const { next, entry } = transition;
      const written = await this.#write({ current, next, entry, judgement });
      if (written.type === 'ok') return { type: 'changed', request: next };
      if (written.type === 'judged') return written;
      if (written.type === 'held' && !(await this.#isFreed(written))) return written;
    }
  }

  async note(entry: AuditEntry): Promise<void> {
    await this.#replicas.holding(() => this.audit.note(entry));
  }

  verdict(delivery: string): Promise<Verdict | null> {
    return this.#verdicts.get(delivery);
  }

  async refuse(delivery: string, why: Refusal, entry: AuditEntry): Promise<Verdict> {
    const verdict = await this.#verdicts.refuse(delivery, why, entry);
    this.#witness.refused(entry);
    return verdict;
  }

  async openSince(before: number): Promise<readonly Unmoved[]> {
    const found = await this.#redis.zrangebyscore(this.#keys.open, '-inf', before, 'WITHSCORES');
    const unmoved = found.flatMap((id, at) => (at % 2 === 0 ? [{ id, since: Number(found[at + 1]) }] : []));
    if (unmoved.length === 0) return [];
    const seen = await this.#redis.mget(unmoved.map(({ id }) => this.#keys.intact(id)));
    return unmoved.filter(({ since }, at) => seen[at] !== String(since));
  }

  async markIntact({ id, since }: Unmoved, forMs: number): Promise<void> {
    await this.#redis.set(this.#keys.intact(id), String(since), 'PX', forMs);
  }

  async open(): Promise<readonly string[]> {
    return this.#redis.zrange(this.#keys.open, '0', '-1');
  }

  async holders(assets: readonly AssetKey[]): Promise<readonly (string | null)[]> {
    if (assets.length === 0) return [];
    return this.#redis.mget(assets.map((asset) => this.#keys.lock(asset)));
  }

  async unreportedEnds(before: number): Promise<readonly UnreportedEnd[]> {
    const ends = await this.#redis.zrangebyscore(this.#keys.untold, '-inf', before);
    return ends.map(parseUnreportedEnd);
  }

  async markReported(end: UnreportedEnd): Promise<void> {
    await this.#redis.zrem(this.#keys.untold, unreportedEndText(end));
  }

  /** Null when another process took the id with another delivery; the caller tries the next id. */
  async #insert(id: string, asked: Asked, maxOpen: number | null): Promise<Request | 'too_many_open' | null> {
    const request: LookingUp = { ...asked, id, revision: 1, status: 'looking_up' };
    const details = {
      kind: asked.kind,
      queries: asked.queries,
      reason: asked.reason,
      dryRun: asked.dryRun,
      channel: asked.channel,
    };
    const entry: AuditEntry = {
      at: asked.askedAt,
      requestId: id,
      action: 'asked',
      actor: asked.requester,
      ...actedIn(asked.channel),
      details,
    };
    const judgement = counted(asked.delivery);
    const written = await this.#write({ current: null, next: request, entry, judgement, maxOpen });
    if (written.type === 'too_many_open') return 'too_many_open';
    if (written.type === 'judged' && written.verdict.type === 'refused')
      throw new TryLater(0, 'another run of this job has refused the command');
    return written.type === 'ok' ? request : this.get(id);
  }

  #write(writing: Writing): Promise<Written> {
    return this.#replicas.holding(async () => {
      const written = await this.#writer.write(writing);
      const { current: before, next: after, entry } = writing;
      if (written.type === 'ok') this.#witness.changed({ before, after, entry });
      return written;
    });
  }

  /**
   * Frees a lock whose holder's own record says that it does not hold the asset: nobody else ever would. An unreadable
   * record may say that it does, so its lock stays.
   */
  async #isFreed({ asset, by }: Extract<Written, { type: 'held' }>): Promise<boolean> {
    const [holder = null] = await this.getAll([by]);
    if (typeof holder === 'string' || (holder !== null && heldAssets(holder).some((held) => held === asset)))
      return false;
    const keys = this.#keys;
    const isFreed = await freeOrphan.run(this.#redis, {
      keys: { lock: keys.lock(asset), request: keys.request(by), open: keys.open },
      args: { id: by, revision: holder?.revision ?? '' },
    });
    if (isFreed === 1) this.#alerts.raise({ type: 'orphan_lock', asset, requestId: by });
    return isFreed === 1;
  }

  #stored(id: string): Promise<Stored> {
    return this.#redis.hmget(this.#keys.request(id), 'record', 'revision');
  }

  /** @throws {CorruptRecord} */
  #parsed(id: string, [record = null, revision = null]: Stored): Request | 'newer' | null {
    if (record === null) return null;
    const known = this.#records.find(id, record);
    if (known !== null && String(known.revision) === revision) return known;
    try {
      const request = readRecord(record, revision);
      if (request === 'newer') this.#newer.met(id);
      else this.#records.keep(record, request);
      return request;
    } catch (cause) {
      this.#alerts.raise({
        type: 'corrupt_record',
        key: this.#keys.request(id),
        requestId: id,
        part: 'record',
      });
      throw new CorruptRecord(id, cause);
    }
  }
}

function counted(delivery: string): Judgement {
  return { delivery, verdict: { type: 'counted' } };
}
