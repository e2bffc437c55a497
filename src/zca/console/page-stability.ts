import type { PendingFetches } from './pending-fetches.js';

/** For so long a page must show the same, with nothing under way, in milliseconds. */
const settledMs = 250;

/** Tells what a page shows for good from what it shows while it is still loading. */
export class PageStability {
  readonly #requests: Pick<PendingFetches, 'quietSince' | 'oldest'>;
  #last = '';
  #since = 0;

  constructor(requests: Pick<PendingFetches, 'quietSince' | 'oldest'>) {
    this.#requests = requests;
  }

  /** Whether this is what was seen the last time, and has been for long enough while nothing was asked for. */
  holds(reading: unknown): boolean {
    const now = Date.now();
    const text = JSON.stringify(reading);
    if (text !== this.#last) {
      this.#last = text;
      this.#since = now;
    }
    const { quietSince } = this.#requests;
    return quietSince !== null && now - Math.max(quietSince, this.#since) >= settledMs;
  }

  /** Why nothing can be concluded yet, for people, together with what else is wrong; null: for no such reason. */
  problem(other: string | null): string | null {
    const { oldest } = this.#requests;
    const parts = [other, oldest === null ? null : `the page keeps loading ${oldest}`];
    return parts.filter((part) => part !== null).join('; ') || null;
  }
}
