import type { Clock } from './clock.js';

const hourMs = 3_600_000;
export const freeMs = 48 * hourMs;
export const paidMs = 7 * 24 * hourMs;

/** Whether the OA may write to a person, and who pays for it. */
export type Allowance =
  | { readonly type: 'free'; readonly remain: number }
  /** Charged to the ZCA that the app is linked to. */
  | { readonly type: 'paid' }
  | { readonly type: 'closed' };

interface Talk {
  readonly lastInteraction: number;
  readonly sent: number;
}

/** When each person last turned to the OA, and how many free replies are left since then. */
export class Windows {
  readonly #clock: Clock;
  readonly #freeReplies: number;
  readonly #talks = new Map<string, Talk>();

  /** @param freeReplies Zalo's pages name 8; newer notes name none */
  constructor(clock: Clock, freeReplies: number) {
    this.#clock = clock;
    this.#freeReplies = freeReplies;
  }

  /** A message, a press or a follow opens the window again. */
  interacted(user: string): void {
    this.#talks.set(user, { lastInteraction: this.#clock.now(), sent: 0 });
  }

  allowance(user: string): Allowance {
    const talk = this.#talks.get(user);
    if (talk === undefined) return { type: 'closed' };
    const age = this.#clock.now() - talk.lastInteraction;
    if (age > paidMs) return { type: 'closed' };
    const remain = age > freeMs ? 0 : Math.max(0, this.#freeReplies - talk.sent);
    return remain > 0 ? { type: 'free', remain } : { type: 'paid' };
  }

  sent(user: string): void {
    const talk = this.#talks.get(user);
    if (talk !== undefined) this.#talks.set(user, { ...talk, sent: talk.sent + 1 });
  }

  /** Null for somebody who never turned to the OA. */
  lastInteraction(user: string): number | null {
    return this.#talks.get(user)?.lastInteraction ?? null;
  }

  get freeReplies(): number {
    return this.#freeReplies;
  }
}
