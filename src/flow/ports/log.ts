import type { LogEvent } from './log-event.js';

/** The bot's log. `event` is stable and names what happened; `what` says it to people and may be reworded. */
export interface Log {
  info(event: LogEvent, what: string, facts?: LogFacts): void;
  warn(event: LogEvent, what: string, facts?: LogFacts): void;
  error(event: LogEvent, what: string, facts?: LogFacts): void;
}

/** Ids and counts; never user text, never secrets. */
export type LogFacts = { readonly [name: string]: string | number | boolean | null | undefined };
