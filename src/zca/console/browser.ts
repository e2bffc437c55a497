import { existsSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { ZcaUnclear } from '../../flow/zca-error.js';
import { inPageScript } from './in-page.js';
import { type ConsoleLabels, folded } from './labels.js';
import type { StorageState } from './session-file.js';

const usualPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
] as const;

const flags = [
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Tall enough for ten rows with all that is around them. */
export const windowSize = { width: 1280, height: 1600 } as const;

export interface BrowserOptions {
  /** Empty: where systems usually keep it. */
  readonly chromiumPath: string;
  readonly labels: ConsoleLabels;
  /** With a window that a person can see. */
  readonly headed?: boolean;
}

/** This bot is not set up for the console driver; the message says what is missing. */
export class NoBrowser extends Error {
  override readonly name = 'NoBrowser';
}

/** One Chromium, started when it is needed and again when it has died. Every job gets a context of its own. */
export class ConsoleBrowser {
  readonly #options: BrowserOptions;
  #browser: Browser | null = null;

  constructor(options: BrowserOptions) {
    this.#options = options;
  }

  /**
   * A page that knows the log-in and nothing of what was before; closing its context ends it. In one for a person
   * nothing that is pressed is held back. @throws {NoBrowser}
   */
  async newPage(
    state: StorageState | null,
    { isForPerson = false }: { readonly isForPerson?: boolean } = {},
  ): Promise<{ readonly context: BrowserContext; readonly page: Page }> {
    const context = await (await this.#running()).newContext({
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

  async close(): Promise<void> {
    const browser = this.#browser;
    this.#browser = null;
    await browser?.close().catch(() => undefined);
  }

  async #running(): Promise<Browser> {
    if (this.#browser?.isConnected() === true) return this.#browser;
    const { chromiumPath, headed = false } = this.#options;
    const executablePath = chromiumPath === '' ? usualPaths.find((path) => existsSync(path)) : chromiumPath;
    if (executablePath === undefined || !existsSync(executablePath))
      throw new NoBrowser(
        `No Chromium at ${chromiumPath || usualPaths.join(', ')}: install it, or set CHROMIUM_PATH.`,
      );
    const { chromium } = await import('playwright-core').catch(() => {
      throw new NoBrowser('The console driver needs the package playwright-core: npm ci --include=optional');
    });
    this.#browser = await chromium
      .launch({
        executablePath,
        headless: !headed,
        args: flags,
        // Chromium's own sandbox cannot work for root, which is who runs in many containers.
        chromiumSandbox: process.getuid?.() !== 0,
      })
      .catch(() => {
        throw new ZcaUnclear('the browser could not be started');
      });
    return this.#browser;
  }
}
