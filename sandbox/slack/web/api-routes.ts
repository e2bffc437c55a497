import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { CallLog } from '../api/call-log.js';
import { callMethod } from '../api/call-method.js';
import type { Method } from '../api/method.js';
import { scopesNeeded } from '../api/scopes.js';
import { isRecord } from '../blocks/check.js';
import type { Faults } from '../faults.js';
import type { RateLimits } from '../rate-limits.js';
import type { World } from '../world.js';
import { misbehave, type NodeContext, rateLimited } from './misbehave.js';
import { type RawCall, readCall } from './read-call.js';

/** The parts that the Web API needs besides the workspace. */
export interface ApiParts {
  world: World;
  methods: ReadonlyMap<string, Method>;
  calls: CallLog;
  faults: Faults;
  /** Absent when calls are not limited. */
  rateLimits?: RateLimits;
}

/** `/api/<method>`: Slack's Web API. */
export function apiRoutes(parts: ApiParts): Hono<{ Bindings: HttpBindings }> {
  const routes = new Hono<{ Bindings: HttpBindings }>();
  routes.on(['GET', 'POST'], '/api/:method', async (c) => {
    const name = c.req.param('method');
    const call = await readCall(c);
    if (!call.args) return c.json({ ok: false, error: 'invalid_json' });
    return answer(name, { ...call, args: call.args }, c, parts);
  });
  return routes;
}

function answer(
  name: string,
  call: RawCall & { args: Record<string, unknown> },
  c: NodeContext,
  { world, methods, calls, faults, rateLimits }: ApiParts,
): Promise<Response> | Response {
  const fault = faults.take(name);
  const args = readable(call.args);
  const remember = (outcome: string) =>
    calls.add({
      method: name,
      args,
      scopes: scopesNeeded(name, args, world),
      at: world.clock.nowMs(),
      outcome,
      ...(fault ? { fault: fault.kind } : {}),
    });
  const retryAfter = fault ? null : (rateLimits?.retryAfterSeconds(name, args) ?? null);
  if (retryAfter !== null) {
    remember('ratelimited');
    return rateLimited(c, retryAfter);
  }
  if (world.scopes) c.header('x-oauth-scopes', world.scopes.join(','));
  return misbehave(
    fault,
    c,
    () => {
      const result = callMethod(methods.get(name), name, call, world);
      remember(result.outcome);
      return c.json(result.body);
    },
    () => remember(fault?.kind === 'error' ? fault.error : 'not_done'),
  );
}

/** Arguments for the log: JSON inside a form field is easier to read when parsed. */
function readable(args: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, parsed(value)]));
}

function parsed(value: unknown): unknown {
  if (typeof value !== 'string' || !/^[[{]/.test(value)) return value;
  try {
    const json: unknown = JSON.parse(value);
    return Array.isArray(json) || isRecord(json) ? json : value;
  } catch {
    return value;
  }
}
