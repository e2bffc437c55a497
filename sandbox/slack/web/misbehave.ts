import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import type { FaultKind } from '../faults.js';

/** A request through Node's own HTTP server, whose socket can be cut. */
export type NodeContext = Context<{ Bindings: HttpBindings }>;

/** Runs `act` and answers with its result, or goes wrong as planned. Calls `notDone` when the fault prevents `act`. */
export async function misbehave(
  fault: FaultKind | null,
  c: NodeContext,
  act: () => Promise<Response> | Response,
  notDone: () => void,
): Promise<Response> {
  if (fault && isBefore(fault)) {
    notDone();
    return breakOff(fault, c);
  }
  const response = await act();
  if (!fault) return response;
  if (fault.kind !== 'delay') return breakOff(fault, c);
  await new Promise((resolve) => setTimeout(resolve, fault.ms));
  return response;
}

function isBefore({ kind }: FaultKind): boolean {
  return ['drop_before', 'hang', 'status_500_before', 'ratelimited', 'error'].includes(kind);
}

function breakOff(fault: FaultKind, c: NodeContext): Response {
  switch (fault.kind) {
    case 'drop_before':
    case 'drop_after':
      c.env.outgoing.socket?.destroy();
      return RESPONSE_ALREADY_SENT;
    case 'hang':
    case 'hang_after':
      return RESPONSE_ALREADY_SENT;
    case 'ratelimited':
      return rateLimited(c, fault.retryAfterSeconds ?? 1);
    case 'error':
      return c.json({ ok: false, error: fault.error });
    default:
      return c.text('Internal Server Error', 500);
  }
}

/** Slack's 429. */
export function rateLimited(c: Context, retryAfterSeconds: number): Response {
  c.header('Retry-After', String(retryAfterSeconds));
  return c.json({ ok: false, error: 'ratelimited' }, 429);
}
