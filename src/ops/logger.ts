import { type DestinationStream, pino } from 'pino';
import type { Log, LogFacts } from '../flow/ports/log.js';
import type { LogEvent } from '../flow/ports/log-event.js';

/**
 * Creates a logger that writes one JSON line per event to standard output. It takes an event, a sentence and plain facts (ids,
 * counts), never an error object or a request: those carry tokens (an axios error four times over).
 */
export function createLog(level: string, destination?: DestinationStream): Log {
  const options = { level, base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime };
  const logger = destination === undefined ? pino(options) : pino(options, destination);
  return {
    info: (event: LogEvent, what: string, facts: LogFacts = {}) => logger.info({ event, ...facts }, what),
    warn: (event: LogEvent, what: string, facts: LogFacts = {}) => logger.warn({ event, ...facts }, what),
    error: (event: LogEvent, what: string, facts: LogFacts = {}) => logger.error({ event, ...facts }, what),
  };
}
