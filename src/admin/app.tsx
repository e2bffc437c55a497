import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { AdminLook } from '../core/messages/audited-query.js';
import { locales, type Messages } from '../i18n/messages.js';
import { isLoopback } from '../shared/proxy.js';
import type { AdminOptions, AdminPorts } from './admin-ports.js';
import { Cookies, formToken, isSame } from './cookies.js';
import { readSearch } from './input.js';
import { NoticePage } from './layout.js';
import { LogIn, logInPath } from './log-in.js';
import { namesOf } from './names.js';
import { isFromHere, protectiveHeaders } from './protection.js';
import { requestsPage } from './requests-page.js';
import { icon, style, styleAddress } from './style.js';
import { type AdminContext, type AdminEnv, timesIn, type View } from './view.js';

/** In bytes: a form holds a pass phrase at most. */
const maxBody = 8 * 1024;
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
  app.notFound((c) => notice(c, 'notFound', 404));
  app.onError(async (error, c) => {
    const isUp = await ports.probe().then(
      () => true,
      () => false,
    );
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
    const thing = about === undefined ? {} : { about };
    await ports.looks.noted({ user, channel: null, what, kind: null, refusal: null, ...thing });
    return answer(view);
  }

  async function mayChange(c: AdminContext): Promise<boolean> {
    if (!isFromHere(c, options.origin)) return false;
    const { reader } = c.get('view');
    // The log-in form has a mark of its own.
    if (reader === null || new URL(c.req.url).pathname === logInPath) return true;
    const { token } = await c.req.parseBody();
    return typeof token === 'string' && isSame(token, reader.formToken);
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
  // What the issuer sends along is used once.
  if (url.pathname.startsWith(`${logInPath}/`)) return logInPath;
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
