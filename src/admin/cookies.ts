import { createHmac, randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';

/** The cookies of the admin page: its session, a log-in under way, the log-in form's own mark, and a language. */
type CookieName = 'session' | 'log-in' | 'form' | 'lang';

/**
 * Sets and reads cookies. Over HTTPS their names begin with `__Host-`, so that no other host or path can set them;
 * without it, on this machine, browsers refuse that.
 */
export class Cookies {
  readonly #isSecure: boolean;

  constructor({ isSecure }: { readonly isSecure: boolean }) {
    this.#isSecure = isSecure;
  }

  get(c: Context, name: CookieName): string | null {
    return getCookie(c, this.#nameOf(name)) ?? null;
  }

  /** `sameSite`: `Lax` also comes along when somebody follows a link from elsewhere, such as back from the log-in. */
  set(
    c: Context,
    name: CookieName,
    value: string,
    { sameSite, seconds }: { readonly sameSite: 'Lax' | 'Strict'; readonly seconds: number },
  ): void {
    const secure = this.#isSecure;
    setCookie(c, this.#nameOf(name), value, {
      ...{ path: '/', httpOnly: true, secure, sameSite, maxAge: seconds },
    });
  }

  remove(c: Context, name: CookieName): void {
    this.set(c, name, '', { sameSite: 'Lax', seconds: 0 });
  }

  #nameOf(name: CookieName): string {
    return `${this.#isSecure ? '__Host-' : ''}unlink-admin-${name}`;
  }
}

/** 256 bits that nobody can guess. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

export function isSecretForm(text: string): boolean {
  return /^[\w-]{43}$/u.test(text);
}

/** Marks a form as made for whoever holds the secret. */
export function formToken(secret: string): string {
  return createHmac('sha256', secret).update('form').digest('base64url');
}
