import type { People } from '../../src/chat/slack/outbound/people.js';
import type { PrivateMessage, ThreadMessage } from '../../src/core/messages/private-message.js';
import type { Person } from '../../src/core/request/permission.js';
import { type CardRequest, type Finished, peopleIn, type Running } from '../../src/core/request/request.js';
import type { Chat, MembersWanted, Recipient } from '../../src/flow/ports/chat.js';
import type { Product } from './product.js';
import { guest } from './scenario.js';
import type { Caller, Failure, Scheduler } from './scheduler.js';

export interface Told {
  readonly step: number;
  readonly op: string;
  readonly user: string;
  readonly note: PrivateMessage;
}

export interface Shown {
  readonly step: number;
  readonly at: number;
  readonly request: CardRequest;
  /** The buttons on it. */
  readonly offers: ReadonlySet<string>;
}

export interface Said {
  readonly step: number;
  readonly request: CardRequest;
  readonly note: ThreadMessage;
}

/** A direct message to one person, in place of a post in the thread. */
export interface SentDirectly {
  readonly step: number;
  readonly user: string;
  readonly request: CardRequest;
  readonly what: ThreadMessage['type'] | 'result';
}

/** A group's members when it was read; `at`: the true time, in milliseconds since the epoch. */
export interface GroupReading {
  readonly process: Caller;
  readonly step: number;
  readonly at: number;
  readonly members: readonly string[];
}

/** The messages of the chat, and its people. */
export class Workspace {
  /** The states that each card has shown, the newest last. */
  readonly cards = new Map<string, Shown[]>();
  readonly told: Told[] = [];
  readonly said: Said[] = [];
  readonly direct: SentDirectly[] = [];
  /** By request and round; in a channel without the bot, the people concerned are told directly. */
  readonly results = new Map<string, Finished[]>();
  readonly groupReadings: GroupReading[] = [];
  /** The number of times that any card has changed. */
  shownCount = 0;
  /** The bot has been removed from the channel. */
  isClosed = false;
  /** Groups cannot be read until then, in milliseconds since the epoch. */
  groupsAwayUntil = 0;
  readonly team = 'T0OURS0001';
  readonly #groups: Map<string, readonly string[]>;
  readonly #ops = new Set<string>();

  constructor(groups: { readonly [group: string]: readonly string[] }) {
    this.#groups = new Map(Object.entries(groups));
  }

  membersOf(group: string): readonly string[] {
    return this.#groups.get(group) ?? [];
  }

  /** A guest belongs to another company. */
  teamOf(person: string): string {
    return person === guest ? 'T0THEIRS01' : this.team;
  }

  enter(group: string, person: string): void {
    this.#groups.set(group, [...this.membersOf(group), person]);
  }

  leave(group: string, person: string): void {
    this.#groups.set(
      group,
      this.membersOf(group).filter((each) => each !== person),
    );
  }

  isSaid(op: string): boolean {
    return this.#ops.has(op);
  }

  /** True the first time. */
  once(op: string): boolean {
    if (this.#ops.has(op)) return false;
    this.#ops.add(op);
    return true;
  }
}

export interface ChatTrouble {
  readonly read: readonly Failure[];
  readonly write: readonly Failure[];
  /** The error of a post into a channel without the bot. */
  readonly cannotPost: () => Error;
}

/** The bot's own parts between the flow and the chat. */
export interface ChatDoors {
  readonly people: Pick<People, 'groupMembers' | 'person'>;
  /** The buttons on a request's card. */
  readonly offersOf: (request: CardRequest) => ReadonlySet<string>;
  /** True if a request holds the subject of a note in its thread. */
  readonly isSaid: (request: CardRequest, note: ThreadMessage) => boolean;
  readonly notes: Pick<Product, 'threadMessageKey' | 'waitingFor'>;
}

/** The chat port as one caller sees it. */
export class MemoryChat implements Chat {
  readonly #workspace: Workspace;
  readonly #scheduler: Scheduler;
  readonly #caller: Caller;
  readonly #trouble: ChatTrouble;
  readonly #deps: ChatDoors;

  constructor(
    workspace: Workspace,
    scheduler: Scheduler,
    caller: Caller,
    trouble: ChatTrouble,
    deps: ChatDoors,
  ) {
    this.#deps = deps;
    this.#workspace = workspace;
    this.#scheduler = scheduler;
    this.#caller = caller;
    this.#trouble = trouble;
  }

  showCard(request: CardRequest): Promise<void> {
    return this.#write('chat.showCard', () => this.#show(request));
  }

  ensureCard(request: CardRequest): Promise<boolean> {
    return this.#write('chat.ensureCard', () => {
      if (this.#workspace.cards.has(request.id)) return false;
      this.#show(request);
      return true;
    });
  }

  postResult(request: Finished): Promise<void> {
    return this.#write('chat.postResult', () => {
      if (!this.#workspace.isClosed) this.#ensure(request);
      const key = `${request.id} ${request.round}`;
      if (this.#workspace.isClosed) this.#tellDirectly(`result-${key}`, peopleIn(request), request, 'result');
      if (!this.#workspace.once(`result-${key}`)) return;
      const { settled } = request;
      this.#scheduler.tell(
        () => `result of ${key}: ${settled.map(({ id, outcome }) => `${id} ${outcome.type}`).join(', ')}`,
      );
      this.#workspace.results.set(key, [...(this.#workspace.results.get(key) ?? []), request]);
    });
  }

  /** No manual tasks here. */
  async showWork(_request: Running | Finished): Promise<void> {}

  async ensureWork(_request: Running): Promise<boolean> {
    return false;
  }

  async postEvidence(_request: Finished): Promise<void> {}

  async postInThread(request: CardRequest, note: ThreadMessage): Promise<void> {
    if (!this.#deps.isSaid(request, note)) return;
    const { threadMessageKey, waitingFor } = this.#deps.notes;
    await this.#write(`chat.postInThread ${note.type}`, () => {
      const op = threadMessageKey(request, note);
      if (this.#workspace.isClosed)
        return this.#tellDirectly(op, waitingFor(request, note), request, note.type);
      this.#ensure(request);
      if (!this.#workspace.once(op)) return;
      this.#scheduler.tell(() => `the thread of ${request.id} says: ${note.type}`);
      this.#workspace.said.push({ step: this.#scheduler.step, request, note });
    });
  }

  linkTo(requestId: string): Promise<string | null> {
    return this.#read('chat.linkTo', () =>
      this.#workspace.cards.has(requestId) ? `https://chat.example/${requestId}` : null,
    );
  }

  tell(op: string, { user }: Recipient, note: PrivateMessage): Promise<void> {
    return this.#write(`chat.tell ${note.type}`, () => {
      if (!this.#workspace.once(`tell-${op}`)) return;
      this.#scheduler.tell(() => `${user} is told: ${note.type}`);
      this.#workspace.told.push({ step: this.#scheduler.step, op, user, note });
    });
  }

  groupMembers(group: string, wanted?: MembersWanted): Promise<ReadonlySet<string>> {
    return this.#deps.people.groupMembers(group, wanted);
  }

  person(id: string, wanted?: Pick<MembersWanted, 'fresh'>): Promise<Person> {
    return this.#deps.people.person(id, wanted);
  }

  /** A message that the thread got before the bot was removed from the channel is not repeated. */
  #tellDirectly(
    op: string,
    people: readonly string[],
    request: CardRequest,
    what: SentDirectly['what'],
  ): void {
    if (this.#workspace.isSaid(op)) return;
    for (const user of people) {
      if (!this.#workspace.once(`${op}-${user}`)) continue;
      this.#scheduler.tell(() => `${user} is told directly of ${request.id}: ${what}`);
      this.#workspace.direct.push({ step: this.#scheduler.step, user, request, what });
    }
  }

  #ensure(request: CardRequest): void {
    if (!this.#workspace.cards.has(request.id)) this.#show(request);
  }

  /** A later state is never overwritten by an earlier one. */
  #show(request: CardRequest): void {
    if (this.#workspace.isClosed && !this.#workspace.cards.has(request.id)) throw this.#trouble.cannotPost();
    if (this.#workspace.isClosed) return;
    const shown = this.#workspace.cards.get(request.id) ?? [];
    const newest = shown.at(-1)?.request;
    if (newest !== undefined && newest.revision >= request.revision) return;
    const { step, now: at } = this.#scheduler;
    const offers = this.#deps.offersOf(request);
    this.#scheduler.tell(
      () =>
        `the card of ${request.id} shows: ${request.status} ${request.chosen} (${[...offers].join(', ')})`,
    );
    shown.push({ step, at, request, offers });
    this.#workspace.cards.set(request.id, shown);
    this.#workspace.shownCount += 1;
  }

  #read<T>(name: string, effect: () => T): Promise<T> {
    return this.#scheduler.call(this.#caller, name, effect, this.#trouble.read);
  }

  #write<T>(name: string, effect: () => T): Promise<T> {
    return this.#scheduler.call(this.#caller, name, effect, this.#trouble.write);
  }
}
