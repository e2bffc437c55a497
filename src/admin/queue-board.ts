import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { HonoAdapter } from '@bull-board/hono';
import { serveStatic } from '@hono/node-server/serve-static';
import type { Hono } from 'hono';
import type { AdminEnv } from './view.js';

export const boardPath = '/admin/queues/board';

/** Bull Board draws itself in the browser, with its own scripts and styles, and nothing from elsewhere. */
export const boardPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * The calls that may change a queue: pause it, go on, do a job again or at once, and put away what is over. A job's data
 * says who pressed and on what: whoever could add or edit a job could approve in another's name.
 */
const changes = [
  /^PUT \/(?:pause|resume)$/u,
  /^PUT \/[^/]+\/(?:pause|resume|promote)$/u,
  /^PUT \/[^/]+\/retry\/failed$/u,
  /^PUT \/[^/]+\/clean\/(?:completed|failed)$/u,
  /^PUT \/[^/]+\/[^/]+\/(?:retry|promote)$/u,
];
/** The jobs on one page of Bull Board; each is read whole. */
const mostJobs = 100;
/** Of the text that names a change in the audit log, in characters. */
const longestChange = 120;

/** The change that a call to Bull Board asks for, such as `PUT /ask/pause`; null: none that anybody may make. */
export function queueChangeOf(method: string, path: string): string | null {
  const change = `${method} ${path.slice(`${boardPath}/api/queues`.length)}`;
  const isKnown = path.startsWith(`${boardPath}/api/queues/`) && changes.some((each) => each.test(change));
  return isKnown ? change.slice(0, longestChange) : null;
}

/** True for a call that an open Bull Board makes by itself, every few seconds. */
export function isPoll({ method, path }: { readonly method: string; readonly path: string }): boolean {
  return method === 'GET' && path.startsWith(`${boardPath}/api/`);
}

/** True if a call to Bull Board asks for no more jobs than a page may have. */
export function isBounded(query: Readonly<Record<string, string>>): boolean {
  const { jobsPerPage = '10' } = query;
  return /^\d{1,3}$/u.test(jobsPerPage) && Number(jobsPerPage) <= mostJobs;
}

/** Adds Bull Board; unless `mayChange`, it only shows the queues. */
export function addQueueBoard(
  app: Hono<AdminEnv>,
  queues: readonly unknown[],
  { mayChange }: { readonly mayChange: boolean },
): void {
  const server = new HonoAdapter(serveStatic);
  server.setBasePath(boardPath);
  createBullBoard({
    queues: queues.map(
      (queue) =>
        new BullMQAdapter(queue as ConstructorParameters<typeof BullMQAdapter>[0], {
          readOnlyMode: !mayChange,
          allowRetries: mayChange,
        }),
    ),
    serverAdapter: server,
    options: { uiConfig: { boardTitle: 'zca-unlink', hideRedisDetails: true, showWorkers: false } },
  });
  app.route(boardPath, server.registerPlugin());
}
