import type { Press, SubmittedCommand } from '../../core/command/submitted-command.js';
import type { Approved, CardRequest, Pending, Request, Running } from '../../core/request/request.js';

/** Queues the next step; queueing the same step twice gives one job. Resolves once Redis has it. */
export interface Jobs {
  ask(ask: SubmittedCommand): Promise<void>;
  press(press: Press): Promise<void>;
  /**
   * Queues reminders and expiry at their times; `remindersMs` count back from the expiry. Returns the number of jobs
   * that were missing.
   */
  watch(request: Pending, remindersMs: readonly number[]): Promise<number>;
  /** Removes what `watch` queued, for a request that has ended. What runs already is left to end. */
  unwatch(request: CardRequest, remindersMs: readonly number[]): Promise<void>;
  /** Opens the stop window and starts the run after it, at the request's own time. */
  start(request: Approved): Promise<void>;
  /** Queues one job per chosen asset, and one that reports when all are done. */
  unlink(request: Running): Promise<void>;
  /** Queues only the report, after operators have finished the rest of the run. */
  report(request: Running): Promise<void>;
  /**
   * Queues reminders for operators, counted from the task's assignment. Returns the number of jobs that were missing.
   */
  remindOperators(request: Running, remindersMs: readonly number[]): Promise<number>;
  /** Updates the card with the run's progress, no more often than the chat allows. */
  progress(requestId: string): Promise<void>;
  /** Renders the overview of a person who is looking at it. */
  home(user: string): Promise<void>;
  /** Renders it again if they have opened it lately; many calls within a moment become one. */
  refreshHome(user: string): Promise<void>;
  /**
   * Requeues the missing or dead job of an open request, or the one that shows an end; returns how many. After
   * several times, at growing intervals, returns `over`: requeueing cannot help.
   */
  revive(request: Request): Promise<number | 'over'>;
}

/**
 * Attempts to enqueue a job. An attempt whose response was lost may still arrive; the person was told that it was not
 * recorded, so the job must not be carried out.
 */
export interface EnqueueAttempts {
  /** The attempt has arrived: the job is to be done, whichever attempt created it. */
  taken(job: string, taking: string): Promise<void>;
  /** The attempt's response never came. Returns at once; retries for a while if the memory does not answer. */
  disown(taking: string): void;
  /** The job has started and can no longer be revoked, so that what it began is finished. */
  begun(job: string): Promise<void>;
  /** The job is done, so its attempts are kept as long as the job. Returns at once; an error changes nothing. */
  finished(job: string): void;
  /** True if this attempt was revoked, no other is known to have arrived, and the job never started. */
  isDisowned(job: string, taking: string): Promise<boolean>;
}

/** The number of this attempt at a job, and the job's age. */
export interface Attempt {
  /** Names this run of the job, and no other. */
  readonly run: string;
  /** Starts at 1. */
  readonly number: number;
  /** No other attempt follows if this one fails. */
  readonly last: boolean;
  /** Time since the job was created. */
  readonly ageMs: number;
}
