/**
 * What in Redis's settings can lose a request, as sentences for whoever runs the bot; empty when nothing can.
 * `info` is the answer to INFO (redis.io/docs/latest/commands/info).
 */
export function redisWarnings(info: string): string[] {
  const facts = new Map(
    info.split('\r\n').flatMap((line) => {
      const colon = line.indexOf(':');
      return colon < 0 ? [] : [[line.slice(0, colon), line.slice(colon + 1)] as const];
    }),
  );
  const policy = facts.get('maxmemory_policy');
  return [
    ...(policy !== undefined && policy !== 'noeviction'
      ? [`Redis may throw requests away: maxmemory-policy is ${policy}. Set it to noeviction.`]
      : []),
    ...(facts.get('aof_enabled') === '0'
      ? [
          'Redis keeps no append-only file: what it was given last is lost when it dies. Set appendonly to yes.',
        ]
      : []),
    ...(facts.get('aof_last_write_status') === 'err'
      ? ['Redis cannot write its append-only file: it refuses every change until it can. Look at its disk.']
      : []),
  ];
}
