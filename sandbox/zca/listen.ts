import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { failure } from './answer.js';
import type { Call } from './gateway.js';
import { readBody } from './read-body.js';
import { type Pause, type Reply, sendReply } from './reply.js';

/** A listening server, and the way to stop it. */
export interface Listening {
  readonly url: string;
  /** Stops listening and cuts every open call, even hanging ones. Safe to call twice. */
  close(): Promise<void>;
}

/** Serves `answer` over real HTTP on 127.0.0.1. Slow replies wait with `pause`. */
export async function listen(
  port: number,
  answer: (call: Call) => Promise<Reply>,
  closing: AbortController,
): Promise<Listening> {
  const pause = pauseUntil(closing.signal);
  const server = createServer((message, response) => {
    serveCall(message, response, answer, pause).catch((error: unknown) => {
      // A closing server cuts its calls on purpose, and a caller who left wants no answer.
      if (!closing.signal.aborted && !response.headersSent) sendCrash(response, error);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const boundPort = typeof address === 'object' && address !== null ? address.port : port;
  return { url: `http://127.0.0.1:${boundPort}`, close: () => closeServer(server, closing) };
}

/** A wait that rejects early when the signal aborts. */
export function pauseUntil(signal: AbortSignal): Pause {
  return (delayMs) => sleep(delayMs, undefined, { signal });
}

async function serveCall(
  message: IncomingMessage,
  response: ServerResponse,
  answer: (call: Call) => Promise<Reply>,
  pause: Pause,
): Promise<void> {
  const bodyText = await readBody(message);
  const url = new URL(`http://zca.sandbox${message.url ?? '/'}`);
  const call = { method: message.method ?? 'GET', url, headers: message.headers, bodyText };
  await sendReply(response, await answer(call), pause);
}

function sendCrash(response: ServerResponse, error: unknown): void {
  const { status, headers, body } = failure(500, -500, `the sandbox itself failed: ${String(error)}`);
  response.writeHead(status, { ...headers }).end(body);
}

function closeServer(server: ReturnType<typeof createServer>, closing: AbortController): Promise<void> {
  closing.abort();
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
