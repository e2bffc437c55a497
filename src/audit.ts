import botConfig from '../bot.config.js';
import { loadConfig } from './config/load-config.js';
import { redisAddress } from './config/redis-address.js';
import { once, openRedis } from './connect-redis.js';
import { auditLines, verifyAuditLog } from './store/audit-log.js';
import { Keys } from './store/keys.js';

/** `npm run audit -- verify` checks the hash chain and names the first broken entry; `list` prints all entries as JSON lines. */
const { redis: settings } = loadConfig(botConfig, process.env);
const redis = openRedis(redisAddress(settings.url), once);
const keys = new Keys(settings.prefix);
const problems = {
  missing: 'is missing',
  changed: 'was changed',
  cut_short: 'and what follows it were cut off',
} as const;

if (process.argv[2] === 'list') {
  for await (const { sequence, entry } of auditLines(redis, keys))
    process.stdout.write(`${sequence} ${entry}\n`);
} else if (process.argv[2] === 'verify') {
  const verdict = await verifyAuditLog(redis, keys);
  if (verdict.ok) process.stdout.write(`The audit log is whole: ${verdict.entries} entries.\n`);
  else
    process.stdout.write(
      `The audit log is broken: entry ${verdict.sequence} ${problems[verdict.problem]}.\n`,
    );
  process.exitCode = verdict.ok ? 0 : 1;
} else {
  process.stdout.write('npm run audit -- verify | list\n');
  process.exitCode = 2;
}
redis.disconnect();
