import { tracingChannel } from 'node:diagnostics_channel';

/** A command that ioredis sends; `error` is set once Redis has refused it. */
export interface SentCommand {
  readonly command: string;
  error?: unknown;
}

/**
 * Watches each Redis command of this process over ioredis’s own diagnostics channel, which reaches every connection:
 * BullMQ’s duplicates and a cluster’s nodes too. Both functions get the same object.
 */
export function watchCommands<C extends SentCommand>(
  started: (command: C) => void,
  ended: (command: C) => void,
): { readonly stop: () => void } {
  const channel = tracingChannel<SentCommand>('ioredis:command');
  const nothing = () => undefined;
  const hooks = {
    start: (sent: SentCommand) => started(sent as C),
    end: nothing,
    asyncStart: nothing,
    asyncEnd: (sent: SentCommand) => ended(sent as C),
    error: nothing,
  };
  channel.subscribe(hooks);
  return { stop: () => channel.unsubscribe(hooks) };
}
