import { z } from 'zod';
import type { RedisClient } from './redis-client.js';
import { Script } from './script.js';

const script = new Script('index-entries.lua', 'append-entry.lua', 'transition.lua');

const replies = z.union([
  z.tuple([z.literal('ok')]),
  z.tuple([z.literal('conflict')]),
  z.tuple([z.literal('too_many_open')]),
  z.tuple([z.literal('head')]),
  z.tuple([z.literal('unfit')]),
  z.tuple([z.literal('held'), z.string(), z.coerce.number()]),
  z.tuple([z.literal('judged'), z.string()]),
]);

export type TransitionReply = z.infer<typeof replies>;

/** Runs `transition.lua`; its header lists the keys and arguments. */
export async function runTransition(
  redis: RedisClient,
  keys: readonly string[],
  args: readonly string[],
): Promise<TransitionReply> {
  return replies.parse(await script.run(redis, keys, args));
}
