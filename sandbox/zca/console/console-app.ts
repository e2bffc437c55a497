import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Context, Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { html } from 'hono/html';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { z } from 'zod';
import { AssetId, Kind } from '../asset.js';
import type { AssetRegister } from '../asset-register.js';
import type { LedgerBook } from '../ledger.js';
import type { Pause } from '../reply.js';
import { assetsPage, lateParts } from './assets-page.js';
import { captchaPage, loginPage } from './door-pages.js';
import { type Html, inside } from './layout.js';
import type { Manners } from './manners.js';
import { pageScript } from './page-script.js';
import type { PressBook } from './press-book.js';
import { type Sessions, sessionCookie } from './sessions.js';
import { rowsOf, unlinkedOas } from './shelf.js';
import { counted, said } from './words.js';

export interface ConsoleParts {
  readonly accountCode: string;
  readonly register: AssetRegister;
  readonly ledger: LedgerBook;
  readonly presses: PressBook;
  readonly sessions: Sessions;
  readonly manners: () => Manners;
  readonly now: () => Date;
  readonly pause: Pause;
}

type App = Hono<{ Bindings: HttpBindings }>;
type Call = Context<{ Bindings: HttpBindings }>;

const UnlinkBody = z.strictObject({ kind: Kind, id: AssetId });
const PageNumber = z.coerce.number().int().positive().catch(1);

/** The console as a web application: log-in, menu and the page of linked assets. */
export function consoleApp(parts: ConsoleParts): App {
  const { accountCode, sessions, manners, pause } = parts;
  const app: App = new Hono();
  app.use(async (c, next) => {
    await pause(manners().delayMs);
    const { movedTo, broken } = manners();
    if (movedTo !== null && new URL(c.req.url).origin !== new URL(movedTo).origin)
      return c.redirect(new URL(c.req.path, movedTo).href);
    if (broken !== null) return c.html(broken.text, broken.status as ContentfulStatusCode);
    if (c.req.path === '/page.js') return script(c, parts);
    if (manners().captcha) return c.html(captchaPage());
    if (c.req.path === '/login') return next();
    if (sessions.isOpen(getCookie(c, sessionCookie))) {
      if (manners().rollingSession && c.req.header('sec-fetch-dest') === 'document') renew(c, sessions);
      return next();
    }
    return c.req.path.endsWith('/unlink') ? c.json({}, 401) : c.redirect('/login');
  });
  app.get('/login', (c) => c.html(loginPage(manners())));
  app.post('/login', (c) => {
    begin(c, sessions);
    return c.redirect(`/${accountCode}/spending/overview`);
  });
  app.post('/logout', (c) => {
    sessions.end(deleteCookie(c, sessionCookie));
    return c.redirect('/login');
  });
  app.get('/badge', (c) => c.html('<p>reCAPTCHA</p>'));
  app.get('/', (c) => c.redirect(`/${accountCode}/spending/overview`));
  addPages(app.basePath(`/${accountCode}`) as App, parts);
  return app;
}

function begin(c: Call, sessions: Sessions): void {
  setCookie(c, sessionCookie, sessions.begin(), { httpOnly: true, path: '/', maxAge: 7 * 24 * 3600 });
}

async function script(c: Call, { manners, pause }: ConsoleParts): Promise<Response> {
  const { scriptsAfterMs, redrawnAfterMs } = manners().drawing;
  await pause(scriptsAfterMs ?? 0);
  return c.body(pageScript(redrawnAfterMs), 200, { 'content-type': 'text/javascript' });
}

function renew(c: Call, sessions: Sessions): void {
  sessions.end(getCookie(c, sessionCookie));
  begin(c, sessions);
}

function addPages(app: App, parts: ConsoleParts): void {
  let loads = 0;
  const page = (title: string, current: string, content: Html) =>
    inside(
      {
        accountCode: parts.accountCode,
        title,
        current,
        group: said('Cài đặt', parts.manners()),
        logOut: said('Đăng xuất', parts.manners()),
        menu: menuOf(parts.manners()),
        drawing: parts.manners().drawing,
      },
      parts.manners().captchaBadge
        ? html`${content}<iframe title="reCAPTCHA" src="/badge?${'k=0123456789&'.repeat(30)}size=invisible"></iframe>`
        : content,
    );
  app.get('/spending/overview', (c) => {
    const title = said('Tổng quan chi tiêu', parts.manners());
    return c.html(page(title, 'spending/overview', html`<h1>${title}</h1><p>12.480.000 ₫</p>`));
  });
  app.get('/setting/asset', (c) => c.redirect(`/${parts.accountCode}/setting/asset/app`));
  const listOf = (c: Call) => {
    const kind = Kind.safeParse(c.req.param('kind'));
    if (!kind.success) return null;
    const search = (c.req.query('q') ?? '').normalize('NFC').trim();
    const query = { kind: kind.data, search, page: PageNumber.parse(c.req.query('page') ?? '1') };
    loads += 1;
    const manners = parts.manners();
    return { ...query, manners, rows: rowsOf(parts.register, query, manners, loads) };
  };
  app.get('/setting/asset/:kind/rows', async (c) => {
    await parts.pause(parts.manners().lateRowsMs);
    const list = listOf(c);
    return list === null ? c.notFound() : c.json(await lateParts(list));
  });
  app.get('/setting/asset/:kind', (c) => {
    const list = listOf(c);
    if (list === null) return c.notFound();
    const unlinked = unlinkedOas(parts.register);
    const strangers = parts.register
      .linked()
      .filter((asset) => asset.kind === list.kind)
      .slice(0, 2)
      .map(({ id, name }) => ({ id, name }));
    const shown = { ...list, accountCode: parts.accountCode, unlinked, strangers };
    return c.html(page('Quản lý tài sản', 'setting/asset', assetsPage(shown)));
  });
  app.post('/setting/asset/unlink', (c) => unlink(c, parts));
  app.post('/setting/asset/link', async (c) => {
    const { id } = await c.req.parseBody();
    const asset = unlinkedOas(parts.register).find((each) => each.id === id && each.verified !== false);
    if (asset !== undefined) parts.register.link(asset);
    return c.redirect(`/${parts.accountCode}/setting/asset/oa`);
  });
  app.get('/setting/:other', (c) =>
    c.html(page('Cài đặt', '', html`<p>Trang này không có trong bản mô phỏng.</p>`)),
  );
}

function menuOf(manners: Manners) {
  return [
    { path: 'setting/account', label: said('Thông tin tài khoản', manners) },
    { path: 'setting/asset', label: counted(said('Quản lý tài sản', manners), 2, manners) },
    { path: 'setting/member', label: said('Quản lý thành viên', manners) },
    { path: 'setting/notice', label: said('Quản lý thông báo', manners) },
    ...manners.moreMenu.map((label, at) => ({ path: `setting/more-${at}`, label })),
  ];
}

/** Handles a confirmed unlink: `Manners` decides what it does and what it says. */
async function unlink(c: Call, parts: ConsoleParts): Promise<Response> {
  const { register, ledger, presses, sessions, now, pause } = parts;
  const body = UnlinkBody.safeParse(await c.req.json().catch(() => null));
  if (!body.success) return c.json({ ok: false, message: 'Yêu cầu không hợp lệ' }, 400);
  const { kind, id } = body.data;
  const { answer, sessionEndsAtConfirm, unlinkMs } = parts.manners();
  await pause(unlinkMs);
  if (sessionEndsAtConfirm) {
    sessions.endAll();
    return c.json({}, 401);
  }
  const asset = register.find(kind, id);
  const isFree = asset !== null && asset.refusal === undefined;
  const applied = isFree && ['honest', 'lost_after', 'silent'].includes(answer);
  const at = now().toISOString();
  presses.add({ at, kind, id, applied });
  if (applied) {
    register.remove(kind, id);
    ledger.removed({ at, kind, id, by: 'console' });
  }
  if (answer === 'lost_after' || answer === 'lost_before') {
    // Breaks off mid-answer: if the connection closed before any answer, Chromium would retry the call by itself.
    const { outgoing } = c.env;
    outgoing.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
    outgoing.write('{"ok":', () => outgoing.socket?.destroy());
    return RESPONSE_ALREADY_SENT;
  }
  if (answer === 'hangs') return RESPONSE_ALREADY_SENT;
  if (asset === null) return c.json({ ok: false, message: 'Tài sản này không còn được liên kết' });
  if (asset.refusal !== undefined) return c.json({ ok: false, message: asset.refusal });
  if (answer === 'silent') return c.json({ ok: true });
  return c.json({ ok: true, message: said('Hủy liên kết thành công', parts.manners()), remove: true });
}
