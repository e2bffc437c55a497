import type { AssetKey } from '../core/asset/asset.js';
import type { Refusal, Verdict } from '../core/messages/verdict.js';
import type { AuditEntry } from '../core/request/audit-entry.js';
import { endToShow, heldAssets, isOpen, type LookingUp, type Request } from '../core/request/request.js';
import type { Transition } from '../core/request/transition.js';
import type { Alerts } from '../flow/ports/alerts.js';
import type {
  Change,
  Replicas,
  RequestStore,
  StoredRequest,
  Unmoved,
  UnreportedEnd,
} from '../flow/ports/store.js';
import { TryLater } from '../flow/try-later.js';
import { AuditAppender, type NotAppended } from './audit-appender.js';
import { type AuditKeys, noAuditKeys } from './audit-keys.js';
import { indexArgument, indexKeys } from './index-entries.js';
import type { Keys } from './keys.js';
import { NewerRecord, NewerRecords } from './newer-records.js';
import { readRecord, recordText } from './read-record.js';
import type { RedisClient } from './redis-client.js';
import { notedRefusal } from './refusals.js';
import { unreplicated } from './replicas.js';
import { Script } from './script.js';
import { runTransition } from './transition-script.js';
import { parseVerdict } from './verdict-record.js';

const freeOrphan = new Script('free-orphan.lua');
const keepVerdict = new Script('keep-verdict.lua');

/** Longer than any job that could run again is kept. */
const verdictKeptMs = 90 * 24 * 60 * 60_000;
/**
 * For a refusal without its own audit entry, such as a person's eleventh within the hour: longer than Slack and jobs
 * retry, and short enough that a person who tries all day for weeks does not fill Redis.
 */
const floodVerdictKeptMs = 24 * 60 * 60_000;

/** The value under a request's key is no valid request; the bot does nothing with it. */
export class CorruptRecord extends Error {
  override readonly name = 'CorruptRecord';

  constructor(id: string, cause: unknown) {
    super(`the stored record of request ${id} cannot be read`, { cause });
  }
}

type Written =
  | { readonly type: 'ok' }
  | { readonly type: 'conflict' }
  | { readonly type: 'too_many_open' }
  | { readonly type: 'held'; readonly by: string; readonly asset: string }
  | { readonly type: 'judged'; readonly verdict: Verdict };

/** The verdict that a write gives on a press or a command. */
interface Judgement {
  readonly delivery: string;
  readonly verdict: Verdict;
}

type Asked = Omit<LookingUp, 'id' | 'revision' | 'status'>;

/** One atomic write. */
interface Writing {
  readonly current: Request | null;
  readonly next: Request | null;
  readonly entry: AuditEntry;
  readonly judgement: Judgement | null;
  /** Writes nothing if the requester has this many open requests; null: no limit. */
  readonly maxOpen?: number | null;
}

/** The fields of a request's key: its record and its revision. */
type Stored = readonly (string | null)[];

/**
 * Stores requests in Redis. Every change is one script: compare-and-set, asset locks, index and audit entry together.
 */
export class RedisRequestStore implements RequestStore {
  readonly #redis: RedisClient;
  readonly #keys: Keys;
  readonly #alerts: Alerts;
  readonly #replicas: Replicas;
  readonly #newer: NewerRecords;
  /** For entries without a request; a process has one appender. */
  readonly audit: AuditAppender;

  constructor(
    redis: RedisClient,
    keys: Keys,
    alerts: Alerts,
    replicas: Replicas = unreplicated,
    auditKeys: AuditKeys = noAuditKeys,
  ) {
    this.#redis = redis;
    this.#keys = keys;
    this.#alerts = alerts;
    this.#replicas = replicas;
    this.#newer = new NewerRecords(alerts);
    this.audit = new AuditAppender(redis, keys, alerts, auditKeys);
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
    for (const id of ids) {
      const stored = (await this.get(id)) ?? (await this.#insert(id, asked, maxOpen));
      if (stored === 'too_many_open') return stored;
      if (stored !== null && stored.delivery === asked.delivery) return stored;
    }
    throw new Error('no free request id was left');
  }

  async change<R>(id: string, step: (current: Request) => Transition<R>, press?: string): Promise<Change<R>> {
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

  async verdict(delivery: string): Promise<Verdict | null> {
    const text = await this.#redis.get(this.#keys.verdict(delivery));
    // The writer may have ended before it knew that a replica had the verdict.
    return text === null ? null : this.#replicas.holding(async () => parseVerdict(text));
  }

  async refuse(delivery: string, why: Refusal, entry: AuditEntry): Promise<Verdict> {
    const verdict: Verdict = { type: 'refused', why };
    const noted = await notedRefusal(entry, this.#redis, this.#keys);
    // A job that was given up stays among the failed ones, and may be run again by hand.
    const forMs = why.type === 'given_up' ? verdictKeptMs : floodVerdictKeptMs;
    if (noted === null) return this.#replicas.holding(() => this.#keep({ delivery, verdict }, forMs));
    const judgement = { delivery, verdict };
    const written = await this.#write({ current: null, next: null, entry: noted, judgement });
    return written.type === 'judged' ? written.verdict : verdict;
  }

  async openSince(before: number): Promise<readonly Unmoved[]> {
    const found = await this.#redis.zrangebyscore(this.#keys.open, '-inf', before, 'WITHSCORES');
    const unmoved = found.flatMap((id, at) => (at % 2 === 0 ? [{ id, since: Number(found[at + 1]) }] : []));
    if (unmoved.length === 0) return [];
    const seen = await this.#redis.mget(unmoved.map(({ id }) => this.#keys.seenWhole(id)));
    return unmoved.filter(({ since }, at) => seen[at] !== String(since));
  }

  async seenWhole({ id, since }: Unmoved, forMs: number): Promise<void> {
    await this.#redis.set(this.#keys.seenWhole(id), String(since), 'PX', forMs);
  }

  async open(): Promise<readonly string[]> {
    return this.#redis.zrange(this.#keys.open, '0', '-1');
  }

  async holders(assets: readonly AssetKey[]): Promise<readonly (string | null)[]> {
    if (assets.length === 0) return [];
    return this.#redis.mget(assets.map((asset) => this.#keys.lock(asset)));
  }

  async untoldSince(before: number): Promise<readonly UnreportedEnd[]> {
    const ends = await this.#redis.zrangebyscore(this.#keys.untold, '-inf', before);
    return ends.map((end) => {
      const [requestId = '', round] = end.split(' ');
      return { requestId, round: Number(round) };
    });
  }

  async told(end: UnreportedEnd): Promise<void> {
    await this.#redis.zrem(this.#keys.untold, untoldEnd(end));
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
      details,
    };
    const judgement = counted(asked.delivery);
    const written = await this.#write({ current: null, next: request, entry, judgement, maxOpen });
    if (written.type === 'too_many_open') return 'too_many_open';
    if (written.type === 'judged' && written.verdict.type === 'refused')
      throw new TryLater(0, 'another run of this job has refused the command');
    return written.type === 'ok' ? request : this.get(id);
  }

  async #keep({ delivery, verdict }: Judgement, forMs: number): Promise<Verdict> {
    const text = JSON.stringify(verdict);
    const keys = [this.#keys.verdict(delivery)];
    return parseVerdict(String(await keepVerdict.run(this.#redis, keys, [text, String(forMs)])));
  }

  #write(writing: Writing): Promise<Written> {
    return this.#replicas.holding(() => this.#append(writing));
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
    const isFreed = await freeOrphan.run(
      this.#redis,
      [keys.lock(asset), keys.request(by), keys.open],
      [by, holder === null ? '' : String(holder.revision)],
    );
    if (isFreed === 1) this.#alerts.raise({ type: 'orphan_lock', asset, requestId: by });
    return isFreed === 1;
  }

  async #append(writing: Writing): Promise<Written> {
    return this.audit.append(writing.entry, (args) => this.#appendTo(args, writing));
  }

  /** Writes the change and its entry, which `appending` puts at the end of the log. */
  async #appendTo(
    appending: readonly string[],
    { current, next, entry, judgement, maxOpen = null }: Writing,
  ): Promise<Written | NotAppended> {
    const held = current === null ? [] : heldAssets(current);
    const wanted = next === null ? [] : heldAssets(next);
    const take = wanted.filter((asset) => !held.includes(asset));
    const release = held.filter((asset) => !wanted.includes(asset));
    const keys = this.#keys;
    const locks = [...take, ...release].map((asset) => keys.lock(asset));
    const reply = await runTransition(
      this.#redis,
      [
        keys.request(entry.requestId),
        keys.open,
        keys.all,
        keys.audit,
        keys.auditHead,
        keys.untold,
        keys.verdict(judgement?.delivery ?? ''),
        ...(next === null ? [] : indexKeys(next, keys)),
        ...locks,
      ],
      [
        next?.id ?? '',
        String(current?.revision ?? 0),
        String(next?.revision ?? 0),
        next === null ? '' : recordText(next),
        next !== null && isOpen(next) ? String(entry.at) : '',
        ...appending,
        String(take.length),
        String(next?.askedAt ?? 0),
        next === null ? '' : untoldArgument(next),
        String(entry.at),
        next === null ? '' : indexArgument(next),
        judgement === null ? '' : JSON.stringify(judgement.verdict),
        String(verdictKeptMs),
        maxOpen === null ? '' : String(maxOpen),
      ],
    );
    if (reply[0] === 'ok' || reply[0] === 'conflict' || reply[0] === 'too_many_open')
      return { type: reply[0] };
    if (reply[0] === 'judged') return { type: 'judged', verdict: parseVerdict(reply[1]) };
    if (reply[0] === 'held') return { type: 'held', by: reply[1], asset: take[reply[2] - 1] ?? '' };
    return reply[0];
  }

  #stored(id: string): Promise<Stored> {
    return this.#redis.hmget(this.#keys.request(id), 'record', 'revision');
  }

  /** @throws {CorruptRecord} */
  #parsed(id: string, [record = null, revision = null]: Stored): Request | 'newer' | null {
    if (record === null) return null;
    try {
      const request = readRecord(record, revision);
      if (request === 'newer') this.#newer.met(id);
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

/** The name of a request's end among the unreported ones; empty when it has none to report. */
export function untoldArgument(request: Request): string {
  const round = endToShow(request);
  return round === null ? '' : untoldEnd({ requestId: request.id, round });
}

function untoldEnd({ requestId, round }: UnreportedEnd): string {
  return `${requestId} ${round}`;
}
