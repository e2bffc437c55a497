import { renderCard } from '../../src/chat/slack/card.js';
import type { Ask, Press, PressAction } from '../../src/core/ask.js';
import { lastDigits, type Policies, policyFor } from '../../src/core/policy.js';
import type { CardRequest } from '../../src/core/request.js';
import { chosenAssets } from '../../src/core/request.js';
import type { Ports } from '../../src/flow/ports.js';
import { en } from '../../src/i18n/en.js';
import { MemoryChat, type Shown, Workspace } from './memory-chat.js';
import { Board, type Job, MemoryJobs, repairEveryMs } from './memory-jobs.js';
import { MemoryStore, Shelf } from './memory-store.js';
import { Account, MemoryZca } from './memory-zca.js';
import type { Product } from './product.js';
import { runJob } from './runner.js';
import { type Act, channel, type Deed, type Event, type Scenario } from './scenario.js';
import { type Caller, type Chooser, Scheduler } from './scheduler.js';
import { type Trouble, troubleOf } from './trouble.js';

export const startOfTime = Date.UTC(2026, 0, 5, 2, 0, 0);
/** What has not settled by then, in milliseconds from the start, never will. */
const mostMs = 6 * 60 * 60_000;
const mostSteps = 20_000;
/** After so many repairs the upkeep has looked at all that waits. */
const wholeUpkeepRepairs = 12;

/** One run of one job in one process. */
export interface Run extends Caller {
  readonly job: Job;
  readonly process: number;
  readonly startedAtStep: number;
}

export interface Asked {
  readonly step: number;
  readonly ask: Ask;
}

export interface Pressed {
  readonly step: number;
  readonly press: Press;
  /** The card that was pressed on. */
  readonly shown: Shown;
}

/** One schedule: a scenario, and a chooser that says in which order things happen and what goes wrong. */
export class World {
  readonly scenario: Scenario;
  readonly scheduler: Scheduler;
  readonly shelf = new Shelf();
  readonly board = new Board({ attempts: 3, backoffMs: 1_000 });
  readonly workspace = new Workspace();
  readonly account: Account;
  readonly asked: Asked[] = [];
  readonly pressed: Pressed[] = [];
  readonly events: { readonly step: number; readonly at: number; readonly event: Event }[] = [];
  readonly policies: { readonly step: number; readonly policies: Policies }[];
  /** In words, where somebody wants to read it. */
  readonly story: string[] | null;
  /** Nothing is left to happen, but something was to be settled. */
  isStuck = false;
  readonly #product: Product;
  readonly #trouble: Trouble;
  readonly #chooser: Chooser;
  readonly #runs: Run[] = [];
  readonly #acts: { readonly act: Act; offeredAt: number | null }[];
  #runCount = 0;
  #hashCount = 0;
  #repairAt = startOfTime + repairEveryMs;
  /** The last thing that was recorded when the newest repair began. */
  #steady = { recorded: -1, shown: -1, idle: 0 };

  constructor(scenario: Scenario, chooser: Chooser, product: Product, { isTold = false } = {}) {
    this.scenario = scenario;
    this.#product = product;
    this.#trouble = troubleOf(product);
    this.#chooser = chooser;
    this.story = isTold ? [] : null;
    this.scheduler = new Scheduler(startOfTime, chooser, (what) => this.tell(what));
    this.account = new Account(scenario.linked);
    this.policies = [{ step: 0, policies: scenario.policies }];
    for (const [group, people] of Object.entries(scenario.groups))
      this.workspace.groups.set(group, new Set(people));
    this.#acts = scenario.acts.map((act) => ({ act, offeredAt: null }));
  }

  tell(what: () => string): void {
    if (this.story === null) return;
    const seconds = ((this.scheduler.now - startOfTime) / 1_000).toFixed(3);
    this.story.push(`${String(this.scheduler.step).padStart(4)} ${seconds.padStart(9)} s  ${what()}`);
  }

  /** Lets one thing happen; false once nothing more will. Everything that follows from it has to end before the next. */
  step(): boolean {
    const { scheduler } = this;
    scheduler.bury();
    if (scheduler.step > mostSteps || scheduler.now > startOfTime + mostMs) {
      this.isStuck = true;
      return false;
    }
    scheduler.now += this.#chooser.pause();
    this.#carryOutLate();
    if (this.#chooser.twin()) this.#startTwin();
    const acts = this.#offered();
    const { ready, next } = this.board.due(scheduler.now);
    const calls = scheduler.waiting;
    const count = acts.length + ready.length + calls;
    if (count === 0) return this.#passTime(next);
    const picked = this.#chooser.pick(count);
    const act = acts[picked];
    if (act !== undefined) {
      this.#act(act);
      return true;
    }
    const job = ready[picked - acts.length];
    if (job !== undefined) this.#start(job);
    else scheduler.let(picked - acts.length - ready.length);
    return true;
  }

  /** The moment at which the next thing will happen; false when there is none. */
  #passTime(nextJob: number): boolean {
    const acts = this.#acts.flatMap(({ act, offeredAt }) =>
      offeredAt === null ? [] : [offeredAt + act.afterMs],
    );
    const late = this.account.late.map(({ at }) => at);
    const next = Math.min(nextJob, ...acts, ...late);
    const isOpen = this.shelf.open.size > 0 || this.shelf.untold.size > 0;
    if (isOpen && this.#mayRepair(next)) {
      this.scheduler.now = Math.max(this.#repairAt, this.scheduler.now);
      this.#repairAt = this.scheduler.now + repairEveryMs;
      this.board.add(`repair-${this.scheduler.now}`, { queue: 'repair' }, this.scheduler.now, {
        removeOnComplete: true,
      });
      return true;
    }
    if (!Number.isFinite(next)) {
      this.isStuck = isOpen;
      return false;
    }
    this.scheduler.now = Math.max(next, this.scheduler.now);
    return true;
  }

  /** Once a few repairs in a row have found nothing, the next that would is after something else has happened. */
  #mayRepair(next: number): boolean {
    const shown = [...this.workspace.cards.values()].reduce((sum, { length }) => sum + length, 0);
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
      this.tell(() => `the ZCA carries out late: unlink ${due.call.order.id}`);
      this.account.remove(due.call.order.id, due.call, this.scheduler.step);
    }
  }

  #startTwin(): void {
    const [job] = this.board.active();
    if (job === undefined) return;
    this.tell(() => `${shortened(job.id)} is given to another worker as well, as if it had stalled`);
    this.#start(job);
  }

  #start(job: Job): void {
    const number = this.#runCount;
    this.#runCount += 1;
    this.scheduler.step += 1;
    const process = number % 3;
    const run: Run = {
      job,
      process,
      name: this.story === null ? '' : `worker ${process} (${shortened(job.id)})`,
      startedAtStep: this.scheduler.step,
      isDead: false,
      end: () => this.#endProcess(process),
    };
    job.state = 'active';
    job.lock = run;
    this.#runs.push(run);
    if (job.work.queue !== 'repair') this.tell(() => `${run.name} begins`);
    const { clocks } = this.scenario;
    const offMs = clocks.length === 0 ? 0 : (clocks[process % clocks.length] ?? 0);
    const now = () => this.scheduler.now + offMs;
    const ports = this.#portsFor(run, now);
    const parts = { product: this.#product, ports, board: this.board, now: () => this.scheduler.now };
    void runJob(job, parts)
      .then((note) => this.scheduler.call(run, 'the end of the job', () => this.#ended(run, note), []))
      .catch((error: unknown) => {
        throw error;
      });
  }

  #ended(run: Run, note: (at: number) => void): void {
    if (run.job.work.queue !== 'repair') this.tell(() => `${run.name} ends`);
    this.#runs.splice(this.#runs.indexOf(run), 1);
    // Of a job that was given to somebody else, the end is not taken.
    if (run.job.lock !== run) return;
    run.job.lock = null;
    note(this.scheduler.now);
  }

  #endProcess(process: number): void {
    for (const run of [...this.#runs]) {
      if (run.process !== process) continue;
      run.isDead = true;
      this.#runs.splice(this.#runs.indexOf(run), 1);
      if (run.job.lock !== run) continue;
      run.job.lock = null;
      // BullMQ finds a stalled job once its lock has run out.
      this.board.delay(run.job, this.scheduler.now + 15_000);
    }
  }

  #portsFor(run: Run, now: () => number): Ports {
    const { scheduler } = this;
    const { store, jobs, chat, zca } = this.#trouble;
    return {
      chat: new MemoryChat(this.workspace, scheduler, run, chat, (request) => this.offersOf(request)),
      zca: new MemoryZca(this.account, scheduler, run, zca),
      zalo: { linkedZca: async () => null },
      manual: null,
      operators: [],
      mostOpenRequests: 10,
      store: new MemoryStore(this.shelf, scheduler, run, store),
      jobs: new MemoryJobs(this.board, scheduler, run, jobs),
      policies: this.policiesNow(),
      overview: { answer: async () => undefined, showHome: async () => undefined },
      homeReaders: { remember: async () => undefined, has: async () => false },
      linked: null,
      upkeep: { healIndex: async () => 0, forget: async () => [] },
      looks: { noted: async () => undefined },
      anchor: { head: async () => null, post: async () => undefined },
      keepFinishedMs: Number.MAX_SAFE_INTEGER,
      alerts: { raise: () => undefined },
      now,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    };
  }

  policiesNow(): Policies {
    return this.policies.at(-1)?.policies ?? this.scenario.policies;
  }

  /** What can be pressed on a card as it is shown at that moment. */
  offersOf(request: CardRequest): ReadonlySet<string> {
    const policy = policyFor(this.policiesNow(), request.kind, request.channel);
    const offers = new Set<string>();
    for (const block of renderCard(request, { policy, eligible: null }, en).blocks)
      if (block.type === 'actions')
        for (const { action_id } of block.elements) if (action_id !== undefined) offers.add(action_id);
    return offers;
  }

  /** Those whose moment has come. */
  #offered(): readonly { readonly act: Act; readonly shown: Shown | null }[] {
    const now = this.scheduler.now;
    return this.#acts.flatMap((entry) => {
      const { act } = entry;
      const shown = 'deed' in act && act.deed.type !== 'ask' ? this.#cardFor(act, act.deed) : null;
      const isPossible = 'event' in act || act.deed.type === 'ask' || shown !== null;
      if (!isPossible) {
        if (entry.offeredAt !== null && entry.offeredAt + act.afterMs > now) return [];
        entry.offeredAt = null;
        return [];
      }
      entry.offeredAt ??= 'deed' in act && act.deed.type !== 'ask' ? now : startOfTime;
      return entry.offeredAt + act.afterMs <= now ? [{ act, shown }] : [];
    });
  }

  #cardFor(act: Extract<Act, { readonly deed: Deed }>, deed: Deed): Shown | null {
    let found: Shown | null = null;
    for (const shown of this.workspace.cards.values()) {
      const candidates = act.isLate === true ? shown : shown.slice(-1);
      const offering = candidates.find(({ offers }) => offers.has(deed.type));
      if (offering !== undefined && (found === null || offering.step > found.step)) found = offering;
    }
    return found;
  }

  #act({ act, shown }: { readonly act: Act; readonly shown: Shown | null }): void {
    this.scheduler.step += 1;
    this.#acts.splice(
      this.#acts.findIndex((entry) => entry.act === act),
      1,
    );
    if ('event' in act) this.#happen(act.event);
    else if (act.deed.type === 'ask') this.#ask(act.by, act.deed);
    else if (shown !== null) this.#press(act.by, act.deed, shown);
  }

  #ask(requester: string, { queries, dryRun = false }: Extract<Deed, { type: 'ask' }>): void {
    const { step, now } = this.scheduler;
    const ask: Ask = {
      delivery: this.#hash(),
      command: { type: 'unlink', kind: 'oa', queries, reason: null, dryRun },
      ...{ requester, channel, thread: null, askedAt: now },
    };
    this.tell(() => `${requester} asks: /unlink oa ${queries.join(', ')}`);
    this.asked.push({ step, ask });
    this.board.add(`ask-${ask.delivery}`, { queue: 'ask', ask }, now);
  }

  #press(user: string, deed: Exclude<Deed, { type: 'ask' }>, shown: Shown): void {
    const { step, now } = this.scheduler;
    const { request } = shown;
    const press: Press = {
      press: this.#hash(),
      requestId: request.id,
      action: actionOf(deed, request),
      user,
      place: { channel, thread: null },
      ticked: shown.offers.has('choose') ? request.chosen : null,
      listRevision: request.listRevision,
      round: 'round' in request ? request.round : 0,
      pressedAt: now,
    };
    this.tell(
      () =>
        `${user} presses “${deed.type}” on ${request.id} (revision ${request.revision}, ${request.status})`,
    );
    this.pressed.push({ step, press, shown });
    this.board.add(`press-${press.press}`, { queue: 'press', press }, now);
  }

  #happen(event: Event): void {
    const { step, now: at } = this.scheduler;
    this.tell(() => `meanwhile: ${JSON.stringify(event)}`);
    this.events.push({ step, at, event });
    if (event.type === 'unlinked_by_hand') this.account.remove(event.id, null, step);
    if (event.type === 'linked') this.account.linked.set(event.asset.id, event.asset);
    if (event.type === 'unpaid') this.account.refusals.set(event.id, 'unpaid charges');
    if (event.type === 'leaves') this.workspace.groups.get(event.group)?.delete(event.person);
    if (event.type === 'enters') this.workspace.groups.get(event.group)?.add(event.person);
    if (event.type === 'policy') this.#startAnew(event.policies);
    if (event.type === 'bot_leaves') this.workspace.isClosed = true;
  }

  /** With another policy; the upkeep goes on as ever. */
  #startAnew(policies: Policies): void {
    const { step, now } = this.scheduler;
    this.policies.push({ step, policies });
    this.board.add(`worker-start-${step}`, { queue: 'worker_start' }, now, { removeOnComplete: true });
    this.#steady.idle = -wholeUpkeepRepairs;
  }

  /** As a hash looks; the first digits differ, since request ids are made of them. */
  #hash(): string {
    this.#hashCount += 1;
    return this.#hashCount.toString(16).padStart(2, '0').repeat(32);
  }
}

function actionOf(deed: Exclude<Deed, { type: 'ask' }>, request: CardRequest): PressAction {
  switch (deed.type) {
    case 'approve':
      return {
        type: 'approve',
        typed: Object.fromEntries(chosenAssets(request).map((asset) => [asset.id, lastDigits(asset)])),
      };
    case 'reject':
      return { type: 'reject', reason: null };
    case 'choose':
      return { type: 'choose', ids: request.assets.slice(0, deed.count).map(({ id }) => id) };
    default:
      return { type: deed.type };
  }
}

/** Of a job's id, what a reader can tell apart. */
function shortened(id: string): string {
  return id.replace(/[0-9a-f]{64}/u, (hash) => hash.slice(0, 4));
}
