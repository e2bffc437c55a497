import type { ServerResponse } from 'node:http';
import type { Answer } from './answer.js';

/** The reply to a call: a complete answer, or one of the ways not to give one. */
export type Reply =
  | { readonly type: 'answer'; readonly answer: Answer }
  | { readonly type: 'slow'; readonly answer: Answer; readonly durationMs: number }
  | { readonly type: 'half'; readonly answer: Answer }
  | { readonly type: 'drop' }
  | { readonly type: 'hang' };

/** Waits; rejects when the server closes. */
export type Pause = (delayMs: number) => Promise<void>;

const slowPieces = 20;

/** The HTTP status the caller sees; null when there is none. */
export function statusOf(reply: Reply): number | null {
  return reply.type === 'drop' || reply.type === 'hang' ? null : reply.answer.status;
}

/** Sends a reply over the socket. */
export async function sendReply(response: ServerResponse, reply: Reply, pause: Pause): Promise<void> {
  if (reply.type === 'hang') return;
  if (reply.type === 'drop') {
    response.socket?.destroy();
    return;
  }
  const body = Buffer.from(reply.answer.body);
  response.writeHead(reply.answer.status, { ...reply.answer.headers, 'content-length': body.length });
  if (reply.type === 'answer') response.end(body);
  if (reply.type === 'half') sendHalf(response, body);
  if (reply.type === 'slow') await drip(response, body, reply.durationMs, pause);
}

function sendHalf(response: ServerResponse, body: Buffer): void {
  // The callback runs once the system has the bytes, so the caller really gets them.
  response.write(body.subarray(0, body.length / 2), () => response.socket?.destroy());
}

async function drip(response: ServerResponse, body: Buffer, durationMs: number, pause: Pause): Promise<void> {
  const size = Math.ceil(body.length / slowPieces);
  for (let start = 0; start < body.length; start += size) {
    await pause(durationMs / slowPieces);
    if (response.destroyed) return;
    response.write(body.subarray(start, start + size));
  }
  response.end();
}
