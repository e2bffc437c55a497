import type { PostOffice } from '../delivery/post-office.js';

/** Sends each of the bot's events to its webhook once, or keeps it for `getUpdates`. */
export class BotDoor {
  readonly #office: PostOffice;
  #webhook: { readonly url: string; readonly secret: string } | null = null;
  #updates: unknown[] = [];
  #waiting: ((update: unknown) => void)[] = [];
  /** False: the event is sent without its `ok` and `result`, as one person saw it. */
  isWrapped = true;

  constructor(office: PostOffice) {
    this.#office = office;
  }

  get url(): string | null {
    return this.#webhook?.url ?? null;
  }

  set(url: string, secret: string): void {
    this.#webhook = { url, secret };
  }

  clear(): void {
    this.#webhook = null;
  }

  /** An event that the webhook does not take is lost. */
  tell(event: unknown): void {
    if (this.#webhook === null) {
      const waiting = this.#waiting.shift();
      if (waiting === undefined) this.#updates.push(event);
      else waiting(event);
      return;
    }
    const { url, secret } = this.#webhook;
    this.#office.sendOnce({
      url,
      headers: { 'content-type': 'application/json', 'x-bot-api-secret-token': secret },
      body: JSON.stringify(this.isWrapped ? { ok: true, result: event } : event),
    });
  }

  /** The oldest update; null when none has come within the time. */
  nextUpdate(waitMs: number): Promise<unknown> {
    const [next, ...rest] = this.#updates;
    this.#updates = rest;
    if (next !== undefined) return Promise.resolve(next);
    return new Promise((resolve) => {
      const done = (update: unknown) => {
        clearTimeout(timer);
        resolve(update);
      };
      const timer = setTimeout(() => {
        this.#waiting = this.#waiting.filter((each) => each !== done);
        resolve(null);
      }, waitMs);
      this.#waiting.push(done);
    });
  }

  /** Answers everybody who waits, with nothing. */
  close(): void {
    for (const done of this.#waiting.splice(0)) done(null);
  }
}
