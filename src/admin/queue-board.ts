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
