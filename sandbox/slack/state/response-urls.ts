import type { Clock } from './clock.js';
import { newSecret } from './ids.js';

/** "up to 5 times within 30 minutes". docs.slack.dev/interactivity/handling-user-interaction */
const mostUses = 5;
const lifeMs = 30 * 60 * 1000;

/** The target of a response_url. */
export interface ResponseTarget {
  user: string;
  channel: string;
  /** The message the person acted on; absent for a slash command. */
  source?: { ts: string };
  thread_ts?: string;
}

/** The reason why a response_url no longer works. */
export type ResponseUrlRefusal = 'used_url' | 'expired_url';

/** The addresses Slack hands out with commands, actions and submissions. */
export class ResponseUrls {
  readonly #clock: Clock;
  readonly #origin: () => string;
  readonly #teamId: string;
  readonly #issued = new Map<string, { target: ResponseTarget; atMs: number; uses: number }>();

  /** `origin` and `teamId` make the address. */
  constructor(clock: Clock, origin: () => string, teamId: string) {
    this.#clock = clock;
    this.#origin = origin;
    this.#teamId = teamId;
  }

  issue(kind: 'commands' | 'actions' | 'app', target: ResponseTarget): string {
    const secret = newSecret();
    this.#issued.set(secret, { target, atMs: this.#clock.nowMs(), uses: 0 });
    return `${this.#origin()}/${kind}/${this.#teamId}/${this.#issued.size}/${secret}`;
  }

  /** Counts one use of the address with this secret. */
  use(secret: string): ResponseTarget | { refused: ResponseUrlRefusal } {
    const entry = this.#issued.get(secret);
    if (!entry || this.#clock.nowMs() - entry.atMs > lifeMs) return { refused: 'expired_url' };
    if (entry.uses >= mostUses) return { refused: 'used_url' };
    entry.uses += 1;
    return entry.target;
  }
}
