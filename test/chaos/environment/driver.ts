import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { consoleSettings, leaveSession } from '../../../sandbox/console-session.js';
import type { Zca } from '../../../sandbox/zca/zca.js';

/** The bot's ways to unlink in a storm. */
export const driverKinds = ['http', 'console'] as const;
export type DriverKind = (typeof driverKinds)[number];

/** The bot's settings for its way to the ZCA, and the people's part in it. */
export interface TownDriver {
  readonly kind: DriverKind;
  /** The ZCA's real port. */
  readonly port: number;
  /** The bot's environment, with the ZCA behind this port. */
  env(port: number): NodeJS.ProcessEnv;
  /** Logs in to the console, and leaves the session where the bot finds it. */
  logIn(): Promise<void>;
  close(): Promise<void>;
}

export async function startTownDriver(kind: DriverKind, zca: Zca): Promise<TownDriver> {
  const at = (port: number) => `http://127.0.0.1:${port}`;
  if (kind === 'http')
    return {
      kind,
      port: Number(new URL(zca.url).port),
      env: (port) => ({ ZCA_API_URL: at(port) }),
      logIn: async () => undefined,
      close: async () => undefined,
    };
  const folder = await mkdtemp(join(tmpdir(), 'zca-unlink-chaos-console-'));
  const settings = await consoleSettings(zca, folder);
  return {
    kind,
    port: Number(new URL(zca.console.url).port),
    env: (port) => ({ ...settings, ZCA_CONSOLE_URL: at(port) }),
    logIn: async () => {
      const { CONSOLE_SESSION_FILE: file, CONSOLE_SESSION_KEY: key } = settings;
      await leaveSession(file, zca.console.logIn(), key);
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}
