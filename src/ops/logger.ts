import { type DestinationStream, pino } from 'pino';
import type { Log, LogFacts } from '../flow/ports/log.js';
import type { LogEvent } from '../flow/ports/log-event.js';
import { hidden, isSecretName, redaction } from './redact.js';

export interface LogOptions {
  /** Words that no line may show. */
  readonly secrets?: readonly string[];
  /** Facts that every line gets, read when it is written. */
  readonly moreFacts?: () => LogFacts;
}

/**
 * Creates a logger that writes one JSON line per event to standard output. It takes an event, a sentence and plain facts (ids,
 * counts), never an error object or a request: those carry tokens (an axios error four times over). A fact may hold
 * another system's words, so what is or looks like a secret is taken out of every line.
 */
export function createLog(
  level: string,
  destination?: DestinationStream,
  { secrets = [], moreFacts = () => ({}) }: LogOptions = {},
): Log {
  const options = { level, base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime };
  const logger = destination === undefined ? pino(options) : pino(options, destination);
  const redact = redaction(secrets);
  const lineOf = (event: LogEvent, facts: LogFacts) => {
    const shown = Object.entries({ ...moreFacts(), ...facts }).map(([name, value]) => {
      if (isSecretName(name)) return [name, hidden];
      return [name, typeof value === 'string' ? redact(value) : value];
    });
    return { event, ...Object.fromEntries(shown) };
  };
  return {
    info: (event: LogEvent, what: string, facts: LogFacts = {}) =>
      logger.info(lineOf(event, facts), redact(what)),
    warn: (event: LogEvent, what: string, facts: LogFacts = {}) =>
      logger.warn(lineOf(event, facts), redact(what)),
    error: (event: LogEvent, what: string, facts: LogFacts = {}) =>
      logger.error(lineOf(event, facts), redact(what)),
  };
}
