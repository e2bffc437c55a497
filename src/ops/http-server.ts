import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Log } from '../flow/ports/log.js';

/** One path of the server, held against the request's target sign by sign; a `?` and the rest of it count for nothing. */
export interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

export interface HttpServer {
  readonly port: number;
  /** Takes nothing new; resolves when what had come whole is answered. What never comes whole is not waited for. */
  readonly close: () => Promise<void>;
}

export interface ListenOptions {
  readonly port: number;
  /** Null: on all addresses. */
  readonly host: string | null;
  /** The setting that `port` comes from, to name where it cannot be had. */
  readonly setting: 'PORT' | 'OPS_PORT';
  readonly log: Log;
  /** A request, its body included, comes within this, in milliseconds, or its connection is closed; default 10 s. */
  readonly requestMs?: number;
}

/** How often it is looked for requests that take too long, in milliseconds. */
const checkEveryMs = 1_000;
/** More connections than these are closed at once: Slack and probes need a few dozen. */
const maxConnections = 500;
/** While stopping: how long an answer may take, Slack waits for none longer; and how long the rest of a request. In milliseconds. */
const answerMs = 3_000;
const bodyTimeoutMs = 500;
const pollMs = 50;
/** How often the log says how many requests had no path here, in milliseconds. */
const tellEveryMs = 60_000;

/** The port cannot be listened on; the message names the setting. */
export class PortUnavailable extends Error {
  override readonly name = 'PortUnavailable';

  constructor({ port, host, setting }: ListenOptions, code: string) {
    const where = host === null ? `port ${port}` : `${host}, port ${port}`;
    super(
      code === 'EADDRINUSE'
        ? `Another process listens on ${where}. Stop it, or set ${setting} to a free port.`
        : `The bot cannot listen on ${where} (${code}). Check ${setting} and HOST.`,
    );
  }
}

interface Exchange {
  readonly request: IncomingMessage;
  /** By `performance.now()`. */
  readonly since: number;
}

/**
 * Serves a few exact paths over HTTP. It parses nothing of a request's target, so no target can harm it: what is none
 * of the paths gets 404, what is not HTTP gets 400 from Node. @throws {PortUnavailable}
 */
export async function listen(routes: readonly Route[], options: ListenOptions): Promise<HttpServer> {
  const exchanges = new Set<Exchange>();
  const strays = new StrayCount(options.log);
  const { requestMs = 10_000 } = options;
  const limits = { requestTimeout: requestMs, headersTimeout: requestMs };
  const server = createServer(
    { ...limits, connectionsCheckingInterval: checkEveryMs },
    (request, response) => {
      const exchange = { request, since: performance.now() };
      exchanges.add(exchange);
      response.once('close', () => exchanges.delete(exchange));
      void answer(routes, request, response, options.log, strays);
    },
  );
  server.maxConnections = maxConnections;
  await started(server, options);
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : options.port,
    close: () => closed(server, exchanges),
  };
}

function started(server: Server, options: ListenOptions): Promise<void> {
  const { port, host } = options;
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new PortUnavailable(options, error.code ?? 'unknown')),
    );
    server.listen({ port, ...(host === null ? {} : { host }) }, resolve);
  });
}

async function closed(server: Server, exchanges: ReadonlySet<Exchange>): Promise<void> {
  const over = new Promise<void>((resolve) => server.close(() => resolve()));
  const began = performance.now();
  const isInHand = ({ request, since }: Exchange) =>
    request.complete || performance.now() - since < bodyTimeoutMs;
  while ([...exchanges].some(isInHand) && performance.now() - began < answerMs) {
    server.closeIdleConnections();
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  server.closeAllConnections();
  await over;
}

async function answer(
  routes: readonly Route[],
  request: IncomingMessage,
  response: ServerResponse,
  log: Log,
  strays: StrayCount,
): Promise<void> {
  const [path] = (request.url ?? '').split('?', 1);
  const known = routes.filter((route) => route.path === path);
  // Node leaves the body out of an answer to HEAD.
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const route = known.find((each) => each.method === method);
  if (route === undefined) {
    strays.add();
    return refuse(response, known.length === 0 ? 404 : 405);
  }
  try {
    await route.handle(request, response);
  } catch (error) {
    log.error('a request could not be answered', { path: route.path, error: String(error) });
    if (!response.headersSent) refuse(response, 500);
  }
}

/** Answers with a status alone, and closes the connection: the rest of the request is not read. */
function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { connection: 'close' }).end();
}

/** Says how many requests had no path here: not one line each, and not what was asked for, which may hold a secret. */
class StrayCount {
  readonly #log: Log;
  #count = 0;
  #toldAt = Number.NEGATIVE_INFINITY;

  constructor(log: Log) {
    this.#log = log;
  }

  add(): void {
    this.#count += 1;
    if (performance.now() - this.#toldAt < tellEveryMs) return;
    this.#log.warn('requests came for no path of the bot’s', { requests: this.#count });
    this.#count = 0;
    this.#toldAt = performance.now();
  }
}
