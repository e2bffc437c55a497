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

  /** All requests by the time they were asked. */
  get all(): string {
    return `${this.#prefix}:all`;
  }

  lock(asset: string): string {
    return `${this.#prefix}:lock:${asset}`;
  }

  get audit(): string {
    return `${this.#prefix}:audit`;
  }

  /** `<sequence>:<hash>` of the newest audit entry. */
  get auditHead(): string {
    return `${this.#prefix}:audit-head`;
  }

  post(op: string): string {
    return `${this.#prefix}:post:${op}`;
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
}
