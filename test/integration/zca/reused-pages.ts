import type { BrowserContext, Page } from 'playwright-core';
import type { ConsoleBrowser } from '../../../src/zca/console/browser.js';
import type { StorageState } from '../../../src/zca/console/session-file.js';

type Opened = Awaited<ReturnType<ConsoleBrowser['newPage']>>;

/** The page's events to which the driver listens. */
const heard = [
  'request',
  'requestfinished',
  'requestfailed',
  'framenavigated',
  'response',
  'dialog',
] as const;

/**
 * A browser for the console driver that hands out its pages again, each time with another log-in: a process for each
 * call takes more processor time than most calls. What a fresh context gives beyond cookies, these pages do not have.
 */
export class ReusedPages implements Pick<ConsoleBrowser, 'newPage' | 'release' | 'close'> {
  readonly browser: ConsoleBrowser;
  readonly #free: Page[] = [];

  constructor(browser: ConsoleBrowser) {
    this.browser = browser;
  }

  async newPage(state: StorageState | null): Promise<Opened> {
    const page = this.#take() ?? (await this.browser.newPage(null)).page;
    const context = page.context();
    await context.clearCookies();
    // The log-in file holds what Playwright wrote.
    await context.addCookies((state?.cookies ?? []) as never);
    return { page, context: withoutOrigins(context) };
  }

  async release(context: BrowserContext): Promise<void> {
    const [page] = context.pages();
    if (page === undefined) return;
    for (const event of heard) page.removeAllListeners(event);
    this.#free.push(page);
  }

  close(): Promise<void> {
    this.#free.length = 0;
    return this.browser.close();
  }

  #take(): Page | undefined {
    let page = this.#free.pop();
    while (page?.isClosed() === true) page = this.#free.pop();
    return page;
  }
}

/** Playwright would look for stored data at each earlier test's console, which has closed. */
function withoutOrigins(context: BrowserContext): BrowserContext {
  const storageState = async () => ({ cookies: await context.cookies(), origins: [] });
  return Object.assign(Object.create(context), { storageState });
}
