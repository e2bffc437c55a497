/**
 * The bot's own Redis keys, under one prefix. The prefix has a hash tag (`{…}`), so that all keys share one slot of a
 * Redis Cluster and one script may touch several.
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

  /** Set while an open request is verified intact: the time of its last change then. */
  intact(id: string): string {
    return `${this.#prefix}:seen-whole:${id}`;
  }

  /** All requests by the time of their submission. */
  get all(): string {
    return `${this.#prefix}:all`;
  }

  /** Ended requests by the time they ended. */
  get ended(): string {
    return `${this.#prefix}:ended`;
  }

  /** A person's requests by the time of their submission. */
  requestsOf(user: string): string {
    return `${this.#prefix}:asked-by:${user}`;
  }

  /** Outcomes of one kind of asset, or of all (null), by their time. */
  history(kind: string | null): string {
    return `${this.#prefix}:history${kind === null ? '' : `:${kind}`}`;
  }

  /** The bot's own unlinks by their time. */
  unlinked(kind: string): string {
    return `${this.#prefix}:unlinked:${kind}`;
  }

  /** The layout in which every request is indexed; absent while some may not be. */
  get indexed(): string {
    return `${this.#prefix}:indexed`;
  }

  /** Pending requests of a kind and a channel by their expiry. */
  pending(kind: string, channel: string): string {
    return `${this.#prefix}:pending:${kind}:${channel}`;
  }

  /** The kinds and channels that have pending requests. */
  get pendingPlaces(): string {
    return `${this.#prefix}:pending-places`;
  }

  /** Each pending request with its requesters. */
  get pendingPeople(): string {
    return `${this.#prefix}:pending-people`;
  }

  /** The layout in which every pending request is indexed; absent while some may not be. */
  get pendingIndexed(): string {
    return `${this.#prefix}:pending-indexed`;
  }

  /** Set for a person who opened their App Home lately. */
  homeReader(user: string): string {
    return `${this.#prefix}:home-reader:${user}`;
  }

  lock(asset: string): string {
    return `${this.#prefix}:lock:${asset}`;
  }

  /** The verdict of a press or a command. */
  verdict(delivery: string): string {
    return `${this.#prefix}:verdict:${delivery}`;
  }

  /** The count of a person's refusals at a request, and a mark for an audit entry about them within the hour. */
  refusals(user: string, requestId: string, part: 'count' | 'noted'): string {
    return `${this.#prefix}:refusals:${user}:${requestId}:${part}`;
  }

  /** The count of a person's queries or refused queries, and a mark for an audit entry about them within the hour. */
  look(user: string, about: string, part: 'count' | 'noted'): string {
    return `${this.#prefix}:look:${user}:${about}:${part}`;
  }

  /** A person's use of a budget in the current window. */
  budget(budget: string, user: string): string {
    return `${this.#prefix}:budget:${budget}:${user}`;
  }

  /** The answer to a delivery that was counted against a budget. */
  counted(delivery: string): string {
    return `${this.#prefix}:counted:${delivery}`;
  }

  /** The one-time code by which a person confirms another account. */
  linkCode(person: string): string {
    return `${this.#prefix}:link-code:${person}`;
  }

  /** The person to whom an account is confirmed. */
  link(account: string): string {
    return `${this.#prefix}:link:${account}`;
  }

  /** A person's one-time code for deciding on a request. */
  actionCode(person: string, code: string): string {
    return `${this.#prefix}:code:${person}:${code}`;
  }

  /** The code made for an occasion. */
  codeOccasion(occasion: string): string {
    return `${this.#prefix}:code-of:${occasion}`;
  }

  /** An OA's tokens, encrypted. */
  zaloPair(oaId: string): string {
    return `${this.#prefix}:zalo-pair:${oaId}`;
  }

  /** Whose turn it is to refresh an OA's tokens, and the last token of that turn. */
  zaloTurn(oaId: string, part: 'turn' | 'turns'): string {
    return `${this.#prefix}:zalo-pair:${oaId}:${part}`;
  }

  /** Every OA whose tokens are kept. */
  get zaloOas(): string {
    return `${this.#prefix}:zalo-oas`;
  }

  /** When an account last turned to the bot in Zalo. */
  lastWord(account: string): string {
    return `${this.#prefix}:last-word:${account}`;
  }

  /** The requests of which a message did not reach an account in Zalo. */
  missed(account: string): string {
    return `${this.#prefix}:missed:${account}`;
  }

  /** Messages sent in a month: those that Zalo charges for, or those of the Zalo bot. */
  zaloSent(what: 'paid' | 'bot', month: string): string {
    return `${this.#prefix}:zalo-sent:${what}:${month}`;
  }

  /** Everybody with whom the Zalo bot has talked. */
  get zaloBotPeople(): string {
    return `${this.#prefix}:zalo-bot-people`;
  }

  get audit(): string {
    return `${this.#prefix}:audit`;
  }

  /** `<sequence>:<hash>` of the newest audit entry. */
  get auditHead(): string {
    return `${this.#prefix}:audit-head`;
  }

  /** The beginning of a trimmed audit log, signed. */
  get auditCheckpoint(): string {
    return `${this.#prefix}:audit-checkpoint`;
  }

  /** A sink of events: the last entry delivered, whose turn it is to deliver, and the last token of that turn. */
  events(sink: string, part: 'cursor' | 'turn' | 'turns'): string {
    return `${this.#prefix}:events:${sink}:${part}`;
  }

  /** The times at which `npm run restored` ran, oldest first. */
  get restores(): string {
    return `${this.#prefix}:restores`;
  }

  /** The reply address of a command or press, encrypted. */
  replyAddress(delivery: string): string {
    return `${this.#prefix}:reply-address:${delivery}`;
  }

  post(op: string): string {
    return `${this.#prefix}:post:${op}`;
  }

  /** Set when a process wants a newer list of a kind than the last one read. */
  linkedWanted(kind: string): string {
    return `${this.#prefix}:linked-wanted:${kind}`;
  }

  /** The last list read of a kind's linked assets, for display. */
  linked(kind: string): string {
    return `${this.#prefix}:linked:${kind}`;
  }

  /** The asset list that people maintain, by kind and id. */
  get register(): string {
    return `${this.#prefix}:register`;
  }

  /** Increased with each change of that list. */
  get registerVersion(): string {
    return `${this.#prefix}:register-version`;
  }

  /** The parts of a rate-limit queue (`fair-queue.lua`). */
  line(name: string, part: 'line' | 'due' | 'bucket' | 'away' | 'late' | 'newest'): string {
    return `${this.#prefix}:pace:${name}:${part}`;
  }

  /** The rendered version of a message, and the lease for changing it. */
  shown(op: string, part: 'state' | 'turn'): string {
    return `${this.#prefix}:shown:${op}:${part}`;
  }

  held(call: string): string {
    return `${this.#prefix}:held:${call}`;
  }

  /** Prefix of the counters of a shared limit. */
  get limit(): string {
    return `${this.#prefix}:limit`;
  }

  /** The screenshots of a run. */
  evidence(requestId: string, round: number): string {
    return `${this.#prefix}:evidence:${requestId}:${round}`;
  }

  /** The lock of the console's browser. */
  get consoleTurn(): string {
    return `${this.#prefix}:console-turn`;
  }

  /** The last fencing token of that lock. */
  get consoleTurns(): string {
    return `${this.#prefix}:console-turns`;
  }

  /** Unreported ends, as `<request id> <round>`, by the time they ended. */
  get untold(): string {
    return `${this.#prefix}:untold`;
  }

  /** Written now and then to check that Redis accepts writes. */
  get probe(): string {
    return `${this.#prefix}:probe`;
  }

  /** Set while a worker is alive. */
  get workerPulse(): string {
    return `${this.#prefix}:worker-pulse`;
  }

  /** Set after a call to the ZCA has shown its state, or while a process checks it. */
  get zcaLook(): string {
    return `${this.#prefix}:zca-look`;
  }

  /** The ZCA's state: it answers, or is away. */
  get zcaState(): string {
    return `${this.#prefix}:zca-state`;
  }

  /** The attempts to enqueue a job that are known to have arrived. */
  taken(job: string): string {
    return `${this.#prefix}:taken:${job}`;
  }

  /** Set for a revoked enqueue attempt, whose sender was told that it could not be recorded. */
  disowned(taking: string): string {
    return `${this.#prefix}:disowned:${taking}`;
  }

  /** A session of the admin page. */
  adminSession(id: string): string {
    return `${this.#prefix}:admin-session:${id}`;
  }

  /** The count of log-ins tried at the admin page, from one address or from all. */
  adminTries(from: string): string {
    return `${this.#prefix}:admin-tries:${from}`;
  }

  /** The newest alerts, by when each was last raised. */
  get alertRecord(): string {
    return `${this.#prefix}:alert-record`;
  }

  /** The memory of an alert, so that it is told once. */
  alert(what: 'since' | 'told' | 'burst', name: string): string {
    return `${this.#prefix}:alert:${what}:${name}`;
  }
}
