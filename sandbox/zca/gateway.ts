import type { IncomingHttpHeaders } from 'node:http';
import { type Answer, badRequest, failure } from './answer.js';
import type { AssetRegister } from './asset-register.js';
import type { FaultQueue } from './fault-queue.js';
import { IdempotencyMemory } from './idempotency-memory.js';
import type { LedgerBook, OpenCall, ReceivedCall } from './ledger.js';
import { listAssets } from './list-assets.js';
import { misbehave, type Work } from './misbehave.js';
import { readAsset } from './read-asset.js';
import { maxBodyBytes, parseBody } from './read-body.js';
import { type Pause, type Reply, statusOf } from './reply.js';
import { findTarget, type Target } from './route.js';
import { type UnlinkWorld, unlinkAsset } from './unlink-asset.js';

/** One HTTP call with its whole body. */
export interface Call {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  /** Null when it was longer than the server reads. */
  readonly bodyText: string | null;
}

/** The parts that the contract's operations need. */
export interface GatewayParts {
  readonly accessTokens: readonly string[];
  readonly register: AssetRegister;
  readonly ledger: LedgerBook;
  readonly faults: FaultQueue;
  readonly now: () => Date;
  readonly pause: Pause;
}

/** Answers one call: records it, applies a fault if one waits, records the result. */
export type Gateway = (call: Call) => Promise<Reply>;

/** Builds the gateway. It remembers Idempotency-Keys as long as it lives. */
export function createGateway(parts: GatewayParts): Gateway {
  const memory = new IdempotencyMemory();
  return async (call) => {
    const target = findTarget(call.method, call.url);
    const entry = parts.ledger.received(describe(call, target, parts.now()));
    const refused = refuseAtDoor(call, parts.accessTokens);
    const reply = refused ? whole(refused) : await serve(call, target, entry, { ...parts, memory });
    entry.status = statusOf(reply);
    return reply;
  };
}

function describe(call: Call, target: Target | null, now: Date): ReceivedCall {
  const key = idempotencyKey(call);
  const body = call.bodyText === null ? undefined : parseBody(call.bodyText);
  return {
    at: now.toISOString(),
    method: call.method,
    path: call.url.pathname + call.url.search,
    ...target,
    ...(key !== undefined && { idempotencyKey: key }),
    ...(body !== undefined && { body }),
  };
}

function refuseAtDoor({ headers, bodyText }: Call, accessTokens: readonly string[]): Answer | null {
  if (!accessTokens.some((token) => headers['access_token'] === token))
    return failure(401, -216, 'Access token is invalid');
  if (bodyText === null) return badRequest(`the body is longer than ${maxBodyBytes} bytes`);
  return null;
}

async function serve(
  call: Call,
  target: Target | null,
  entry: OpenCall,
  parts: GatewayParts & { readonly memory: IdempotencyMemory },
): Promise<Reply> {
  // Not 404: callers take 404 for "not linked", so a wrong base address would look like a finished unlink.
  if (target === null) return whole(badRequest(`no such operation: ${call.method} ${call.url.pathname}`));
  const work = workFor(call, target, entry, parts);
  const fault = parts.faults.take(target);
  if (fault === null) return whole(work());
  entry.fault = fault.type;
  return misbehave(fault, work, parts.pause);
}

function workFor(
  call: Call,
  target: Target,
  entry: OpenCall,
  parts: GatewayParts & { readonly memory: IdempotencyMemory },
): Work {
  const world: UnlinkWorld = { ...parts, onRemoved: noteRemoval(entry, parts.ledger) };
  return (bend = {}) => {
    if (target.operation === 'list' || target.operation === 'look')
      return listAssets(call.url.searchParams, parts.register, bend.loopTo);
    if (target.operation === 'read') return readAsset(target, parts.register);
    const manner = bend.manner ?? { type: 'really' };
    return unlinkAsset(
      { address: target, idempotencyKey: idempotencyKey(call), body: entry.body, manner },
      world,
    );
  };
}

function noteRemoval(entry: OpenCall, ledger: LedgerBook): UnlinkWorld['onRemoved'] {
  return ({ kind, id }, requestId, at) => {
    entry.applied = true;
    ledger.removed({ at, kind, id, by: 'api', requestId });
  };
}

function idempotencyKey(call: Call): string | undefined {
  const key = call.headers['idempotency-key'];
  return typeof key === 'string' ? key : undefined;
}

function whole(answer: Answer): Reply {
  return { type: 'answer', answer };
}
