import { tracingChannel } from 'node:diagnostics_channel';

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

interface Timed {
  readonly command: string;
  since?: number;
  error?: unknown;
}

/**
 * Times each Redis command of this process over ioredis’s diagnostics channel, which reaches every connection: BullMQ’s
 * duplicates and a cluster’s nodes too.
 */
export function timeRedis(ended: (command: string, result: 'ok' | 'error', ms: number) => void): {
  readonly stop: () => void;
} {
  const channel = tracingChannel<Timed>('ioredis:command');
  const hooks = {
    start: (timed: Timed) => {
      timed.since = performance.now();
    },
    end: () => undefined,
    asyncStart: () => undefined,
    asyncEnd: ({ command, since, error }: Timed) => {
      const name = command.toLowerCase();
      if (since === undefined || untimed.has(name)) return;
      ended(name, error === undefined ? 'ok' : 'error', performance.now() - since);
    },
    error: () => undefined,
  };
  channel.subscribe(hooks);
  return { stop: () => channel.unsubscribe(hooks) };
}
