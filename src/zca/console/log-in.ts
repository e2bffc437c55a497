import type { BrowserContext } from 'playwright-core';
import type { Log } from '../../flow/ports/log.js';
import { ZcaNotNow, ZcaUnclear } from '../../flow/zca-error.js';
import { errorName } from '../../shared/error-name.js';
import { resolveWithin } from '../../shared/with-timeout.js';
import { type Session, type SessionFile, SessionUnreadable } from './session-file.js';

export interface LogInOptions {
  readonly session: Pick<SessionFile, 'load' | 'save'>;
  /** Time limit of one step: a page that loads, an element that appears, an answer after a press. */
  readonly stepMs: number;
  readonly now: () => number;
  readonly log: Log;
  /** A paused job looks again after this. */
  readonly pauseMs?: number;
}

/** An ended log-in is tried again after this long, even if the file is the same. */
const tryEndedAgainMs = 10 * 60_000;

/** The log-in from the file, and whether it is known to have ended. */
export class LogIn {
  readonly #options: LogInOptions;
  readonly #pauseMs: number;
  /** The log-in that was found to have ended, and when. */
  #ended: { readonly mark: string; readonly at: number; readonly why: 'logged_out' | 'captcha' } | null =
    null;
  #isMissed = false;

  constructor(options: LogInOptions) {
    this.#options = options;
    this.#pauseMs = options.pauseMs ?? 30_000;
  }

  /** @throws {ZcaNotNow} when no log-in may still be valid */
  async current(): Promise<Session> {
    const { session, now, log } = this.#options;
    // An unreadable file counts as none: a new log-in replaces it.
    const found = await session.load().catch((error: unknown) => {
      if (!(error instanceof SessionUnreadable)) throw error;
      if (!this.#isMissed) log.error('console.session_unreadable', error.message);
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

  /** Call after the console has done its work: the log-in is valid, whatever was known before. */
  worked(): void {
    this.#ended = null;
  }

  /** Call when the console asks for a person; returns the error for the jobs that wait for one. */
  ended({ mark }: Session, { why: asks }: ZcaNotNow): ZcaNotNow {
    const why = asks === 'captcha' ? 'captcha' : 'logged_out';
    this.#ended = { mark, at: this.#options.now(), why };
    return new ZcaNotNow(why, this.#pauseMs, mark);
  }

  /** Saves a log-in that the console has extended during use; without this it would end as if unused. Never rejects. */
  async keep(before: Session, context: BrowserContext): Promise<void> {
    const { session, log, stepMs } = this.#options;
    try {
      const late = () => new ZcaUnclear('the log-in was not handed over');
      const state = await resolveWithin(stepMs, context.storageState(), late);
      if (JSON.stringify(state) === JSON.stringify(before.state)) return;
      // A log-in saved in between by a person is better.
      if ((await session.load())?.mark === before.mark) await session.save(state);
    } catch (error) {
      log.warn('console.session_not_saved', 'could not save the log-in to the console', {
        error: errorName(error),
      });
    }
  }
}
