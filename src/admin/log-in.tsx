import { createHmac } from 'node:crypto';
import { hostname } from 'node:os';
import type { Hono } from 'hono';
import { z } from 'zod';
import { isSameText } from '../shared/is-same-text.js';
import type { AdminOptions, AdminPorts, LogInSettings } from './admin-ports.js';
import { clientAddress } from './client-address.js';
import { type Cookies, formToken, isSecretForm, newSecret } from './cookies.js';
import { logInPath, PassphraseForm, type Problem, SlackForm, slackPath } from './log-in-form.js';
import { OidcLogIn } from './oidc.js';
import { isPoll } from './queue-board.js';
import type { AdminContext, AdminEnv } from './view.js';

/** After this long somebody logs in again, even who was here all the time. */
const sessionMs = 8 * 60 * 60_000;
/** A log-in at the issuer, or its form, is waited for this long. */
const logInSeconds = 10 * 60;

/** Open to everybody, as the other paths of the log-in are. */
export const returnPath = '/admin/log-in/done';

/** A page of the admin page without a query; nothing else is led to after a log-in. */
const ownPage = /^\/admin(?:\/[A-Za-z0-9-]{1,40}){0,3}$/u;

const statuses = { wrong: 401, tooMany: 429, notAllowed: 403, failed: 502, again: 400 } as const;

/** Logs people in, and out. */
export class LogIn {
  readonly #options: AdminOptions;
  readonly #ports: AdminPorts;
  readonly #cookies: Cookies;
  readonly #oidc: OidcLogIn | null;

  constructor(options: AdminOptions, ports: AdminPorts, cookies: Cookies) {
    this.#options = options;
    this.#ports = ports;
    this.#cookies = cookies;
    const { logIn, origin } = options;
    const redirectUri = `${origin ?? ''}${returnPath}`;
    this.#oidc = logIn.type === 'oidc' ? new OidcLogIn({ ...logIn, redirectUri, fetch: ports.fetch }) : null;
  }

  /** Adds the paths of the log-in. */
  addTo(app: Hono<AdminEnv>): void {
    app.get(logInPath, (c) => this.#form(c, null));
    app.post(logInPath, (c) => this.#byPassphrase(c));
    app.get(slackPath, (c) => this.#begin(c));
    app.get(returnPath, (c) => this.#finish(c));
    app.post('/admin/log-out', (c) => this.#logOut(c));
  }

  /** The person who is logged in, and the secret of their session; null: nobody. Rejects if that cannot be read. */
  async readerOf(c: AdminContext): Promise<{ readonly user: string; readonly secret: string } | null> {
    const secret = this.#cookies.get(c, 'session');
    if (secret === null || !isSecretForm(secret)) return null;
    const session = await this.#ports.sessions.find(this.#idOf(secret), { isUse: !isPoll(c.req) });
    if (session === null) return null;
    if (this.#oidc !== null && !(await this.#ports.mayLook(session.user))) return null;
    return { user: session.user, secret };
  }

  /** `wanted`: the page to lead to after the log-in. */
  #form(c: AdminContext, problem: Problem | null, wanted = c.req.query('next')) {
    const view = c.get('view');
    if (view.reader !== null && problem === null) return c.redirect('/admin', 303);
    const next = pageIn(wanted);
    const { logIn } = this.#options;
    if (logIn.type === 'oidc')
      return c.html(<SlackForm view={view} next={next} problem={problem} />, statusOf(problem));
    // The same for two forms that are open at once.
    const kept = this.#cookies.get(c, 'form');
    const secret = kept !== null && isSecretForm(kept) ? kept : newSecret();
    this.#cookies.set(c, 'form', secret, { sameSite: 'Strict', seconds: logInSeconds });
    return c.html(
      <PassphraseForm view={view} token={formToken(secret)} next={next} problem={problem} />,
      statusOf(problem),
    );
  }

  async #byPassphrase(c: AdminContext) {
    const { logIn } = this.#options;
    if (logIn.type !== 'passphrase') return c.notFound();
    const { data: sent } = passphraseForm.safeParse(await c.req.parseBody());
    // Another form has logged them in.
    if (c.get('view').reader !== null) return c.redirect(pageIn(sent?.next), 303);
    const mark = this.#cookies.get(c, 'form');
    if (sent === undefined || mark === null || !isSameText(sent.token, formToken(mark)))
      return this.#form(c, 'again', sent?.next);
    // A client on this machine can name any address in `X-Forwarded-For`.
    const address = clientAddress(c, { mayHaveProxy: false });
    const user = `admin@${hostname()}`;
    if (!(await this.#ports.tries.begin(address))) return this.#refused(c, 'tooMany', user, sent.next);
    if (!isSameText(composed(sent.passphrase), composed(logIn.passphrase)))
      return this.#refused(c, 'wrong', user, sent.next);
    await this.#ports.tries.succeeded(address);
    this.#cookies.remove(c, 'form');
    return this.#opened(c, user, sent.next);
  }

  async #begin(c: AdminContext) {
    if (this.#oidc === null) return c.notFound();
    const secret = newSecret();
    const address = await this.#oidc.begin(secret).catch((error: unknown) => {
      this.#ports.log.warn('admin.log_in_failed', 'could not begin a log-in to the admin page', {
        why: 'issuer',
        error: faultOf(error),
      });
      return null;
    });
    if (address === null) return this.#form(c, 'failed');
    const next = pageIn(c.req.query('next'));
    // It comes back from the issuer, so a strict cookie would not.
    this.#cookies.set(c, 'log-in', `${secret}.${next}`, { sameSite: 'Lax', seconds: logInSeconds });
    return c.redirect(address.href, 302);
  }

  async #finish(c: AdminContext) {
    const oidc = this.#oidc;
    if (oidc === null) return c.notFound();
    const [secret = '', next] = (this.#cookies.get(c, 'log-in') ?? '').split('.', 2);
    const { search } = new URL(c.req.url);
    // Of another tab, or led here by another site: neither ends the log-in that is under way.
    if (!isSecretForm(secret) || !oidc.isAnswerTo(secret, search))
      return c.get('view').reader === null ? this.#form(c, 'again') : c.redirect('/admin', 303);
    this.#cookies.remove(c, 'log-in');
    const address = clientAddress(c, { mayHaveProxy: true });
    if (!(await this.#ports.tries.begin(address))) return this.#refused(c, 'tooMany', null);
    const who = await oidc.finish(secret, search).catch((error: unknown) => {
      this.#ports.log.warn('admin.log_in_failed', 'the issuer did not say who logged in', {
        why: 'issuer',
        error: faultOf(error),
      });
      return null;
    });
    if (who === null) return this.#form(c, 'failed');
    const ours = await this.#ports.workspace();
    const isOurs =
      (who.team !== '' && who.team === ours.team) ||
      (who.enterprise !== '' && who.enterprise === ours.enterprise);
    // The id may be a colleague's in this workspace.
    if (!isOurs) return this.#refused(c, 'notAllowed', `${who.user}@${who.team || who.enterprise}`);
    if (!(await this.#ports.mayLook(who.user))) return this.#refused(c, 'notAllowed', who.user);
    await this.#ports.tries.succeeded(address);
    return this.#opened(c, who.user, next);
  }

  async #refused(c: AdminContext, problem: Problem, user: string | null, wanted?: string) {
    const refusal = { wrong: 'wrong_passphrase', tooMany: 'too_many', notAllowed: 'not_listed' } as const;
    const why = refusal[problem as keyof typeof refusal];
    const { log, looks } = this.#ports;
    log.warn('admin.log_in_failed', 'refused a log-in to the admin page', { why, user });
    if (user !== null)
      await looks.noted({ user, channel: null, what: 'admin_log_in', kind: null, refusal: why });
    return this.#form(c, problem, wanted);
  }

  async #opened(c: AdminContext, user: string, next: string | undefined) {
    const { sessions, looks, log, now } = this.#ports;
    // First, so that nobody looks without a trace.
    await looks.noted({ user, channel: null, what: 'admin_log_in', kind: null, refusal: null });
    const before = this.#cookies.get(c, 'session');
    if (before !== null && isSecretForm(before)) await sessions.end(this.#idOf(before));
    const secret = newSecret();
    await sessions.open(this.#idOf(secret), { user, until: now() + sessionMs });
    this.#cookies.set(c, 'session', secret, { sameSite: 'Lax', seconds: sessionMs / 1_000 });
    log.info('admin.logged_in', 'somebody logged in to the admin page', { user });
    return c.redirect(pageIn(next), 303);
  }

  async #logOut(c: AdminContext) {
    const secret = this.#cookies.get(c, 'session');
    if (secret !== null && isSecretForm(secret)) await this.#ports.sessions.end(this.#idOf(secret));
    this.#cookies.remove(c, 'session');
    return c.redirect(logInPath, 303);
  }

  /** Depends on the log-in's own secret, so that a new one ends all sessions, and Redis alone opens none. */
  #idOf(secret: string): string {
    return createHmac('sha256', secretOf(this.#options.logIn)).update(secret).digest('base64url');
  }
}

const passphraseForm = z.object({
  token: z.string().max(100),
  passphrase: z.string().max(1_000),
  next: z.string().max(200).optional(),
});

/** A Vietnamese letter may come as one character or as several, by keyboard and system (UAX #15). */
function composed(passphrase: string): string {
  return passphrase.normalize('NFC');
}

/** With the issuer's own code (RFC 6749, 4.1.2.1 and 5.2), which says what to mend. */
function faultOf(error: unknown): string {
  const code = error instanceof Error && 'error' in error ? error.error : '';
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : '';
  return [String(error), code, cause].filter((part) => typeof part === 'string' && part !== '').join('; ');
}

function secretOf(logIn: LogInSettings): string {
  return logIn.type === 'oidc' ? logIn.clientSecret : logIn.passphrase;
}

function pageIn(text: string | undefined): string {
  return text !== undefined && ownPage.test(text) ? text : '/admin';
}

function statusOf(problem: Problem | null) {
  return problem === null ? 200 : statuses[problem];
}
