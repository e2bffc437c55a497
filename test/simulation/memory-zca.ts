import type { Asset, AssetKind } from '../../src/core/asset/asset.js';
import type { UnlinkAnswer, UnlinkOrder, ZcaClient } from '../../src/flow/ports/zca.js';
import type { Caller, Failure, Scheduler } from './scheduler.js';

/** An unlink call that has reached the ZCA. */
export interface UnlinkCall {
  readonly step: number;
  readonly at: number;
  /** The step at which the coming call was recorded. */
  readonly begunAtStep: number;
  readonly order: UnlinkOrder;
  /** The caller; a dead one has not learnt, or not recorded, how the call ended. */
  readonly caller: Caller;
  /** True if it ended in a way that proves that it did nothing. */
  refused: boolean;
  /** Set once it has removed the link. */
  removed: boolean;
}

/** A removed link: by which call, or null for somebody else. */
export interface Removal {
  readonly step: number;
  readonly kind: AssetKind;
  readonly id: string;
  readonly call: UnlinkCall | null;
}

/** An asset's link from a step on; null: none. */
export interface Linked {
  readonly step: number;
  /** The true time, in milliseconds since the epoch. */
  readonly at: number;
  readonly id: string;
  readonly asset: Asset | null;
}

/** A reading of one asset's link that was answered. */
export interface AnsweredReading {
  readonly step: number;
  readonly id: string;
  readonly caller: Caller;
}

/** A reading of one asset's link that failed. */
export interface FailedReading {
  readonly step: number;
  readonly id: string;
  /** True if another try may help. */
  readonly passes: boolean;
}

/** The linked assets, and their fate. */
export class Account {
  readonly linked = new Map<string, Asset>();
  readonly history: Linked[] = [];
  readonly removals: Removal[] = [];
  readonly readings: AnsweredReading[] = [];
  readonly failedReadings: FailedReading[] = [];
  /**
   * The times until which it is busy, waits for a log-in or is silent, in milliseconds since the
   * epoch.
   */
  awayUntil = { zca_busy: 0, zca_log_in: 0, zca_silent: 0 };
  readonly calls: UnlinkCall[] = [];
  /** Calls that are carried out after their answer was lost. */
  readonly late: { readonly at: number; readonly call: UnlinkCall }[] = [];

  /** The reason for which the ZCA refuses to unlink an asset, by its id. */
  readonly refusals = new Map<string, string>();

  constructor(assets: readonly Asset[]) {
    for (const asset of assets) this.link(asset, { step: 0, now: 0 });
  }

  link(asset: Asset, { step, now: at }: Moment): void {
    this.linked.set(asset.id, asset);
    this.history.push({ step, at, id: asset.id, asset });
  }

  carryOutLate(call: UnlinkCall, moment: Moment): void {
    if (!this.isApplied(call.order)) this.remove(call.order.id, call, moment);
  }

  /**
   * True if a call of this order was carried out: all have one idempotency key, and the gateway's
   * contract applies a key once.
   */
  isApplied({ requestId, round, id }: UnlinkOrder): boolean {
    return this.calls.some(
      ({ order, removed }) =>
        removed && order.requestId === requestId && order.round === round && order.id === id,
    );
  }

  remove(id: string, call: UnlinkCall | null, { step, now: at }: Moment): void {
    const asset = this.linked.get(id);
    if (asset === undefined) return;
    this.linked.delete(id);
    this.history.push({ step, at, id, asset: null });
    if (call !== null) call.removed = true;
    this.removals.push({ step, kind: asset.kind, id, call });
  }
}

type Moment = Pick<Scheduler, 'step' | 'now'>;

export interface ZcaTrouble {
  readonly read: readonly Failure[];
  readonly unlink: readonly Failure[];
  /** The failures while an unlink waits for its turn. */
  readonly turn: readonly Failure[];
  /** The failures of an unlink that prove that nothing was done. */
  readonly definite: ReadonlySet<string>;
  /** A call whose answer was lost may still be carried out for this long. */
  readonly lateMs: number;
  /** The failures of a reading that another try may mend. */
  readonly passing: ReadonlySet<string>;
  /** The error of a refusal by the ZCA, in its own words. */
  readonly refused: (message: string) => Error;
  /** The errors while it is busy, waits for a log-in or is silent. */
  readonly away: {
    readonly zca_busy: () => Error;
    readonly zca_log_in: () => Error;
    readonly zca_silent: () => Error;
  };
}

/** The ZCA port as one caller sees it. */
export class MemoryZca implements ZcaClient {
  /** So few that both ways of reading a request's assets are tried. */
  readonly maxReads = 2;
  readonly #account: Account;
  readonly #scheduler: Scheduler;
  readonly #caller: Caller;
  readonly #trouble: ZcaTrouble;

  constructor(account: Account, scheduler: Scheduler, caller: Caller, trouble: ZcaTrouble) {
    this.#account = account;
    this.#scheduler = scheduler;
    this.#caller = caller;
    this.#trouble = trouble;
  }

  list(kind: AssetKind): Promise<readonly Asset[]> {
    const listed = () => {
      this.#open();
      return [...this.#account.linked.values()].filter((asset) => asset.kind === kind);
    };
    return this.#scheduler.call(this.#caller, 'zca.list', listed, this.#trouble.read);
  }

  read(kind: AssetKind, id: string): Promise<Asset | null> {
    const found = () => {
      this.#open();
      this.#account.readings.push({ step: this.#scheduler.step, id, caller: this.#caller });
      const asset = this.#account.linked.get(id);
      return asset?.kind === kind ? asset : null;
    };
    return this.#scheduler.call(this.#caller, 'zca.read', found, this.#failuresOfReading(id));
  }

  async unlink(order: UnlinkOrder): Promise<UnlinkAnswer> {
    // As in the console: nothing has begun before its turn has come and it is logged in.
    await this.#scheduler.call(this.#caller, 'zca.turn', () => this.#logIn(), this.#trouble.turn);
    await order.begin();
    const begunAtStep = this.#scheduler.step;
    const call: UnlinkCall = {
      step: begunAtStep,
      at: this.#scheduler.now,
      begunAtStep,
      order,
      caller: this.#caller,
      refused: false,
      removed: false,
    };
    this.#account.calls.push(call);
    this.#scheduler.tell(
      () => `the call goes out: unlink ${order.id} for ${order.requestId}, run ${order.round}`,
    );
    const effect = (): UnlinkAnswer => {
      this.#logIn();
      // The gateway repeats its first answer, even if somebody has linked the asset again.
      if (this.#account.isApplied(order)) return 'unlinked';
      if (this.#isAway('zca_silent')) throw this.#trouble.away.zca_silent();
      if (this.#isAway('zca_busy')) {
        call.refused = true;
        throw this.#trouble.away.zca_busy();
      }
      if (this.#account.linked.get(order.id)?.kind !== order.kind) {
        call.refused = true;
        return 'not_linked';
      }
      const refusal = this.#account.refusals.get(order.id);
      if (refusal !== undefined) {
        call.refused = true;
        throw this.#trouble.refused(refusal);
      }
      this.#account.remove(order.id, call, this.#scheduler);
      this.#scheduler.tell(() => `the ZCA unlinks ${order.id}`);
      return 'unlinked';
    };
    return this.#scheduler.call(this.#caller, 'zca.unlink', effect, this.#failuresOf(call));
  }

  /** @throws while it is away */
  #open(): void {
    if (this.#isAway('zca_busy')) throw this.#trouble.away.zca_busy();
    this.#logIn();
  }

  #logIn(): void {
    if (this.#isAway('zca_log_in')) throw this.#trouble.away.zca_log_in();
  }

  #isAway(why: keyof ZcaTrouble['away']): boolean {
    return this.#scheduler.now < this.#account.awayUntil[why];
  }

  #failuresOfReading(id: string): readonly Failure[] {
    const { read, passing } = this.#trouble;
    return read.map((failure) => ({
      ...failure,
      error: () => {
        const { step } = this.#scheduler;
        this.#account.failedReadings.push({ step, id, passes: passing.has(failure.name) });
        return failure.error();
      },
    }));
  }

  #failuresOf(call: UnlinkCall): Failure[] {
    const { unlink, definite, lateMs } = this.#trouble;
    return unlink.map((failure) => ({
      ...failure,
      error: () => {
        // The content of a lost answer reaches nobody.
        call.refused = definite.has(failure.name);
        if (failure.name === 'carried out late')
          this.#account.late.push({ at: this.#scheduler.now + lateMs, call });
        return failure.error();
      },
    }));
  }
}
