import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lightArgs } from '../../../sandbox/test/browser.js';
import { type MannersOrder, startZca, type Zca, type ZcaAsset } from '../../../sandbox/zca/zca.js';
import { consoleLabels } from '../../../src/config/console-schema.js';
import type { BrowserLock, EvidencePicture } from '../../../src/flow/ports/console.js';
import { type BrowserOptions, ConsoleBrowser } from '../../../src/zca/console/browser.js';
import { ConsoleZcaClient } from '../../../src/zca/console/console-client.js';
import { SessionFile } from '../../../src/zca/console/session-file.js';
import { ReusedPages } from './reused-pages.js';

/**
 * The console driver with the sandbox's console, logged in, with everything that it has in a worker
 * except Redis.
 */
export interface ConsoleBench {
  readonly zca: Zca;
  readonly client: ConsoleZcaClient;
  readonly browser: ConsoleBrowser;
  readonly session: SessionFile;
  readonly sessionPath: string;
  readonly pictures: EvidencePicture[];
  /** The reasons for which it asked for a log-in. */
  readonly warnings: string[];
  /** Somebody logs in and leaves the session in the file. */
  readonly logIn: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface BenchOptions {
  readonly assets?: readonly ZcaAsset[];
  readonly stepMs?: number;
  readonly turns?: BrowserLock;
  readonly labels?: object;
  readonly now?: () => number;
  /** The browser's limit for answers that need no page to load. */
  readonly answerMs?: number;
  /** Addresses to which the console may redirect. */
  readonly otherAddresses?: readonly string[];
  readonly logInHosts?: readonly string[];
  /** A browser that is open already, and stays open; `ownBrowser`: one that ends with this console. */
  readonly browser?: ConsoleBrowser | ReusedPages | typeof ownBrowser;
}

export const ownBrowser = 'own';

/** Five similar OAs, and the one of them that tests are about. */
export const shops: readonly ZcaAsset[] = Array.from({ length: 5 }, (_, at) => ({
  kind: 'oa',
  id: String(4_000_000_000_000_000 + at),
  name: `Cửa hàng số ${at}`,
}));
export const shop = { kind: 'oa', id: '4000000000000002' } as const;

/** Opens a console with these shops that behaves in this way; it is closed after the test. */
export type OpenConsole = (manners?: MannersOrder, options?: BenchOptions) => Promise<ConsoleBench>;

/** The browser that a worker's tests share: each call gets a context of its own. */
export const sharedBrowser = benchBrowser({
  labels: consoleLabels.parse({}),
  answerMs: 60_000,
  args: lightArgs,
});
/** The same browser, for tests of what the driver does on a page: a call gets an earlier call's page. */
export const sharedPages = new ReusedPages(sharedBrowser);

/** For tests that each open their own console, in the shared browser; they can run at the same time. */
export const it = test.extend('open', ({ onTestFinished }): OpenConsole => {
  return async (manners = {}, options = {}) => {
    const bench = await openConsole({
      assets: shops,
      stepMs: patientMs(4_000),
      browser: sharedPages,
      ...options,
    });
    onTestFinished(() => bench.close());
    bench.zca.console.behave(manners);
    return bench;
  };
});

/** Test time limit that only a hanging test reaches: a browser on a busy machine takes its time. */
export const timeout = 600_000;

/** A time limit that tests wait out: short, but longer the more processes wait for each of the machine's cores. */
export function patientMs(ms: number): number {
  return ms * Math.min(8, Math.max(1, (loadavg()[0] ?? 1) / availableParallelism()));
}

export function expectNothingDone({ zca }: Pick<ConsoleBench, 'zca'>): void {
  expect(zca.console.presses()).toEqual([]);
  expect(zca.ledger.removals).toEqual([]);
}

export async function openConsole({
  assets,
  stepMs = 15_000,
  turns = alwaysFree,
  labels = {},
  now = Date.now,
  answerMs = 60_000,
  otherAddresses = [],
  logInHosts = [],
  browser: given = ownBrowser,
}: BenchOptions = {}): Promise<ConsoleBench> {
  const zca = await startZca({ accessToken: 'token', ...(assets === undefined ? {} : { assets }) });
  const dir = await mkdtemp(join(tmpdir(), 'console-session-'));
  const sessionPath = join(dir, 'session.json');
  const session = new SessionFile(sessionPath, randomBytes(32).toString('base64'));
  const words = consoleLabels.parse(labels);
  const opens = given === ownBrowser ? benchBrowser({ labels: words, answerMs }) : given;
  const pictures: EvidencePicture[] = [];
  const warnings: string[] = [];
  const warn = (event: string) => void warnings.push(event);
  const client = new ConsoleZcaClient({
    address: zca.console.url,
    otherAddresses,
    logInHosts,
    accountCode: zca.console.accountCode,
    labels: words,
    stepMs,
    session,
    browser: opens,
    turns,
    evidence: { keep: async (picture) => void pictures.push(picture) },
    now,
    log: { info: () => undefined, warn, error: warn },
    turnTimeoutMs: 500,
  });
  const logIn = async () => {
    const cookie = { ...zca.console.logIn(), expires: -1, httpOnly: true, secure: false, sameSite: 'Lax' };
    await session.save({ cookies: [cookie], origins: [] });
  };
  await logIn();
  const close = async () => {
    if (given === ownBrowser) await client.close();
    await zca.close();
    await rm(dir, { recursive: true, force: true });
  };
  const browser = opens instanceof ReusedPages ? opens.browser : opens;
  return { zca, client, browser, session, sessionPath, pictures, warnings, logIn, close };
}

export function benchBrowser(options: Pick<BrowserOptions, 'labels' | 'answerMs' | 'args'>): ConsoleBrowser {
  const chromiumPath = process.env['CHROMIUM_PATH'] ?? '';
  return new ConsoleBrowser({ chromiumPath, noSandbox: process.getuid?.() === 0, ...options });
}

let token = 0;
const alwaysFree: BrowserLock = {
  take: async () => {
    token += 1;
    return { token, until: async () => Date.now() + 10_000, end: async () => undefined };
  },
};
