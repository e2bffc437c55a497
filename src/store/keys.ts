/**
 * Every key of the bot's own, under one prefix. The prefix holds a hash tag (`{…}`), so that all of them live in
 * one slot of a Redis Cluster and one script may touch several.
 */
export class Keys {
  readonly #prefix: string;

  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  request(id: string): string {
    return `${this.#prefix}:request:${id}`;
  }

  /** Open requests by the time of their last change. */
  get open(): string {
    return `${this.#prefix}:open`;
  }

  /** There while nothing is known to be missing of an open request: the time of the change that it had then. */
  seenWhole(id: string): string {
    return `${this.#prefix}:seen-whole:${id}`;
  }

  /** All requests by the time they were asked. */
  get all(): string {
    return `${this.#prefix}:all`;
  }

  /** Requests that are over, by the time they ended. */
  get ended(): string {
    return `${this.#prefix}:ended`;
  }

  /** Somebody's requests by the time they were asked. */
  requestOfDelivery(user: string): string {
    return `${this.#prefix}:asked-by:${user}`;
  }

  /** Outcomes of one kind of asset, or of all (null), by their time. */
  history(kind: string | null): string {
    return `${this.#prefix}:history${kind === null ? '' : `:${kind}`}`;
  }

  /** What the bot itself has unlinked, by its time. */
  unlinked(kind: string): string {
    return `${this.#prefix}:unlinked:${kind}`;
  }

  /** The layout of the index in which every request is known to be; nothing while that is not known. */
  get indexed(): string {
    return `${this.#prefix}:indexed`;
  }

  /** There while somebody is known to look at their overview in the chat. */
  homeReader(user: string): string {
    return `${this.#prefix}:home-reader:${user}`;
  }

  lock(asset: string): string {
    return `${this.#prefix}:lock:${asset}`;
  }

  /** What a press or a command came to. */
  verdict(delivery: string): string {
    return `${this.#prefix}:verdict:${delivery}`;
  }

  /** How often somebody was refused at a request, and whether an entry of the audit log has said so within the hour. */
  refusals(user: string, requestId: string, part: 'count' | 'noted'): string {
    return `${this.#prefix}:refusals:${user}:${requestId}:${part}`;
  }

  /** How often somebody was refused to look at something, and whether an entry of the audit log has said so within the hour. */
  look(user: string, about: string, part: 'count' | 'noted'): string {
    return `${this.#prefix}:look:${user}:${about}:${part}`;
  }

  /** How much of a budget somebody has spent since it was fresh. */
  budget(budget: string, user: string): string {
    return `${this.#prefix}:budget:${budget}:${user}`;
  }

  /** What a delivery that was counted against a budget was answered. */
  counted(delivery: string): string {
    return `${this.#prefix}:counted:${delivery}`;
  }

  get audit(): string {
    return `${this.#prefix}:audit`;
  }

  /** `<sequence>:<hash>` of the newest audit entry. */
  get auditHead(): string {
    return `${this.#prefix}:audit-head`;
  }

  /** Where a command or press can be answered, encrypted. */
  replyAddress(delivery: string): string {
    return `${this.#prefix}:reply-address:${delivery}`;
  }

  post(op: string): string {
    return `${this.#prefix}:post:${op}`;
  }

  /** Somebody would see a newer list of a kind than the one that was last read. */
  linkedWanted(kind: string): string {
    return `${this.#prefix}:linked-wanted:${kind}`;
  }

  /** The linked assets of a kind as they were last read, for showing. */
  linked(kind: string): string {
    return `${this.#prefix}:linked:${kind}`;
  }

  /** The assets that people keep a list of, by kind and id. */
  get register(): string {
    return `${this.#prefix}:register`;
  }

  /** Grows with each change of that list. */
  get registerVersion(): string {
    return `${this.#prefix}:register-version`;
  }

  /** What a line of those who wait for their turn is made of. */
  line(name: string, part: 'line' | 'due' | 'bucket' | 'away' | 'late' | 'newest'): string {
    return `${this.#prefix}:pace:${name}:${part}`;
  }

  /** What a message shows, and who may change it now. */
  shown(op: string, part: 'state' | 'turn'): string {
    return `${this.#prefix}:shown:${op}:${part}`;
  }

  held(call: string): string {
    return `${this.#prefix}:held:${call}`;
  }

  /** Before the counters of a shared limit. */
  get limit(): string {
    return `${this.#prefix}:limit`;
  }

  /** The pictures of a run. */
  evidence(requestId: string, round: number): string {
    return `${this.#prefix}:evidence:${requestId}:${round}`;
  }

  /** Who has the console's browser. */
  get consoleTurn(): string {
    return `${this.#prefix}:console-turn`;
  }

  /** How many turns there were. */
  get consoleTurns(): string {
    return `${this.#prefix}:console-turns`;
  }

  /** Ends that people were not shown yet, as `<request id> <round>`, by the time they ended. */
  get untold(): string {
    return `${this.#prefix}:untold`;
  }

  /** Written now and then to see whether Redis takes changes. */
  get probe(): string {
    return `${this.#prefix}:probe`;
  }

  /** There while a worker lives. */
  get workerPulse(): string {
    return `${this.#prefix}:worker-pulse`;
  }

  /** There while a call to the ZCA has shown of late whether it answers, or somebody looks. */
  get zcaLook(): string {
    return `${this.#prefix}:zca-look`;
  }

  /** Whether it answers. */
  get zcaState(): string {
    return `${this.#prefix}:zca-state`;
  }

  /** The attempts to queue a job that are known to have arrived. */
  taken(job: string): string {
    return `${this.#prefix}:taken:${job}`;
  }

  /** An attempt to queue something that was told not to be recorded. */
  disowned(taking: string): string {
    return `${this.#prefix}:disowned:${taking}`;
  }

  /** What is remembered of an alert, so that it is told once. */
  alert(what: 'since' | 'told' | 'burst', name: string): string {
    return `${this.#prefix}:alert:${what}:${name}`;
  }
}
