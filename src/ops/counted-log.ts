import type { Log } from '../flow/ports/log.js';

/** Counts each line by its level and event before it is written. */
export function countedLog(log: Log, count: (level: 'info' | 'warn' | 'error', event: string) => void): Log {
  return {
    info: (event, what, facts) => {
      count('info', event);
      log.info(event, what, facts);
    },
    warn: (event, what, facts) => {
      count('warn', event);
      log.warn(event, what, facts);
    },
    error: (event, what, facts) => {
      count('error', event);
      log.error(event, what, facts);
    },
  };
}
