import { randomBytes } from 'node:crypto';

/** The cookie that holds a log-in. */
export const sessionCookie = 'zbs_session';

/** The current log-ins. Anybody may log in: the sandbox has no passwords. */
export class Sessions {
  readonly #open = new Set<string>();

  /** Starts a log-in; returns its cookie's value. */
  begin(): string {
    const token = randomBytes(16).toString('hex');
    this.#open.add(token);
    return token;
  }

  isOpen(token: string | undefined): boolean {
    return token !== undefined && this.#open.has(token);
  }

  end(token: string | undefined): void {
    if (token !== undefined) this.#open.delete(token);
  }

  endAll(): void {
    this.#open.clear();
  }
}
