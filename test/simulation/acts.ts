import type { CardAction, CardPress, SubmittedCommand } from '../../src/core/command/submitted-command.js';
import { assetsToVerifyFor, lastDigits } from '../../src/core/request/asset-rules.js';
import { type Policies, policyFor } from '../../src/core/request/policy.js';
import type { CardRequest } from '../../src/core/request/request.js';
import type { Board } from './job-board.js';
import type { Shown, Workspace } from './memory-chat.js';
import { type Act, channel, type Deed, type Event } from './scenario.js';
import type { Scheduler } from './scheduler.js';

export interface Asked {
  readonly step: number;
  /** The true time, in milliseconds since the epoch. */
  readonly at: number;
  readonly ask: SubmittedCommand;
}

export interface Pressed {
  readonly step: number;
  /** The true time, in milliseconds since the epoch. */
  readonly at: number;
  readonly press: CardPress;
  /** The card that was pressed on. */
  readonly shown: Shown;
}

/** An act that is possible now; `shown`: the card that it is done on. */
export interface Offered {
  readonly act: Act;
  readonly shown: Shown | null;
}

/** The objects of a scenario's acts; `webNow` is the time of the bot's web process. */
export interface Stage {
  readonly scheduler: Scheduler;
  readonly workspace: Workspace;
  readonly board: Board;
  readonly webNow: () => number;
  readonly policiesNow: () => Policies;
  readonly happen: (event: Event) => void;
}

type PressDeed = Exclude<Deed, { type: 'ask' }>;

/**
 * The acts of people, in the channel and on cards, and events around them: each happens once, when
 * its time has come.
 */
export class Acts {
  readonly asked: Asked[] = [];
  readonly pressed: Pressed[] = [];
  readonly #left: { readonly act: Act; offeredAt: number | null }[];
  readonly #stage: Stage;
  readonly #beganAt: number;
  #hashCount = 0;

  constructor(acts: readonly Act[], stage: Stage) {
    this.#left = acts.map((act) => ({ act, offeredAt: null }));
    this.#stage = stage;
    this.#beganAt = stage.scheduler.now;
  }

  /** The acts whose time has come. */
  offered(): readonly Offered[] {
    if (this.#left.length === 0) return none;
    const { now } = this.#stage.scheduler;
    const offered: Offered[] = [];
    for (const entry of this.#left) {
      const { act } = entry;
      const deed = 'deed' in act && act.deed.type !== 'ask' ? act.deed : null;
      const shown = deed === null ? null : this.#cardFor(act, deed);
      const isPossible = deed === null || shown !== null;
      if (isPossible) entry.offeredAt ??= deed === null ? this.#beganAt : now;
      const isDue = entry.offeredAt !== null && entry.offeredAt + act.afterMs <= now;
      if (isPossible && isDue) offered.push({ act, shown });
      if (!isPossible && isDue) entry.offeredAt = null;
    }
    return offered;
  }

  /** The time from which the next of them is possible; `Infinity` for never. */
  next(): number {
    let next = Number.POSITIVE_INFINITY;
    for (const { act, offeredAt } of this.#left)
      if (offeredAt !== null && offeredAt + act.afterMs < next) next = offeredAt + act.afterMs;
    return next;
  }

  carryOut({ act, shown }: Offered): void {
    this.#stage.scheduler.step += 1;
    this.#left.splice(
      this.#left.findIndex((entry) => entry.act === act),
      1,
    );
    if ('event' in act) this.#stage.happen(act.event);
    else if (act.deed.type === 'ask') this.#ask(act.by, act.deed);
    else if (shown !== null) this.#press(act.by, act.deed, shown);
  }

  #cardFor(act: Act, deed: PressDeed): Shown | null {
    const isLate = 'isLate' in act && act.isLate === true;
    let found: Shown | null = null;
    for (const shown of this.#stage.workspace.cards.values()) {
      const newest = shown.at(-1);
      const offering = isLate
        ? shown.find(({ offers }) => offers.has(deed.type))
        : newest?.offers.has(deed.type) === true
          ? newest
          : undefined;
      if (offering !== undefined && (found === null || offering.step > found.step)) found = offering;
    }
    return found;
  }

  #ask(requester: string, { queries, dryRun = false }: Extract<Deed, { type: 'ask' }>): void {
    const { scheduler, board, webNow } = this.#stage;
    const { step, now: at } = scheduler;
    const ask: SubmittedCommand = {
      delivery: this.#hash(),
      command: { type: 'unlink', kind: 'oa', queries, reason: null, dryRun },
      ...{ requester, channel, thread: null, askedAt: webNow() },
    };
    scheduler.tell(() => `${requester} asks: /unlink oa ${queries.join(', ')}`);
    this.asked.push({ step, at, ask });
    board.add(`ask-${ask.delivery}`, { queue: 'ask', ask }, at);
  }

  #press(user: string, deed: PressDeed, shown: Shown): void {
    const { scheduler, board, webNow } = this.#stage;
    const { step, now: at } = scheduler;
    const { request } = shown;
    const ticked = this.#tickedBy(user, shown);
    const press: CardPress = {
      press: this.#hash(),
      requestId: request.id,
      action: this.#actionOf(deed, ticked, request),
      user,
      place: { channel, thread: null },
      ticked: shown.offers.has('choose') ? ticked : null,
      listRevision: request.listRevision,
      round: 'round' in request ? request.round : 0,
      pressedAt: webNow(),
    };
    scheduler.tell(
      () =>
        `${user} presses “${deed.type}” on ${request.id} (revision ${request.revision}, ${request.status})`,
    );
    this.pressed.push({ step, at, press, shown });
    board.add(`press-${press.press}`, { queue: 'press', press }, at);
  }

  /** A chat keeps a person's ticks on their screen until the card is updated. */
  #tickedBy(user: string, { request }: Shown): readonly string[] {
    const last = this.pressed.findLast(
      ({ press, shown }) =>
        press.user === user &&
        press.action.type === 'choose' &&
        press.requestId === request.id &&
        shown.request.listRevision === request.listRevision,
    );
    return last?.press.action.type === 'choose' ? last.press.action.ids : request.chosen;
  }

  #actionOf(deed: PressDeed, ticked: readonly string[], request: CardRequest): CardAction {
    switch (deed.type) {
      case 'approve': {
        const policy = policyFor(this.#stage.policiesNow(), request.kind, request.channel);
        const asked = assetsToVerifyFor(policy, { ...request, chosen: ticked });
        return {
          type: 'approve',
          typed: Object.fromEntries(asked.map((asset) => [asset.id, lastDigits(asset)])),
        };
      }
      case 'retry':
        return {
          type: 'retry',
          typed: Object.fromEntries(request.assets.map((asset) => [asset.id, lastDigits(asset)])),
        };
      case 'reject':
        return { type: 'reject', reason: null };
      case 'choose':
        return { type: 'choose', ids: idsFrom(deed, request) };
      default:
        return { type: deed.type };
    }
  }

  /** Looks like a hash; the first digits differ, since request ids are made of them. */
  #hash(): string {
    this.#hashCount += 1;
    return this.#hashCount.toString(16).padStart(2, '0').repeat(32);
  }
}

const none: readonly Offered[] = [];

function idsFrom({ from = 0, count }: Extract<Deed, { type: 'choose' }>, { assets }: CardRequest): string[] {
  return assets.slice(from, from + count).map(({ id }) => id);
}
