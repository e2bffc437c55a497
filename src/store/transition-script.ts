import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Redis } from 'ioredis';
import { z } from 'zod';

const source = readFileSync(new URL('./transition.lua', import.meta.url), 'utf8');
const sha = createHash('sha1').update(source).digest('hex');

const replies = z.union([
  z.tuple([z.literal('ok')]),
  z.tuple([z.literal('conflict')]),
  z.tuple([z.literal('head'), z.string()]),
  z.tuple([z.literal('held'), z.string(), z.coerce.number()]),
]);

export type TransitionReply = z.infer<typeof replies>;

/** Runs `transition.lua`; its header says what the keys and arguments are. */
export async function runTransition(
  redis: Redis,
  keys: readonly string[],
  args: readonly string[],
): Promise<TransitionReply> {
  const loaded = await redis.evalsha(sha, keys.length, ...keys, ...args).catch((error: unknown) => {
    if (error instanceof Error && error.message.startsWith('NOSCRIPT')) return undefined;
    throw error;
  });
  return replies.parse(loaded ?? (await redis.eval(source, keys.length, ...keys, ...args)));
}
