import { z } from 'zod';
import { entryArgNames, entryKeyNames } from './append-entry.js';
import { indexArgNames, indexKeyNames } from './index-entries.js';
import { pendingArgNames, pendingKeyNames } from './pending-entries.js';
import type { RedisClient } from './redis-client.js';
import { Script } from './script.js';

const script = new Script({
  files: ['index-entries.lua', 'pending-entries.lua', 'append-entry.lua', 'transition.lua'],
  keys: [
    'open',
    'all',
    'indexed',
    ...entryKeyNames,
    ...indexKeyNames,
    ...pendingKeyNames,
    'unreported',
    'verdict',
  ],
  args: [
    'expectedRevision',
    'nextRevision',
    'record',
    'changedAt',
    'takeCount',
    'askedAt',
    'at',
    ...entryArgNames,
    ...indexArgNames,
    ...pendingArgNames,
    'indexedRevision',
    'unreportedEnd',
    'kept',
    'keptMs',
    'maxOpen',
  ],
  moreKeys: 'locks',
});

/** The replies of a run that found the end of the audit log. */
export const transitionReply = z.union([
  z.tuple([z.literal('ok')]),
  z.tuple([z.literal('conflict')]),
  z.tuple([z.literal('too_many_open')]),
  z.tuple([z.literal('unindexed')]),
  z.tuple([z.literal('held'), z.string(), z.coerce.number()]),
  z.tuple([z.literal('judged'), z.string()]),
]);

export type TransitionReply = z.infer<typeof transitionReply>;
export type TransitionGiven = Parameters<typeof script.run>[1];

/** Runs `transition.lua`; its header describes the keys and arguments. */
export function runTransition(redis: RedisClient, given: TransitionGiven): Promise<unknown> {
  return script.run(redis, given);
}
