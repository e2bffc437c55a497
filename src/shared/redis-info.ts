/**
 * The oldest version that has every command and flag the bot uses; test/integration/store/redis-since.ts has the
 * table.
 */
export const oldestRedis = '6.2';

/** Parses the reply to INFO into its fields (redis.io/docs/latest/commands/info). */
export function factsIn(info: string): ReadonlyMap<string, string> {
  return new Map(
    info.split('\r\n').flatMap((line) => {
      const colon = line.indexOf(':');
      return colon < 0 ? [] : [[line.slice(0, colon), line.slice(colon + 1)] as const];
    }),
  );
}

/** True if one version is older than another: `6.2.16` is newer than `6.2.9`, and `6.2` is `6.2.0`. */
export function isOlderVersion(version: string, than: string): boolean {
  const [one, other] = [version, than].map((text) => text.split('.').map(Number));
  for (let part = 0; part < 3; part += 1) {
    const difference = (one?.[part] ?? 0) - (other?.[part] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
