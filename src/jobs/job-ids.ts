import type { Approved, Finished, Pending, Running } from '../core/request/request.js';

/** A job's id says what the job does, so adding it twice gives one job. */

export function askJobId(delivery: string): string {
  return `ask-${delivery}`;
}

export function pressJobId(press: string): string {
  return `press-${press}`;
}

export function expireJobId({ id, expiresAt }: Pick<Pending, 'id' | 'expiresAt'>): string {
  return `expire-${id}-${expiresAt}`;
}

/** Reminders are numbered from the earliest, 0. */
export function remindJobId({ id, expiresAt }: Pick<Pending, 'id' | 'expiresAt'>, number: number): string {
  return `remind-${id}-${expiresAt}-${number}`;
}

/** A request that is approved again after its list changed gets a new start job. */
export function startJobId({ id, round, decision }: Approved): string {
  return `start-${id}-${round}-${decision.press.slice(0, 12)}`;
}

export function reportJobId({ id, round }: Running | Finished): string {
  return `report-${id}-${round}`;
}
