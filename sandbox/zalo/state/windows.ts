import type { Clock } from './clock.js';

const hourMs = 3_600_000;
export const freeMs = 48 * hourMs;
export const paidMs = 7 * 24 * hourMs;

/** The OA's right to write to a person: free, paid or none. */
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

  /** Lets more than seven days pass for everybody who has written. */
  closeAll(): void {
    const lastInteraction = this.#clock.now() - paidMs - 1;
    for (const user of this.#talks.keys()) this.#talks.set(user, { lastInteraction, sent: 0 });
  }

  /** As if everybody who has ever written did so now. */
  openAll(): void {
    for (const user of [...this.#talks.keys()]) this.interacted(user);
  }

  /** True if somebody has written, and the OA may write to nobody. */
  get areClosed(): boolean {
    const users = [...this.#talks.keys()];
    return users.length > 0 && users.every((user) => this.allowance(user).type === 'closed');
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
