import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { AssetRegister } from '../asset-register.js';
import type { LedgerBook } from '../ledger.js';
import type { Pause } from '../reply.js';
import { consoleApp } from './console-app.js';
import { Manners, type MannersOrder } from './manners.js';
import { type ConsolePress, PressBook } from './press-book.js';
import { Sessions, sessionCookie } from './sessions.js';

/** A cookie as a browser keeps it. */
export interface SessionCookie {
  readonly name: string;
  readonly value: string;
  readonly domain: string;
  readonly path: string;
}

/** The ZCA's web console: shows the same assets as pages, and lets a test change how they behave. */
export interface ZcaConsole {
  /** For instance `http://127.0.0.1:41234`; its pages are under `/<account code>/`. */
  readonly url: string;
  readonly accountCode: string;
  /** Logs somebody in elsewhere; returns the cookie of that log-in. */
  logIn(): SessionCookie;
  /** Ends every log-in. */
  endSessions(): void;
  /** Sets the behaviour from now on; whatever is left out is good behaviour. Throws a ZodError. */
  behave(manners?: MannersOrder): void;
  manners(): Manners;
  /** Every confirmed unlink, oldest first. */
  presses(): readonly ConsolePress[];
}

export interface ConsoleOptions {
  readonly port: number;
  readonly accountCode: string;
  readonly register: AssetRegister;
  readonly ledger: LedgerBook;
  readonly now: () => Date;
  readonly pause: Pause;
}

/** Serves the console on 127.0.0.1. */
export async function startConsole(
  options: ConsoleOptions,
): Promise<{ readonly console: ZcaConsole; close(): Promise<void> }> {
  const sessions = new Sessions();
  const presses = new PressBook();
  let manners = Manners.parse({});
  const app = consoleApp({ ...options, sessions, presses, manners: () => manners });
  app.onError((_error, c) => c.text('the sandbox itself failed, or it is closing', 500));
  const server = createServer(getRequestListener((request, env) => app.fetch(request, env)));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  const console: ZcaConsole = {
    url: `http://127.0.0.1:${port}`,
    accountCode: options.accountCode,
    logIn: () => ({ name: sessionCookie, value: sessions.begin(), domain: '127.0.0.1', path: '/' }),
    endSessions: () => sessions.endAll(),
    behave: (order = {}) => {
      manners = Manners.parse(order);
    },
    manners: () => manners,
    presses: () => presses.list(),
  };
  return {
    console,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
