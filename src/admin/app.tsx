import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { AdminLook } from '../core/messages/audited-query.js';
import { isRequestId } from '../core/request/request-id.js';
import { Unreadable } from '../flow/permission.js';
import { locales, type Messages } from '../i18n/messages.js';
import { isSameText } from '../shared/is-same-text.js';
import { isLoopback } from '../shared/proxy.js';
import { Turns } from '../shared/turns.js';
import type { AdminOptions, AdminPorts } from './admin-ports.js';
import { alertsPage } from './alerts-page.js';
import { assetsPage } from './assets-page.js';
import { chartsPage } from './charts-page.js';
import { Cookies, formToken } from './cookies.js';
import { Exports } from './exports.js';
import { readAssetSearch, readSearch } from './input.js';
import { Layout, NoticePage } from './layout.js';
import { LogIn } from './log-in.js';
import { logInPath } from './log-in-form.js';
import { namesOf } from './names.js';
import { isFromHere, protectiveHeaders } from './protection.js';
import { addQueueBoard, boardPath, boardPolicy, isBounded, queueChangeOf } from './queue-board.js';
import { requestsPage } from './requests-page.js';
import { storyPage } from './story-page.js';
import { icon, style, styleAddress } from './style.js';
import { type AdminContext, type AdminEnv, timesIn, type View } from './view.js';
import { waitingPage } from './waiting-page.js';

/** In bytes: a form holds a pass phrase at most, each letter of which may take nine. */
const maxBody = 16 * 1024;
/** Pages that a process reads the record for at the same time, as it must answer Slack too. */
const mostPages = 4;
const yearSeconds = 365 * 24 * 60 * 60;

export interface AdminApp {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

/** Creates the web page for the record. `messagesFor`: the texts of each language. */
export function createAdmin(
  options: AdminOptions,
  ports: AdminPorts,
  messagesFor: (locale: AdminOptions['locale']) => Messages,
): AdminApp {
  const app = new Hono<AdminEnv>();
  const cookies = new Cookies({ isSecure: options.origin?.startsWith('https:') ?? false });
  const exports = new Exports(ports);
  const turns = new Turns(mostPages);
  const logIn = new LogIn(options, ports, cookies);

  app.use(protectiveHeaders);
  app.get(styleAddress, (c) => forEver(c, style, 'text/css; charset=utf-8'));
  app.get('/admin/icon.svg', (c) => forEver(c, icon, 'image/svg+xml'));
  app.use(async (c, next) => {
    c.set('view', viewOf(c));
    if (options.logIn.type === 'passphrase' && !isForThisMachine(c)) return c.text('', 421);
    return next();
  });
  app.use(bodyLimit({ maxSize: maxBody, onError: (c) => notice(c as AdminContext, 'badInput', 413) }));
  app.use(async (c, next) => {
    const reader = await logIn.readerOf(c);
    if (reader !== null) {
      const names = await namesOf([reader.user], ports);
      const { user, secret } = reader;
      const shown = { user, name: names.get(user) ?? user, formToken: formToken(secret) };
      c.set('view', { ...c.get('view'), reader: shown });
    }
    return next();
  });
  app.use('/admin/*', async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();
    return (await mayChange(c)) ? next() : notice(c, 'refused', 403);
  });
  logIn.addTo(app);

  // From here on nobody gets by without a log-in.
  app.use(async (c, next) => {
    if (c.get('view').reader !== null) return next();
    const { pathname } = new URL(c.req.url);
    return c.redirect(`${logInPath}?next=${encodeURIComponent(pathname)}`, 303);
  });
  app.get('/', (c) => c.redirect('/admin/requests', 303));
  app.get('/admin', (c) => c.redirect('/admin/requests', 303));
  app.get('/admin/requests', (c) =>
    look(c, 'admin_requests', async (view) => {
      const search = readSearch(c.req.query(), ports.now());
      return search === null ? notice(c, 'badInput', 400) : c.html(await requestsPage(view, search, ports));
    }),
  );
  app.get('/admin/requests.csv', (c) =>
    look(c, 'admin_export', (view) => {
      const search = readSearch(c.req.query(), ports.now());
      if (search === null) return notice(c, 'badInput', 400);
      if (c.req.method === 'HEAD') return exports.headOnly();
      return exports.isBusy ? notice(c, 'busy', 429) : exports.answer(view, search.filter);
    }),
  );
  app.get('/admin/requests/:id', (c) => {
    const id = c.req.param('id');
    if (!isRequestId(id)) return notice(c, 'notFound', 404);
    const story = async (view: View) => {
      const page = await storyPage(view, id, ports);
      return page === null ? notice(c, 'notFound', 404) : c.html(page);
    };
    return look(c, 'admin_request', story, id);
  });
  app.get('/admin/requests/:id/pictures/:round{[0-9]{1,4}}/:sha256{[0-9a-f]{64}}', async (c) => {
    const { id, round, sha256 } = c.req.param();
    if (!isRequestId(id)) return notice(c, 'notFound', 404);
    await noted(c, 'admin_picture', id);
    const png = await ports.evidence.png(id, Number(round), sha256);
    if (png === null) return notice(c, 'notFound', 404);
    return c.body(new Uint8Array(png), 200, { 'content-type': 'image/png' });
  });
  app.get('/admin/waiting', (c) =>
    look(c, 'admin_waiting', async (view) => c.html(await waitingPage(view, ports))),
  );
  app.get('/admin/charts', (c) =>
    look(c, 'admin_charts', async (view) => c.html(await chartsPage(view, ports))),
  );
  app.get('/admin/alerts', (c) =>
    look(c, 'admin_alerts', async (view) => c.html(await alertsPage(view, ports))),
  );
  app.get('/admin/assets', (c) =>
    look(c, 'admin_assets', async (view) => {
      const search = readAssetSearch(c.req.query());
      return search === null ? notice(c, 'badInput', 400) : c.html(await assetsPage(view, search, ports));
    }),
  );
  app.get('/admin/queues', (c) => look(c, 'admin_queues', (view) => c.html(<QueuesPage view={view} />)));
  app.use(`${boardPath}/*`, async (c, next) =>
    isBounded(c.req.query()) ? next() : notice(c, 'badInput', 400),
  );
  app.use(`${boardPath}/*`, async (c, next) => {
    const change = queueChangeOf(c.req.method, c.req.path);
    if (change !== null) await noted(c, 'admin_queue_change', change);
    else if (!c.req.path.startsWith(`${boardPath}/static/`)) await noted(c, 'admin_queues');
    await next();
    c.header('content-security-policy', boardPolicy);
  });
  addQueueBoard(app, ports.queues, { mayChange: options.mayChangeQueues });
  app.notFound((c) => notice(c, 'notFound', 404));
  app.onError(async (error, c) => {
    const isUp = !isAway(error) && (await answers(ports.probe()));
    const { pathname } = new URL(c.req.url);
    ports.log.error('admin.failed', 'the admin page could not answer', {
      path: pathname,
      error: String(error),
    });
    return notice(c, isUp ? 'failed' : 'unavailable', isUp ? 500 : 503);
  });

  /** Answers a reader, once the look is in the audit log. */
  async function look(
    c: AdminContext,
    what: AdminLook,
    answer: (view: View) => Promise<Response> | Response,
    about?: string,
  ): Promise<Response> {
    const view = c.get('view');
    const user = view.reader?.user ?? '';
    const counted = await ports.budgets.count('looks', user, randomUUID());
    if (counted.type === 'over') return notice(c, 'overBudget', 429);
    await noted(c, what, about);
    return turns.take(() => answer(view));
  }

  async function noted(c: AdminContext, what: AdminLook, about?: string): Promise<void> {
    const user = c.get('view').reader?.user ?? '';
    const thing = about === undefined ? {} : { about };
    await ports.looks.noted({ user, channel: null, what, kind: null, refusal: null, ...thing });
  }

  async function mayChange(c: AdminContext): Promise<boolean> {
    if (!isFromHere(c, options.origin)) return false;
    const { reader } = c.get('view');
    // The path as it is routed, which may have been sent in another spelling.
    const { path, method } = c.req;
    // The log-in form has a mark of its own.
    if (reader === null || path === logInPath) return true;
    // Bull Board sends no mark; a browser says where such calls come from.
    if (path.startsWith(`${boardPath}/`))
      return (
        options.mayChangeQueues &&
        c.req.header('origin') !== undefined &&
        queueChangeOf(method, path) !== null
      );
    const { token } = await c.req.parseBody();
    return typeof token === 'string' && isSameText(token, reader.formToken);
  }

  function viewOf(c: AdminContext): View {
    const wanted = c.req.query('lang');
    const chosen = locales.find((each) => each === wanted);
    if (chosen !== undefined) cookies.set(c, 'lang', chosen, { sameSite: 'Lax', seconds: yearSeconds });
    const kept = cookies.get(c, 'lang');
    const locale = chosen ?? locales.find((each) => each === kept) ?? options.locale;
    const messages = messagesFor(locale);
    return {
      ...{ locale, messages, texts: messages.admin, here: hereOf(c), reader: null },
      times: timesIn(locale),
    };
  }

  const handle = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  return { handle };
}

/** The path and query of a page without its language. */
function hereOf(c: AdminContext): string {
  const url = new URL(c.req.url);
  // The issuer's code works once, so the page never links to it.
  if (url.pathname.startsWith(`${logInPath}/`)) return logInPath;
  // Two slashes at the start of a link would lead to another host.
  if (!/^\/admin(?:\/|$)/u.test(url.pathname)) return '/admin';
  url.searchParams.delete('lang');
  return `${url.pathname}${url.search}`;
}

/** A name elsewhere that leads to this machine must not open its page (DNS rebinding). */
function isForThisMachine(c: AdminContext): boolean {
  const host = URL.parse(`http://${c.req.header('host') ?? ''}`);
  return host !== null && isLoopback(host.hostname);
}

function notice(
  c: AdminContext,
  name: keyof View['texts']['notices'],
  status: 400 | 403 | 404 | 413 | 429 | 500 | 503,
) {
  return c.html(<NoticePage view={c.get('view')} notice={name} />, status);
}

function forEver(c: AdminContext, body: string, type: string) {
  const headers = { 'content-type': type, 'cache-control': 'public, max-age=31536000, immutable' };
  return c.body(body, 200, headers);
}

/** Slack, or Redis as ioredis tells it; the next call may find it there again. */
function isAway(error: Error): boolean {
  const ofRedis = /Command timed out|MaxRetriesPerRequest|Connection is closed|isn't writeable/u;
  return error instanceof Unreadable || ofRedis.test(String(error));
}

function answers(asked: Promise<unknown>): Promise<boolean> {
  return asked.then(
    () => true,
    () => false,
  );
}

function QueuesPage({ view }: { readonly view: View }) {
  const { texts } = view;
  return (
    <Layout view={view} title={texts.pages.queues}>
      <p>{texts.queues.lead}</p>
      <p class="actions">
        <a class="button primary" href={boardPath}>
          {texts.queues.open}
        </a>
      </p>
    </Layout>
  );
}
