import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { CallLog } from '../api/call-log.js';
import { Refusal } from '../api/refusal.js';
import type { Faults } from '../faults.js';
import { applyResponse, appResponseSchema } from '../people/app-response.js';
import type { World } from '../world.js';
import { misbehave, type NodeContext } from './misbehave.js';
import { readCall } from './read-call.js';

/** `/commands/…`, `/actions/…`, `/app/…`: the response_urls handed out with commands, actions and submissions. */
export function responseUrlRoutes(parts: {
  world: World;
  calls: CallLog;
  faults: Faults;
}): Hono<{ Bindings: HttpBindings }> {
  const routes = new Hono<{ Bindings: HttpBindings }>();
  routes.post('/:kind{commands|actions|app}/:team/:number/:secret', async (c) => {
    const args = (await readCall(c)).args ?? {};
    const fault = parts.faults.take('response_url');
    const remember = (outcome: string) =>
      parts.calls.add({
        ...{ method: 'response_url', args, scopes: [], at: parts.world.clock.nowMs(), outcome },
        ...(fault ? { fault: fault.kind } : {}),
      });
    return misbehave(
      fault,
      c,
      () => {
        const outcome = respond(c.req.param('secret'), args, parts.world);
        remember(outcome);
        return answer(outcome, c);
      },
      () => remember(fault?.kind === 'error' ? fault.error : 'not_done'),
    );
  });
  return routes;
}

/** `ok`, or the error. */
function respond(secret: string, args: Record<string, unknown>, world: World): string {
  const parsed = appResponseSchema.safeParse(args);
  if (!parsed.success) return 'invalid_payload';
  const target = world.responseUrls.use(secret);
  if ('refused' in target) return target.refused;
  return outcomeOf(() => applyResponse(parsed.data, target, world));
}

function outcomeOf(act: () => void): string {
  try {
    act();
    return 'ok';
  } catch (error) {
    if (error instanceof Refusal) return error.error;
    throw error;
  }
}

function answer(outcome: string, c: NodeContext): Response {
  if (outcome === 'ok') return c.text('ok');
  const gone = outcome === 'used_url' || outcome === 'expired_url';
  return c.json({ ok: false, error: outcome }, gone ? 404 : 400);
}
