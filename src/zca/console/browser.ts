import type { BrowserContext, Page } from 'playwright-core';
import { type OutboundProxy, withoutProxy } from '../../shared/proxy.js';
import { Chromium } from './chromium.js';
import { inPageScript } from './in-page.js';
import { type ConsoleLabels, folded } from './labels.js';
import type { StorageState } from './session-file.js';

/** Tall enough for ten rows and everything around them. */
export const windowSize = { width: 1280, height: 1600 } as const;

export interface BrowserOptions {
  /** Empty: look in the usual places. */
  readonly chromiumPath: string;
  /** Runs without Chromium's own sandbox, which does not work for root. */
  readonly noSandbox: boolean;
  readonly proxy?: OutboundProxy;
  readonly labels: ConsoleLabels;
  /** With a window that a person can see. */
  readonly headed?: boolean;
  /** Time limit for the browser to open or close a page. */
  readonly answerMs?: number;
  /** More of Chromium's command-line arguments. */
  readonly args?: readonly string[];
}

/** One Chromium, started on demand and again after it has died or stopped answering. Every job gets its own context. */
export class ConsoleBrowser {
  readonly #options: BrowserOptions;
  #chromium: Chromium | null = null;
  #starting: Promise<Chromium> | null = null;

  constructor(options: BrowserOptions) {
    this.#options = options;
  }

  /** The process id; null when there is no process, or its id is uncertain. */
  get pid(): number | null {
    return this.#chromium?.pid ?? null;
  }

  /**
   * A page with the log-in and no other state. `isForPerson` turns the press guard off.
   * @throws {NoBrowser}, or {ZcaUnclear} when the browser does not answer
   */
  async newPage(
    state: StorageState | null,
    { isForPerson = false }: { readonly isForPerson?: boolean } = {},
  ): Promise<{ readonly context: BrowserContext; readonly page: Page }> {
    const chromium = await this.#running();
    return chromium.answerOf(this.#open(chromium, state, isForPerson));
  }

  /** Closes a page and everything that belongs to it. Never rejects. */
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
      // Playwright wrote this state itself, and its schema was checked on reading.
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
    const {
      chromiumPath,
      noSandbox,
      proxy = withoutProxy,
      headed = false,
      answerMs = 10_000,
      args = [],
    } = this.#options;
    this.#starting ??= Chromium.start({ chromiumPath, noSandbox, proxy, headed, answerMs, args }).finally(
      () => {
        this.#starting = null;
      },
    );
    this.#chromium = await this.#starting;
    return this.#chromium;
  }
}
