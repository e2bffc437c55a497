import { type SentCommand, watchCommands } from './redis-commands.js';

/** A worker’s wait for a job, and what a connection says of itself, tell nothing of Redis. */
const untimed = new Set([
  'bzpopmin',
  'client',
  'hello',
  'info',
  'auth',
  'select',
  'readonly',
  'cluster',
  'subscribe',
]);

interface Timed extends SentCommand {
  since?: number;
}

/** Times each Redis command of this process. */
export function timeRedis(ended: (command: string, result: 'ok' | 'error', ms: number) => void): {
  readonly stop: () => void;
} {
  return watchCommands<Timed>(
    (timed) => {
      timed.since = performance.now();
    },
    ({ command, since, error }) => {
      const name = command.toLowerCase();
      if (since === undefined || untimed.has(name)) return;
      ended(name, error === undefined ? 'ok' : 'error', performance.now() - since);
    },
  );
}
