import type { Press, SubmittedCommand } from '../../core/command/submitted-command.js';
import type { Approved, Pending, Request, Running } from '../../core/request/request.js';

/** Puts the next step into the queue; the same step twice is one job. Resolves once Redis has it. */
export interface Jobs {
  ask(ask: SubmittedCommand): Promise<void>;
  press(press: Press): Promise<void>;
  /** Reminders and expiry, at their times: `remindersMs` are milliseconds before it expires. Answers with how many were not there yet. */
  watch(request: Pending, remindersMs: readonly number[]): Promise<number>;
  /** Has the stop window open and the run begin after it, at the request's own time. */
  start(request: Approved): Promise<void>;
  /** One job per chosen asset, and one that reports when all of them are done. */
  unlink(request: Running): Promise<void>;
  /** The report alone, once operators have settled what was left of the run. */
  report(request: Running): Promise<void>;
  /** Reminders of work that was handed to operators, at their times: milliseconds after it was. Answers with how many were not there yet. */
  remindOperators(request: Running, remindersMs: readonly number[]): Promise<number>;
  /** Has the card show how far the run is, no more often than chats allow. */
  progress(requestId: string): Promise<void>;
  /** Has somebody's overview drawn, who is looking at it. */
  home(user: string): Promise<void>;
  /** Has it drawn anew if they look at it at all; the many that ask so within a moment are one. */
  refreshHome(user: string): Promise<void>;
  /**
   * Puts back the job of an open request, or the one that shows how one has ended, that is missing or has died; answers with how
   * many. After some times, at growing distances, it is `over`: putting it back again is no use.
   */
  revive(request: Request): Promise<number | 'over'>;
}

/**
 * Attempts to put something into the queue. One whose answer never came may still arrive; whoever made it was told that it was
 * not recorded, so what comes of it is not carried out.
 */
export interface EnqueueAttempts {
  /** The attempt is known to have arrived: the job, whichever attempt made it, is to be done. */
  taken(job: string, taking: string): Promise<void>;
  /** Its answer never came. Returns at once; keeps trying for a while when the memory does not answer. */
  disown(taking: string): void;
  /** The job is being carried out: from now on it is never disowned, so that what it has begun is ended. */
  begun(job: string): Promise<void>;
  /** Whether the attempt that made this job was disowned, no other is known to have arrived, and it never began. */
  isDisowned(job: string, taking: string): Promise<boolean>;
}

/** Which try of a job this is. */
export interface Attempt {
  /** 1 for the first. */
  readonly number: number;
  /** No other will follow when this one fails. */
  readonly last: boolean;
  /** Milliseconds since the job was made. */
  readonly ageMs: number;
}
