/** A setting of Redis with which it may lose what it was given. */
export type RedisSetting = 'eviction' | 'no_append_only_file' | 'no_min_replicas';

/** Redis's own words for "I take no changes now" (redis.io/docs/latest/develop/reference/protocol-spec). */
const refusals = /(?:^|[\s-])(MISCONF|OOM|NOREPLICAS|READONLY)\b/u;

/** The word with which Redis refused a change, from an error's text; null when it is about something else. */
export function refusedWrite(error: unknown): string | null {
  return error instanceof Error ? (refusals.exec(error.message)?.[1] ?? null) : null;
}
