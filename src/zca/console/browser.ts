import type { BrowserContext, Page } from 'playwright-core';
import { Chromium } from './chromium.js';
import { inPageScript } from './in-page.js';
import { type ConsoleLabels, folded } from './labels.js';
import type { StorageState } from './session-file.js';

/** Tall enough for ten rows with all that is around them. */
export const windowSize = { width: 1280, height: 1600 } as const;

export interface BrowserOptions {
  /** Empty: where systems usually keep it. */
  readonly chromiumPath: string;
  /** Without Chromium's own sandbox, which does not work for root. */
  readonly noSandbox: boolean;
  readonly labels: ConsoleLabels;
  /** With a window that a person can see. */
  readonly headed?: boolean;
  /** How long the browser may take to open or close a page, in milliseconds. */
  readonly answerMs?: number;
}

/**
 * One Chromium, started when it is needed and again when it has died or does not answer. Every job gets a context of its
 * own.
 */
export class ConsoleBrowser {
  readonly #options: BrowserOptions;
  #chromium: Chromium | null = null;
  #starting: Promise<Chromium> | null = null;

  constructor(options: BrowserOptions) {
    this.#options = options;
  }

  /** Its process; null while there is none, or none that is known for certain. */
  get pid(): number | null {
    return this.#chromium?.pid ?? null;
  }

  /**
   * A page that knows the log-in and nothing of what was before. In one for a person nothing that is pressed is held
   * back. Throws {NoBrowser}, and {ZcaUnclear} where the browser does not answer.
   */
  async newPage(
    state: StorageState | null,
    { isForPerson = false }: { readonly isForPerson?: boolean } = {},
  ): Promise<{ readonly context: BrowserContext; readonly page: Page }> {
    const chromium = await this.#running();
    return chromium.answerOf(this.#open(chromium, state, isForPerson));
  }

  /** Ends a page and all that belongs to it. Never rejects. */
  async release(context: BrowserContext): Promise<void> {
    const chromium = this.#chromium;
    if (chromium?.browser === context.browser())
      await chromium.answerOf(context.close()).catch(() => undefined);
  }

  async close(): Promise<void> {
    const chromium = this.#chromium;
    this.#chromium = null;
    await chromium?.end();
  }

  async #open({ browser }: Chromium, state: StorageState | null, isForPerson: boolean) {
    const context = await browser.newContext({
      // What was read with its schema is Playwright's own writing.
      ...(state === null ? {} : { storageState: state as never }),
      locale: 'vi-VN',
      timezoneId: 'Asia/Ho_Chi_Minh',
      viewport: this.#options.headed === true ? null : windowSize,
      acceptDownloads: false,
      serviceWorkers: 'block',
    });
    const unlink = this.#options.labels.unlink.map(folded);
    await context.addInitScript(inPageScript({ unlink, isGuarded: !isForPerson }));
    return { context, page: await context.newPage() };
  }

  async #running(): Promise<Chromium> {
    if (this.#chromium?.isUsable === true) return this.#chromium;
    const { chromiumPath, noSandbox, headed = false, answerMs = 10_000 } = this.#options;
    this.#starting ??= Chromium.start({ chromiumPath, noSandbox, headed, answerMs }).finally(() => {
      this.#starting = null;
    });
    this.#chromium = await this.#starting;
    return this.#chromium;
  }
}
