import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { CallLog } from '../api/call-log.js';
import type { Method } from '../api/method.js';
import type { Faults } from '../faults.js';
import type { Office } from '../people/office.js';
import type { RateLimits } from '../rate-limits.js';
import type { Switches } from '../workspace-options.js';
import { apiRoutes } from './api-routes.js';
import { openMessage } from './open-message.js';
import { pageRoutes } from './page-routes.js';
import { responseUrlRoutes } from './response-url-routes.js';
import { staticPage } from './static-page.js';
import { uploadRoutes } from './upload-routes.js';

/** Every HTTP door of the workspace: Slack's, the page's, and the page itself. */
export function createWebApp(parts: {
  office: Office;
  calls: CallLog;
  faults: Faults;
  methods: ReadonlyMap<string, Method>;
  rateLimits?: RateLimits;
  switches?: Switches;
  pageDir?: string;
}): Hono<{ Bindings: HttpBindings }> {
  const { office, pageDir } = parts;
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.route('/', apiRoutes({ ...parts, world: office.world }));
  app.route('/', responseUrlRoutes({ ...parts, world: office.world }));
  app.route('/', uploadRoutes(office.world));
  app.route('/sandbox', pageRoutes(office, parts.switches));
  app.get('/archives/:channel/:message', openMessage);
  if (pageDir !== undefined) app.route('/', staticPage(pageDir));
  return app;
}
