import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startZca, type Zca, type ZcaAsset } from '../../sandbox/zca/zca.js';
import { consoleLabels } from '../../src/config/console-schema.js';
import type { BrowserTurns, EvidencePicture } from '../../src/flow/ports.js';
import { ConsoleBrowser } from '../../src/zca/console/browser.js';
import { ConsoleZcaClient } from '../../src/zca/console/console-client.js';
import { SessionFile } from '../../src/zca/console/session-file.js';

/** The console driver at the sandbox's console, logged in, with everything it would have in a worker but the Redis. */
export interface ConsoleBench {
  readonly zca: Zca;
  readonly client: ConsoleZcaClient;
  readonly browser: ConsoleBrowser;
  readonly session: SessionFile;
  readonly sessionPath: string;
  readonly pictures: EvidencePicture[];
  /** Why it asked for somebody to log in. */
  readonly warnings: string[];
  /** Somebody logs in and leaves the log-in in the file. */
  readonly logIn: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface BenchOptions {
  readonly assets?: readonly ZcaAsset[];
  readonly stepMs?: number;
  readonly turns?: BrowserTurns;
  readonly labels?: object;
  readonly now?: () => number;
  /** How long the browser may take for what needs no page to load. */
  readonly answerMs?: number;
}

export async function openConsole({
  assets,
  stepMs = 3_000,
  turns = alwaysFree,
  labels = {},
  now = Date.now,
  answerMs = 30_000,
}: BenchOptions = {}): Promise<ConsoleBench> {
  const zca = await startZca({ accessToken: 'token', ...(assets === undefined ? {} : { assets }) });
  const dir = await mkdtemp(join(tmpdir(), 'console-session-'));
  const sessionPath = join(dir, 'session.json');
  const session = new SessionFile(sessionPath, randomBytes(32).toString('base64'));
  const words = consoleLabels.parse(labels);
  const chromiumPath = process.env['CHROMIUM_PATH'] ?? '';
  const browser = new ConsoleBrowser({ chromiumPath, labels: words, answerMs });
  const pictures: EvidencePicture[] = [];
  const warnings: string[] = [];
  const warn = (what: string) => void warnings.push(what);
  const client = new ConsoleZcaClient({
    address: zca.console.url,
    accountCode: zca.console.accountCode,
    labels: words,
    stepMs,
    session,
    browser,
    turns,
    evidence: { keep: async (picture) => void pictures.push(picture) },
    now,
    log: { info: () => undefined, warn, error: warn },
    turnPatienceMs: 500,
  });
  const logIn = async () => {
    const cookie = { ...zca.console.logIn(), expires: -1, httpOnly: true, secure: false, sameSite: 'Lax' };
    await session.save({ cookies: [cookie], origins: [] });
  };
  await logIn();
  const close = async () => {
    await client.close();
    await zca.close();
    await rm(dir, { recursive: true, force: true });
  };
  return { zca, client, browser, session, sessionPath, pictures, warnings, logIn, close };
}

let token = 0;
const alwaysFree: BrowserTurns = {
  take: async () => {
    token += 1;
    return { token, until: async () => Date.now() + 10_000, end: async () => undefined };
  },
};
