import { type DestinationStream, pino } from 'pino';
import type { Log, LogFacts } from '../flow/ports/log.js';

/**
 * Creates a logger that writes one JSON line per event to standard output. It takes a sentence and plain facts (ids,
 * counts), never an error object or a request: those carry tokens (an axios error four times over).
 */
export function createLog(level: string, destination?: DestinationStream): Log {
  const options = { level, base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime };
  const logger = destination === undefined ? pino(options) : pino(options, destination);
  return {
    info: (what: string, facts: LogFacts = {}) => logger.info(facts, what),
    warn: (what: string, facts: LogFacts = {}) => logger.warn(facts, what),
    error: (what: string, facts: LogFacts = {}) => logger.error(facts, what),
  };
}
