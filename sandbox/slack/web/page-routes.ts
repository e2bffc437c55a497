import { type Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { z } from 'zod';
import { act } from '../people/act.js';
import { askOptions } from '../people/ask-options.js';
import { BadInput } from '../people/bad-input.js';
import { closeView } from '../people/close-view.js';
import { messagesSeen, viewsOf, workspaceState } from '../people/look.js';
import type { Office } from '../people/office.js';
import { openHome } from '../people/open-home.js';
import { say } from '../people/say.js';
import { submitView } from '../people/submit-view.js';
import { useShortcut } from '../people/use-shortcut.js';
import type { News } from '../state/news.js';
import type { Switches } from '../workspace-options.js';
import * as inputs from './page-inputs.js';

/** `/sandbox/…`: the page's requests, as `page-contract.ts` describes them. */
export function pageRoutes(office: Office, switches?: Switches): Hono {
  const { world } = office;
  const routes = new Hono();
  routes.get('/state', (c) => c.json(workspaceState(world)));
  routes.get('/messages', (c) =>
    c.json(messagesSeen(c.req.query('channel') ?? '', c.req.query('user'), world)),
  );
  routes.get('/views', (c) => c.json(viewsOf(c.req.query('user') ?? '', world)));
  routes.get('/events', (c) => streamEvents(c, world.news));
  routes.post('/post', async (c) => c.json(await say(await read(c, inputs.postInput), office)));
  routes.post('/action', async (c) => c.json(await act(await read(c, inputs.actionInput), office)));
  routes.post('/options', async (c) => c.json(await askOptions(await read(c, inputs.optionsInput), office)));
  routes.post('/shortcut', async (c) =>
    c.json(await useShortcut(await read(c, inputs.shortcutInput), office)),
  );
  routes.post('/home', async (c) => c.json(await openHome(await read(c, inputs.homeInput), office)));
  routes.post('/submit', async (c) => c.json(await submitView(await read(c, inputs.submitInput), office)));
  routes.post('/close', async (c) => c.json(await closeView(await read(c, inputs.closeInput), office)));
  routes.get('/switches', (c) => c.json(switches?.list() ?? []));
  routes.put('/switches/:key', (c) => {
    if (switches?.turnOn(c.req.param('key')) !== true) throw new BadInput('no such switch');
    return c.json(switches.list());
  });
  routes.delete('/switches', (c) => {
    switches?.allWell();
    return c.json(switches?.list() ?? []);
  });
  routes.onError((error, c) => {
    if (error instanceof BadInput) return c.json({ error: error.message }, 400);
    throw error;
  });
  return routes;
}

async function read<Output>(c: Context, schema: z.ZodType<Output>): Promise<Output> {
  const parsed = schema.safeParse(await c.req.json().catch(() => undefined));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`);
  throw new BadInput(faults.join('; '));
}

/** The events for the page; calls and deliveries are for tests only. */
const pageEvents = new Set(['message', 'message_changed', 'message_deleted', 'view']);

/** Keeps proxies and browsers from giving up on a quiet stream. */
const heartbeatMs = 15_000;

function streamEvents(c: Context, news: News): Response {
  return streamSSE(c, async (stream) => {
    const closed = new Promise<void>((resolve) => stream.onAbort(resolve));
    const stop = news.listen((change) => {
      if (pageEvents.has(change.type)) void stream.writeSSE({ data: JSON.stringify(change) });
    });
    const heartbeat = setInterval(() => void stream.write(': still here\n\n'), heartbeatMs);
    await stream.write(': hello\n\n');
    await closed;
    clearInterval(heartbeat);
    stop();
  });
}
