import { existsSync, realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Browser } from 'playwright-core';
import { z } from 'zod';
import { ZcaUnclear } from '../../flow/zca-error.js';
import type { OutboundProxy } from '../../shared/proxy.js';
import { resolveWithin, withTimeout } from '../../shared/with-timeout.js';

const usualPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/chromium-headless-shell',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
] as const;

const flags = [
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface ChromiumOptions {
  /** Empty: look in the usual places. */
  readonly chromiumPath: string;
  /** With a window that a person can see. */
  readonly headed: boolean;
  /** Runs without Chromium's own sandbox, which does not work for root. */
  readonly noSandbox: boolean;
  readonly proxy: OutboundProxy;
  /** Time limit for whatever needs no page to load. */
  readonly answerMs: number;
  /** More of Chromium's command-line arguments. */
  readonly args?: readonly string[];
}

type ChromiumWanted = Pick<ChromiumOptions, 'chromiumPath' | 'noSandbox'> &
  Partial<Pick<ChromiumOptions, 'headed'>>;

/** The bot is not set up for the console driver; the message says what is missing. */
export class NoBrowser extends Error {
  override readonly name = 'NoBrowser';
}

/** Facts about this machine, known before a browser starts; a test gives its own. */
export interface Machine {
  /** Null: the system has no user ids. */
  readonly user: number | null;
  /** False: nobody could see a window. */
  readonly hasScreen: boolean;
}

function thisMachine(): Machine {
  const { DISPLAY: x11 = '', WAYLAND_DISPLAY: wayland = '' } = process.env;
  return {
    user: process.getuid?.() ?? null,
    hasScreen: process.platform !== 'linux' || x11 !== '' || wayland !== '',
  };
}

/**
 * The path of a Chromium that can run here, as far as that can be told without starting it.
 * @throws {NoBrowser} when there is none
 */
export function requireChromium(
  { chromiumPath, noSandbox, headed = false }: ChromiumWanted,
  { user, hasScreen }: Machine = thisMachine(),
): string {
  const paths = (chromiumPath === '' ? usualPaths : [chromiumPath]).filter((each) => existsSync(each));
  const path = headed ? paths.find((each) => !isHeadlessShell(each)) : paths[0];
  if (path === undefined)
    throw new NoBrowser(
      headed && paths[0] !== undefined
        ? `${paths[0]} cannot show a window, and the log-in needs one: install Chromium (on Debian: apt-get install chromium) or Google Chrome, or set CHROMIUM_PATH to one.`
        : `No Chromium at ${chromiumPath || usualPaths.join(', ')}: install it, or set CHROMIUM_PATH.`,
    );
  if (headed && !hasScreen)
    throw new NoBrowser(
      'This machine has no screen (DISPLAY is not set), and the log-in needs a window: run npm run console:login on a machine with a screen, and bring the file here.',
    );
  if (!noSandbox && user === 0)
    throw new NoBrowser(
      'Chromium’s own sandbox does not work for root: run the worker as another user, or set CHROMIUM_NO_SANDBOX=yes if only trusted pages are opened.',
    );
  return path;
}

/** A build of Chromium without windows, also by another name. */
function isHeadlessShell(path: string): boolean {
  return [path, realpathSync(path)].some((each) => /headless[-_]shell/u.test(basename(each)));
}

/** Loads the browser's driver, an optional dependency. @throws {NoBrowser} */
export function playwright(): Promise<typeof import('playwright-core')> {
  return import('playwright-core').catch(() => {
    throw new NoBrowser('The console driver needs the package playwright-core: npm ci --include=optional');
  });
}

/** One setting says how the whole bot gets out, so the browser does not look for proxies itself. */
function throughProxy({ url, noProxy: direct }: OutboundProxy, args: readonly string[]) {
  if (url === null) return { args: [...args, '--no-proxy-server'] };
  const { protocol, host, username, password } = new URL(url);
  const login = { username: decodeURIComponent(username), password: decodeURIComponent(password) };
  return {
    args: [...args],
    proxy: {
      server: `${protocol}//${host}`,
      // A name stands for everything below it too, which Chromium writes with a dot.
      bypass: direct.flatMap((name) => (/^[.*]/u.test(name) ? [name] : [name, `.${name}`])).join(','),
      ...(username === '' ? {} : login),
    },
  };
}

const processes = z.object({ processInfo: z.array(z.object({ type: z.string(), id: z.int().positive() })) });

/** A Chromium started by this process, which can end it even when it no longer answers. */
export class Chromium {
  readonly browser: Browser;
  /** The process id; null when it is uncertain. */
  readonly pid: number | null;
  readonly #answerMs: number;
  #isGivenUp = false;

  private constructor(browser: Browser, pid: number | null, answerMs: number) {
    this.browser = browser;
    this.pid = pid;
    this.#answerMs = answerMs;
  }

  /** @throws {NoBrowser} @throws {ZcaUnclear} */
  static async start({
    chromiumPath,
    headed,
    noSandbox,
    proxy,
    answerMs,
    args = [],
  }: ChromiumOptions): Promise<Chromium> {
    const executablePath = requireChromium({ chromiumPath, noSandbox, headed });
    const { chromium } = await playwright();
    const browser = await chromium
      .launch({
        executablePath,
        headless: !headed,
        ...throughProxy(proxy, [...flags, ...args]),
        chromiumSandbox: !noSandbox,
        // A worker that is told to stop first finishes its jobs; a person's window ends with Ctrl-C.
        handleSIGINT: headed,
        handleSIGTERM: headed,
        handleSIGHUP: headed,
      })
      .catch(() => {
        throw new ZcaUnclear('the browser could not be started');
      });
    const pid = await withTimeout(
      answerMs,
      pidOf(browser).catch(() => null),
    );
    return new Chromium(browser, pid === 'late' ? null : pid, answerMs);
  }

  /** False once it has died or was ended. */
  get isUsable(): boolean {
    return !this.#isGivenUp && this.browser.isConnected();
  }

  /**
   * Waits for the browser's answer. A browser that does not answer in time is useless, so it is killed.
   * @throws {ZcaUnclear}
   */
  async answerOf<T>(asked: Promise<T>): Promise<T> {
    return resolveWithin(this.#answerMs, asked, () => {
      this.#isGivenUp = true;
      this.#kill();
      return new ZcaUnclear('the browser did not answer');
    });
  }

  /** Closes the browser, or kills it if it does not answer. */
  async end(): Promise<void> {
    await this.answerOf(this.browser.close()).catch(() => undefined);
  }

  #kill(): void {
    // While it is connected its process exists, so the id is still its own.
    if (this.pid === null || !this.browser.isConnected()) return;
    try {
      process.kill(this.pid, 'SIGKILL');
    } catch {
      // The process has just ended by itself.
    }
  }
}

/**
 * The process id that the browser reports, if that process descends from this one and was started as a driven browser: a
 * container may number processes differently.
 */
async function pidOf(browser: Browser): Promise<number | null> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = processes.parse(await session.send('SystemInfo.getProcessInfo'));
  await session.detach();
  const pid = processInfo.find(({ type }) => type === 'browser')?.id;
  return pid !== undefined && (await isDrivenBrowser(pid)) ? pid : null;
}

async function isDrivenBrowser(pid: number): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  if (!(await readFile(`/proc/${pid}/cmdline`, 'utf8')).includes('--remote-debugging-')) return false;
  let each = pid;
  // Debian starts some of its builds through a script that stays their parent.
  for (let generation = 1; generation <= 3; generation += 1) {
    const status = await readFile(`/proc/${each}/status`, 'utf8');
    each = Number(/^PPid:\t(\d+)$/mu.exec(status)?.[1]);
    if (each === process.pid) return true;
    if (each <= 1) return false;
  }
  return false;
}
