import type { Page, Request } from 'playwright-core';

/** Requests that bring a page's content; pictures, styles and the like change nothing that is read. */
const kinds: readonly string[] = ['document', 'xhr', 'fetch', 'script'];
/** A loaded script still has to run, and may then redraw the page or fetch more. React was seen to take 400 ms. */
const scriptRunsMs = 500;

/** Tracks a page's unanswered requests. A page that waits for one may not show everything yet. */
export class PendingFetches {
  readonly #background: readonly string[];
  readonly #open = new Set<Request>();
  /** The request for the next document. */
  #next: Request | null = null;
  #changedAt = Date.now();

  /** @param background parts of the addresses of requests that are always open and do not count */
  constructor(page: Page, background: readonly string[]) {
    this.#background = background;
    page.on('request', (request) => {
      if (!kinds.includes(request.resourceType()) || request.frame() !== page.mainFrame()) return;
      if (request.isNavigationRequest()) this.#next = request;
      else if (this.#isBackground(request)) return;
      this.#open.add(request);
      this.#changedAt = Math.max(this.#changedAt, Date.now());
    });
    const ended = (request: Request) => {
      if (this.#open.delete(request)) this.#changedAt = Math.max(this.#changedAt, Date.now());
    };
    page.on('requestfinished', (request) => {
      if (request.resourceType() === 'script' && this.#open.has(request))
        this.#changedAt = Date.now() + scriptRunsMs;
      ended(request);
    });
    page.on('requestfailed', (request) => {
      ended(request);
      if (request === this.#next) this.#next = null;
    });
    page.on('framenavigated', (frame) => {
      if (frame !== page.mainFrame() || this.#next === null) return;
      // Nobody needs the previous document's requests, and their end may never be reported.
      for (const request of this.#open) if (request !== this.#next) this.#open.delete(request);
      this.#next = null;
      this.#changedAt = Date.now();
    });
  }

  /**
   * The time since which nothing has been open and every script has had time to run, in milliseconds since the epoch
   * (in the future after a script); null while a request is open.
   */
  get quietSince(): number | null {
    return this.#open.size === 0 ? this.#changedAt : null;
  }

  /** Host and path of the oldest open request, and nothing else of it; null when none is open. */
  get oldest(): string | null {
    const [oldest] = this.#open;
    return oldest === undefined ? null : addressOf(oldest);
  }

  #isBackground(request: Request): boolean {
    return this.#background.some((part) => addressOf(request).includes(part));
  }
}

function addressOf(request: Request): string {
  const { host, pathname } = new URL(request.url());
  return `${host}${pathname}`;
}
