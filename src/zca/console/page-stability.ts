import type { PendingFetches } from './pending-fetches.js';

/** A page is stable after showing the same for this long with no open request, unless more is asked. */
const settledMs = 250;

/** Tells a page's final content from what it shows while loading. */
export class PageStability {
  readonly #requests: Pick<PendingFetches, 'quietSince' | 'oldest'>;
  readonly #settledMs: number;
  #last = '';
  #since = 0;

  constructor(requests: Pick<PendingFetches, 'quietSince' | 'oldest'>, settledForMs = settledMs) {
    this.#requests = requests;
    this.#settledMs = settledForMs;
  }

  /** True if the reading equals the last one, and has for long enough without an open request. */
  holds(reading: unknown): boolean {
    const now = Date.now();
    const text = JSON.stringify(reading);
    if (text !== this.#last) {
      this.#last = text;
      this.#since = now;
    }
    const { quietSince } = this.#requests;
    return quietSince !== null && now - Math.max(quietSince, this.#since) >= this.#settledMs;
  }

  /**
   * The reason, for people, why nothing can be concluded yet, together with another problem; null if there is neither.
   */
  problem(other: string | null): string | null {
    const { oldest } = this.#requests;
    const parts = [other, oldest === null ? null : `the page keeps loading ${oldest}`];
    return parts.filter((part) => part !== null).join('; ') || null;
  }
}
