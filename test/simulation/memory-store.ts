import type { AssetKey } from '../../src/core/asset/asset.js';
import type { Refusal, Verdict } from '../../src/core/messages/verdict.js';
import type { AuditEntry } from '../../src/core/request/audit-entry.js';
import {
  endToShow,
  heldAssets,
  isOpen,
  type LookingUp,
  type Request,
} from '../../src/core/request/request.js';
import type { Transition } from '../../src/core/request/transition.js';
import type { Change, RequestStore, Unmoved, UnreportedEnd } from '../../src/flow/ports/store.js';
import { TryLater } from '../../src/flow/try-later.js';
import type { Caller, Failure, Scheduler } from './scheduler.js';

/** One change of the store, or an entry of its audit log that changes no request. */
export interface Recorded {
  readonly step: number;
  readonly at: number;
  readonly caller: Caller;
  readonly before: Request | null;
  readonly next: Request | null;
  readonly entry: AuditEntry;
  /** The press that made the change. */
  readonly press: string | null;
}

type Asked = Omit<LookingUp, 'id' | 'revision' | 'status'>;

/** The content of Redis, the same for all processes. */
export class Shelf {
  readonly requests = new Map<string, Request>();
  readonly locks = new Map<string, string>();
  /** The time of each open request's last change, as the change gives it; sorted when read. */
  readonly open = new Map<string, number>();
  readonly markIntact = new Map<string, { readonly since: number; readonly until: number }>();
  readonly untold = new Map<string, { readonly end: UnreportedEnd; readonly at: number }>();
  /** The verdict on each press and command, by its delivery. */
  readonly verdicts = new Map<string, Verdict>();
  readonly recorded: Recorded[] = [];

  /** Writes all of a change, or nothing. */
  write(
    before: Request | null,
    next: Request,
    entry: AuditEntry,
    { caller, step, now: at, press }: Pick<Recorded, 'caller' | 'step' | 'press'> & { readonly now: number },
  ): { readonly by: string; readonly asset: string } | null {
    const held = before === null ? [] : heldAssets(before);
    const wanted = heldAssets(next);
    for (const asset of wanted) {
      const by = this.locks.get(asset);
      if (!held.includes(asset) && by !== undefined && by !== next.id) return { by, asset };
    }
    for (const asset of held) if (!wanted.includes(asset)) this.locks.delete(asset);
    for (const asset of wanted) this.locks.set(asset, next.id);
    this.requests.set(next.id, next);
    if (isOpen(next)) this.open.set(next.id, entry.at);
    else this.open.delete(next.id);
    const round = endToShow(next);
    if (round !== null)
      this.untold.set(`${next.id} ${round}`, { end: { requestId: next.id, round }, at: entry.at });
    this.recorded.push({ step, at, caller, before, next, entry, press });
    return null;
  }
}

/** The store port as one caller sees it. */
export class MemoryStore implements RequestStore {
  readonly #shelf: Shelf;
  readonly #scheduler: Scheduler;
  readonly #caller: Caller;
  readonly #trouble: { readonly read: readonly Failure[]; readonly write: readonly Failure[] };

  constructor(
    shelf: Shelf,
    scheduler: Scheduler,
    caller: Caller,
    trouble: { readonly read: readonly Failure[]; readonly write: readonly Failure[] },
  ) {
    this.#shelf = shelf;
    this.#scheduler = scheduler;
    this.#caller = caller;
    this.#trouble = trouble;
  }

  get(id: string): Promise<Request | null> {
    return this.#read('store.get', () => this.#shelf.requests.get(id) ?? null);
  }

  getAll(ids: readonly string[]): Promise<readonly (Request | null)[]> {
    return this.#read('store.getAll', () => ids.map((id) => this.#shelf.requests.get(id) ?? null));
  }

  create(ids: readonly string[], asked: Asked): Promise<Request>;
  create(ids: readonly string[], asked: Asked, maxOpen: number): Promise<Request | 'too_many_open'>;
  create(
    ids: readonly string[],
    asked: Asked,
    maxOpen = Number.POSITIVE_INFINITY,
  ): Promise<Request | 'too_many_open'> {
    return this.#write('store.create', () => {
      for (const id of ids) {
        const stored = this.#shelf.requests.get(id);
        if (stored !== undefined && stored.delivery !== asked.delivery) continue;
        if (stored !== undefined) return stored;
        const request: LookingUp = { ...asked, id, revision: 1, status: 'looking_up' };
        if (this.#shelf.verdicts.get(asked.delivery)?.type === 'refused')
          throw new TryLater(0, 'another run of this job has refused the command');
        const open = [...this.#shelf.open.keys()].map((other) => this.#shelf.requests.get(other)?.requester);
        if (open.filter((requester) => requester === asked.requester).length >= maxOpen)
          return 'too_many_open';
        this.#shelf.verdicts.set(asked.delivery, { type: 'counted' });
        this.#store(null, request, askedEntry(request));
        return request;
      }
      throw new Error('no free request id was left');
    });
  }

  change<R>(id: string, step: (current: Request) => Transition<R>, press?: string): Promise<Change<R>> {
    return this.#write('store.change', (): Change<R> => {
      const current = this.#shelf.requests.get(id);
      if (current === undefined) return { type: 'missing' };
      const transition = step(current);
      if ('refused' in transition) return { type: 'refused', reason: transition.refused };
      const verdict = press === undefined ? undefined : this.#shelf.verdicts.get(press);
      if (verdict !== undefined) return { type: 'judged', verdict };
      const held = this.#store(current, transition.next, transition.entry, press);
      if (held !== null) return { type: 'held', ...held };
      if (press !== undefined) this.#shelf.verdicts.set(press, { type: 'counted' });
      return { type: 'changed', request: transition.next };
    });
  }

  verdict(delivery: string): Promise<Verdict | null> {
    return this.#read('store.verdict', () => this.#shelf.verdicts.get(delivery) ?? null);
  }

  refuse(delivery: string, why: Refusal, entry: AuditEntry): Promise<Verdict> {
    return this.#write('store.refuse', () => {
      const standing = this.#shelf.verdicts.get(delivery);
      if (standing !== undefined) return standing;
      const verdict: Verdict = { type: 'refused', why };
      this.#shelf.verdicts.set(delivery, verdict);
      this.#note(entry);
      return verdict;
    });
  }

  note(entry: AuditEntry): Promise<void> {
    return this.#write('store.note', () => this.#note(entry));
  }

  isLost(id: string): Promise<boolean> {
    return this.#read('store.isLost', () => !this.#shelf.requests.has(id));
  }

  openSince(since: number): Promise<readonly Unmoved[]> {
    return this.#read('store.openSince', () =>
      this.#openByAge().filter((unmoved) => unmoved.since <= since && !this.#isSeenWhole(unmoved)),
    );
  }

  markIntact({ id, since }: Unmoved, forMs: number): Promise<void> {
    return this.#write('store.markIntact', () => {
      this.#shelf.markIntact.set(id, { since, until: this.#scheduler.now + forMs });
    });
  }

  open(): Promise<readonly string[]> {
    return this.#read('store.open', () => this.#openByAge().map(({ id }) => id));
  }

  holders(assets: readonly AssetKey[]): Promise<readonly (string | null)[]> {
    return this.#read('store.holders', () => assets.map((asset) => this.#shelf.locks.get(asset) ?? null));
  }

  unreportedEnds(before: number): Promise<readonly UnreportedEnd[]> {
    return this.#read('store.unreportedEnds', () =>
      [...this.#shelf.untold.values()]
        .filter(({ at }) => at <= before)
        .sort((a, b) => a.at - b.at)
        .map(({ end }) => end),
    );
  }

  markReported({ requestId, round }: UnreportedEnd): Promise<void> {
    return this.#write('store.told', () => void this.#shelf.untold.delete(`${requestId} ${round}`));
  }

  #note(entry: AuditEntry): void {
    const { step, now: at } = this.#scheduler;
    const caller = this.#caller;
    this.#shelf.recorded.push({ step, at, caller, before: null, next: null, entry, press: null });
  }

  #openByAge(): Unmoved[] {
    return [...this.#shelf.open]
      .map(([id, since]) => ({ id, since }))
      .sort((a, b) => a.since - b.since || (a.id < b.id ? -1 : 1));
  }

  #isSeenWhole({ id, since }: Unmoved): boolean {
    const seen = this.#shelf.markIntact.get(id);
    return seen !== undefined && seen.since === since && seen.until > this.#scheduler.now;
  }

  #store(before: Request | null, next: Request, entry: AuditEntry, press: string | null = null) {
    const { step, now } = this.#scheduler;
    this.#scheduler.tell(() => `recorded of ${next.id}: ${entry.action} by ${entry.actor} (${next.status})`);
    return this.#shelf.write(before, next, entry, { caller: this.#caller, step, now, press });
  }

  #read<T>(name: string, effect: () => T): Promise<T> {
    return this.#scheduler.call(this.#caller, name, effect, this.#trouble.read);
  }

  #write<T>(name: string, effect: () => T): Promise<T> {
    return this.#scheduler.call(this.#caller, name, effect, this.#trouble.write);
  }
}

function askedEntry(request: LookingUp): AuditEntry {
  const { id: requestId, kind, queries, reason, dryRun, channel, askedAt: at, requester: actor } = request;
  return { at, requestId, action: 'asked', actor, details: { kind, queries, reason, dryRun, channel } };
}
