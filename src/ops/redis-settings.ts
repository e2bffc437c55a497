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
  // INFO has `min_slaves_good_slaves` only where min-replicas-to-write is set.
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
    ...(Number(facts.get('connected_slaves')) > 0 && !facts.has('min_slaves_good_slaves')
      ? [
          'Redis takes writes while no replica hears them: a fail-over then loses them. Set min-replicas-to-write to 1.',
        ]
      : []),
    ...(facts.get('aof_last_write_status') === 'err'
      ? ['Redis cannot write its append-only file: it refuses every change until it can. Look at its disk.']
      : []),
  ];
}
