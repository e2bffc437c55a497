import { threadNoteOp } from '../../src/chat/slack/thread-note.js';
import type { Note, ThreadNote } from '../../src/core/note.js';
import type { Person } from '../../src/core/policy.js';
import type { CardRequest, Finished, Running } from '../../src/core/request.js';
import type { Chat, Recipient } from '../../src/flow/ports/chat.js';
import type { Caller, Failure, Scheduler } from './scheduler.js';

export interface Told {
  readonly step: number;
  readonly op: string;
  readonly user: string;
  readonly note: Note;
}

export interface Shown {
  readonly step: number;
  readonly at: number;
  readonly request: CardRequest;
  /** What can be pressed on it. */
  readonly offers: ReadonlySet<string>;
}

export interface Said {
  readonly step: number;
  readonly request: CardRequest;
  readonly note: ThreadNote;
}

/** What stands in the chat, and who is in it. */
export class Workspace {
  /** What each card has shown, the newest last. */
  readonly cards = new Map<string, Shown[]>();
  readonly told: Told[] = [];
  readonly said: Said[] = [];
  /** By request and round. */
  readonly results = new Map<string, Finished[]>();
  readonly groups = new Map<string, Set<string>>();
  readonly outsiders = new Set<string>();
  /** The bot is not in the channel any more. */
  isClosed = false;
  readonly #ops = new Set<string>();

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
  /** What a post into a channel that the bot is not in is refused with. */
  readonly cannotPost: () => Error;
}

/** The chat port as one caller sees it. */
export class MemoryChat implements Chat {
  readonly #workspace: Workspace;
  readonly #scheduler: Scheduler;
  readonly #caller: Caller;
  readonly #trouble: ChatTrouble;
  readonly #offersOf: (request: CardRequest) => ReadonlySet<string>;

  constructor(
    workspace: Workspace,
    scheduler: Scheduler,
    caller: Caller,
    trouble: ChatTrouble,
    offersOf: (request: CardRequest) => ReadonlySet<string>,
  ) {
    this.#offersOf = offersOf;
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
      if (!this.#workspace.once(`result-${key}`)) return;
      const { settled } = request;
      this.#scheduler.tell(
        () => `result of ${key}: ${settled.map(({ id, outcome }) => `${id} ${outcome.type}`).join(', ')}`,
      );
      this.#workspace.results.set(key, [...(this.#workspace.results.get(key) ?? []), request]);
    });
  }

  /** Nothing is handed to operators here. */
  async showWork(_request: Running | Finished): Promise<void> {}

  async ensureWork(_request: Running): Promise<boolean> {
    return false;
  }

  async postEvidence(_request: Finished): Promise<void> {}

  postInThread(request: CardRequest, note: ThreadNote): Promise<void> {
    return this.#write(`chat.postInThread ${note.type}`, () => {
      if (this.#workspace.isClosed) return;
      this.#ensure(request);
      if (!this.#workspace.once(threadNoteOp(request, note))) return;
      this.#scheduler.tell(() => `the thread of ${request.id} says: ${note.type}`);
      this.#workspace.said.push({ step: this.#scheduler.step, request, note });
    });
  }

  linkTo(requestId: string): Promise<string | null> {
    return this.#read('chat.linkTo', () =>
      this.#workspace.cards.has(requestId) ? `https://chat.example/${requestId}` : null,
    );
  }

  tell(op: string, { user }: Recipient, note: Note): Promise<void> {
    return this.#write(`chat.tell ${note.type}`, () => {
      if (!this.#workspace.once(`tell-${op}`)) return;
      this.#scheduler.tell(() => `${user} is told: ${note.type}`);
      this.#workspace.told.push({ step: this.#scheduler.step, op, user, note });
    });
  }

  groupMembers(group: string): Promise<ReadonlySet<string>> {
    return this.#read('chat.groupMembers', () => new Set(this.#workspace.groups.get(group)));
  }

  person(id: string): Promise<Person> {
    return this.#read('chat.person', () => ({ id, isOutsider: this.#workspace.outsiders.has(id) }));
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
    const offers = this.#offersOf(request);
    this.#scheduler.tell(
      () =>
        `the card of ${request.id} shows: ${request.status} ${request.chosen} (${[...offers].join(', ')})`,
    );
    shown.push({ step, at, request, offers });
    this.#workspace.cards.set(request.id, shown);
  }

  #read<T>(name: string, effect: () => T): Promise<T> {
    return this.#scheduler.call(this.#caller, name, effect, this.#trouble.read);
  }

  #write<T>(name: string, effect: () => T): Promise<T> {
    return this.#scheduler.call(this.#caller, name, effect, this.#trouble.write);
  }
}
