/** A Redis setting that risks data loss. */
export type RedisSetting = 'eviction' | 'no_append_only_file' | 'no_min_replicas';

/** Redis's error codes for refused writes (redis.io/docs/latest/develop/reference/protocol-spec). */
const refusals = /(?:^|[\s-])(MISCONF|OOM|NOREPLICAS|READONLY)\b/u;

/** The code with which Redis refused a write; null for any other error. */
export function refusedWrite(error: unknown): string | null {
  return error instanceof Error ? (refusals.exec(error.message)?.[1] ?? null) : null;
}
