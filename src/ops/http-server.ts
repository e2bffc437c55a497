import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Log } from '../flow/ports/log.js';
import { sleep } from '../shared/sleep.js';

/** One path of the server. It must equal the request's target exactly, ignoring a `?` and what follows. */
export interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

export interface HttpServer {
  readonly port: number;
  /**
   * Accepts nothing new; resolves when every fully received request is answered. Incomplete ones are not waited for.
   */
  readonly close: () => Promise<void>;
}

export interface ListenOptions {
  readonly port: number;
  /** Null: all addresses. */
  readonly host: string | null;
  /** The setting behind `port`, named if the port is unavailable. */
  readonly setting: 'PORT' | 'OPS_PORT' | 'ADMIN_PORT';
  readonly log: Log;
  /** The time limit for receiving a request with its body; after it the connection is closed. Default 10 s. */
  readonly requestMs?: number;
  /** Handles every path that is not among the routes; absent: they get 404. */
  readonly others?: Route['handle'];
  /** The most bytes of a request's head, so that a long query gets an answer in words. Default: Node's, 16 KiB. */
  readonly maxHeaderSize?: number;
}

/** The interval between checks for slow requests. */
const checkEveryMs = 1_000;
/** Further connections are closed at once: Slack and probes need a few dozen. */
const maxConnections = 500;
/** Time limits during shutdown: for an answer, as Slack waits no longer, and for the rest of a request. */
const answerMs = 3_000;
const bodyTimeoutMs = 500;
const pollMs = 50;
/** The interval between log lines about requests without a path here. */
const tellEveryMs = 60_000;

/** The port is unavailable; the message names the setting. */
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
 * Serves a few exact paths over HTTP, and hands all others on if somebody takes them. It does not parse a request's target, so no target can harm it: an unknown path
 * gets 404, and Node answers 400 to anything that is not HTTP.
 * @throws {PortUnavailable}
 */
export async function listen(routes: readonly Route[], options: ListenOptions): Promise<HttpServer> {
  const exchanges = new Set<Exchange>();
  const strays = new StrayCount(options.log);
  const { requestMs = 10_000, others = null, maxHeaderSize } = options;
  const limits = {
    ...{ requestTimeout: requestMs, headersTimeout: requestMs },
    ...(maxHeaderSize === undefined ? {} : { maxHeaderSize }),
  };
  const server = createServer(
    { ...limits, connectionsCheckingInterval: checkEveryMs },
    (request, response) => {
      const exchange = { request, since: performance.now() };
      exchanges.add(exchange);
      response.once('close', () => exchanges.delete(exchange));
      void answer({ routes, others, request, response, log: options.log, strays });
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
    await sleep(pollMs);
  }
  server.closeAllConnections();
  await over;
}

interface Answering {
  readonly routes: readonly Route[];
  readonly others: Route['handle'] | null;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly log: Log;
  readonly strays: StrayCount;
}

async function answer({ routes, others, request, response, log, strays }: Answering): Promise<void> {
  const [path] = (request.url ?? '').split('?', 1);
  const known = routes.filter((route) => route.path === path);
  // Node omits the body of a response to HEAD.
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const route = known.find((each) => each.method === method);
  const handle = route?.handle ?? (known.length === 0 ? others : null);
  if (handle === null) {
    strays.add();
    return refuse(response, known.length === 0 ? 404 : 405);
  }
  try {
    await handle(request, response);
  } catch (error) {
    log.error('http.failed', 'could not answer an HTTP request', {
      path: route?.path ?? '',
      error: String(error),
    });
    if (!response.headersSent) refuse(response, 500);
  }
}

/** Answers with a status alone and closes the connection without reading the rest of the request. */
function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { connection: 'close' }).end();
}

/** Counts requests without a path here. It does not log each one, nor its target, which may hold a secret. */
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
    this.#log.warn('http.unknown_path', 'received HTTP requests for unknown paths', {
      requests: this.#count,
    });
    this.#count = 0;
    this.#toldAt = performance.now();
  }
}
