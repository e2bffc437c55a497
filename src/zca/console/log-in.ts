import type { BrowserContext } from 'playwright-core';
import type { Log } from '../../flow/ports/log.js';
import { ZcaNotNow, ZcaUnclear } from '../../flow/zca-error.js';
import { resolveWithin } from '../../shared/with-timeout.js';
import { type Session, type SessionFile, SessionUnreadable } from './session-file.js';

export interface LogInOptions {
  readonly session: Pick<SessionFile, 'load' | 'save'>;
  /** For one step, in milliseconds: a page that loads, an element that appears, an answer after a press. */
  readonly stepMs: number;
  readonly now: () => number;
  readonly log: Log;
  /** After how long a paused job looks again, in milliseconds. */
  readonly pauseMs?: number;
}

/** A log-in that has ended is tried again after this long, in milliseconds, though the file is the same. */
const tryEndedAgainMs = 10 * 60_000;

/** The log-in that somebody has left in the file, and whether it is known to have ended. */
export class LogIn {
  readonly #options: LogInOptions;
  readonly #pauseMs: number;
  /** The one that was found to have ended, and when. */
  #ended: { readonly mark: string; readonly at: number; readonly why: 'logged_out' | 'captcha' } | null =
    null;
  #isMissed = false;

  constructor(options: LogInOptions) {
    this.#options = options;
    this.#pauseMs = options.pauseMs ?? 30_000;
  }

  /** @throws {ZcaNotNow} where there is none that may still be good */
  async current(): Promise<Session> {
    const { session, now, log } = this.#options;
    // A file that cannot be read is as good as none: a new log-in writes it anew.
    const found = await session.load().catch((error: unknown) => {
      if (!(error instanceof SessionUnreadable)) throw error;
      if (!this.#isMissed) log.error(error.message);
      return null;
    });
    if (found === null) {
      this.#isMissed = true;
      throw new ZcaNotNow('no_session', this.#pauseMs);
    }
    this.#isMissed = false;
    const ended = this.#ended;
    if (ended !== null && ended.mark === found.mark && now() - ended.at < tryEndedAgainMs)
      throw new ZcaNotNow(ended.why, this.#pauseMs, found.mark);
    return found;
  }

  /** The console did what it was asked for, so whatever was known to have ended is good again. */
  worked(): void {
    this.#ended = null;
  }

  /** The console asks for a person; answers with what those who wait for it are told. */
  ended({ mark }: Session, { why: asks }: ZcaNotNow): ZcaNotNow {
    const why = asks === 'captcha' ? 'captcha' : 'logged_out';
    this.#ended = { mark, at: this.#options.now(), why };
    return new ZcaNotNow(why, this.#pauseMs, mark);
  }

  /** Consoles lengthen a log-in while it is used; without this it would end as if it had not been. Never rejects. */
  async keep(before: Session, context: BrowserContext): Promise<void> {
    const { session, log, stepMs } = this.#options;
    try {
      const late = () => new ZcaUnclear('the log-in was not handed over');
      const state = await resolveWithin(stepMs, context.storageState(), late);
      if (JSON.stringify(state) === JSON.stringify(before.state)) return;
      // Somebody who has logged in meanwhile knows better.
      if ((await session.load())?.mark === before.mark) await session.save(state);
    } catch (error) {
      log.warn('the log-in to the console could not be kept', {
        error: error instanceof Error ? error.name : 'unknown',
      });
    }
  }
}
