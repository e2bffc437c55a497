import { randomBytes } from 'node:crypto';

/** The cookie that holds a log-in. */
export const sessionCookie = 'zbs_session';

/** Who is logged in. Anybody may: a sandbox has no passwords to keep. */
export class Sessions {
  readonly #open = new Set<string>();

  /** A new log-in; answers with what its cookie holds. */
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
