import type { Policies } from '../../src/core/request/policy.js';
import { Acts } from './acts.js';
import { eventInWords } from './in-words.js';
import { Board, repairEveryMs } from './job-board.js';
import { Workspace } from './memory-chat.js';
import { Shelf } from './memory-store.js';
import { Account } from './memory-zca.js';
import { Process } from './process.js';
import type { Event, Scenario } from './scenario.js';
import { type Chooser, Scheduler } from './scheduler.js';
import type { Simulated } from './simulated.js';
import { Workers } from './workers.js';

export const startOfTime = Date.UTC(2026, 0, 5, 2, 0, 0);
/** Anything unsettled this long after the start never will be settled. */
const maxMs = 6 * 60 * 60_000;
const maxSteps = 20_000;
/**
 * After this many repairs, maintenance has checked everything that waits, even requests that it
 * leaves to people for ten minutes.
 */
const wholeUpkeepRepairs = 34;

/** An event around the bot, or the policy that it started with. */
export interface Happened<T> {
  readonly step: number;
  /** The true time, in milliseconds since the epoch. */
  readonly at: number;
  readonly what: T;
}

/** One schedule: a scenario, and a chooser that decides the order of events and the faults. */
export class World {
  readonly scenario: Scenario;
  readonly simulated: Simulated;
  readonly scheduler: Scheduler;
  readonly shelf = new Shelf();
  readonly board = new Board({ attempts: 3, backoffMs: 1_000 });
  readonly workspace: Workspace;
  readonly account: Account;
  readonly acts: Acts;
  readonly events: Happened<Event>[] = [];
  readonly policies: Happened<Policies>[];
  /** In words, if anybody wants to read it. */
  readonly story: string[] | null;
  /** Nothing is left to happen, but something is unsettled. */
  isStuck = false;
  readonly #chooser: Chooser;
  readonly #workers: Workers;
  #repairAt = startOfTime + repairEveryMs;
  /**
   * The numbers of changes recorded and shown when the newest repair began, and of repairs in a row
   * without a change.
   */
  #steady = { recorded: -1, shown: -1, idle: 0 };

  constructor(scenario: Scenario, chooser: Chooser, simulated: Simulated, { isTold = false } = {}) {
    this.scenario = scenario;
    this.simulated = simulated;
    this.#chooser = chooser;
    this.story = isTold ? [] : null;
    this.scheduler = new Scheduler(startOfTime, chooser, (what) => this.#tell(what));
    const { scheduler, board, shelf } = this;
    this.workspace = new Workspace(scenario.groups);
    this.account = new Account(scenario.linked);
    this.policies = [{ step: 0, at: startOfTime, what: scenario.policies }];
    const { workspace, account } = this;
    const surroundings = { simulated, scheduler, workspace };
    const policiesNow = () => this.policiesNow();
    this.#workers = new Workers({ ...surroundings, shelf, board, account, policiesNow }, scenario.clocks);
    const web = new Process(0, scenario.clocks.at(-1) ?? 0, surroundings, () => undefined);
    this.acts = new Acts(scenario.acts, {
      ...{ scheduler, workspace, board, policiesNow, webNow: web.now },
      happen: (event) => this.#happen(event),
    });
  }

  #tell(what: () => string): void {
    if (this.story === null) return;
    const seconds = ((this.scheduler.now - startOfTime) / 1_000).toFixed(3);
    this.story.push(`${String(this.scheduler.step).padStart(4)} ${seconds.padStart(9)} s  ${what()}`);
  }

  policiesNow(): Policies {
    return this.policies.at(-1)?.what ?? this.scenario.policies;
  }

  /**
   * Lets one thing happen; false once nothing more will. Everything that follows from it has to end
   * before the next.
   */
  step(): boolean {
    const { scheduler } = this;
    if (scheduler.step > maxSteps || scheduler.now > startOfTime + maxMs) {
      this.isStuck = true;
      return false;
    }
    scheduler.now += this.#chooser.pause();
    if (this.account.late.length > 0) this.#carryOutLate();
    if (this.#chooser.twin()) this.#workers.beginTwin();
    const acts = this.acts.offered();
    const ready = this.board.ready(scheduler.now);
    const count = acts.length + ready.length + scheduler.waiting;
    if (count === 0) return this.#passTime();
    const picked = this.#chooser.pick(count);
    const act = acts[picked];
    const job = ready[picked - acts.length];
    if (act !== undefined) this.acts.carryOut(act);
    else if (job !== undefined) this.#workers.begin(job);
    else scheduler.let(picked - acts.length - ready.length);
    return true;
  }

  /** Advances to the time of the next event; false if there is none. */
  #passTime(): boolean {
    const { scheduler, shelf, board, account } = this;
    const late = account.late.map(({ at }) => at);
    const next = Math.min(board.nextAfter(scheduler.now), this.acts.next(), ...late);
    const isOpen = shelf.open.size > 0 || shelf.untold.size > 0;
    if (isOpen && this.#mayRepair(next)) {
      scheduler.now = Math.max(this.#repairAt, scheduler.now);
      this.#repairAt = scheduler.now + repairEveryMs;
      board.add(`repair-${scheduler.now}`, { queue: 'repair' }, scheduler.now, { removeOnComplete: true });
      return true;
    }
    if (!Number.isFinite(next)) {
      this.isStuck = isOpen;
      return false;
    }
    scheduler.now = Math.max(next, scheduler.now);
    return true;
  }

  /**
   * Once a few repairs in a row have found nothing, another finds something only after another
   * event.
   */
  #mayRepair(next: number): boolean {
    const { shownCount: shown } = this.workspace;
    const recorded = this.shelf.recorded.length;
    const isSteady = recorded === this.#steady.recorded && shown === this.#steady.shown;
    const { idle } = this.#steady;
    this.#steady = { recorded, shown, idle: isSteady || idle < 0 ? idle + 1 : 0 };
    const most = Number.isFinite(next) ? 4 : 100;
    if (this.#steady.idle > most) return false;
    return this.#repairAt <= next;
  }

  #carryOutLate(): void {
    const { late } = this.account;
    for (let place = late.length - 1; place >= 0; place -= 1) {
      const due = late[place];
      if (due === undefined || due.at > this.scheduler.now) continue;
      late.splice(place, 1);
      this.#tell(() => `the ZCA carries out late: unlink ${due.call.order.id}`);
      this.account.carryOutLate(due.call, this.scheduler);
    }
  }

  #happen(event: Event): void {
    const { step, now: at } = this.scheduler;
    this.#tell(() => eventInWords(event));
    this.events.push({ step, at, what: event });
    if (event.type === 'unlinked_by_hand') this.account.remove(event.id, null, this.scheduler);
    if (event.type === 'linked') this.account.link(event.asset, this.scheduler);
    if (event.type === 'unpaid') this.account.refusals.set(event.id, 'unpaid charges');
    if (event.type === 'leaves') this.workspace.leave(event.group, event.person);
    if (event.type === 'enters') this.workspace.enter(event.group, event.person);
    if (event.type === 'policy') this.#startAnew(event.policies);
    if (event.type === 'bot_leaves') this.workspace.isClosed = true;
    if (event.type === 'outage') this.#breakDown(event.of, at + event.forMs);
  }

  /** Restarts with another policy; maintenance goes on as before. */
  #startAnew(policies: Policies): void {
    const { step, now: at } = this.scheduler;
    this.policies.push({ step, at, what: policies });
    this.board.add(`worker-start-${step}`, { queue: 'worker_start' }, at, { removeOnComplete: true });
    this.#steady.idle = -wholeUpkeepRepairs;
  }

  #breakDown(what: Extract<Event, { type: 'outage' }>['of'], until: number): void {
    if (what === 'groups') this.workspace.groupsAwayUntil = until;
    else this.account.awayUntil = { ...this.account.awayUntil, [what]: until };
  }
}
