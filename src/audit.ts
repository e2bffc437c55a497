import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import botConfig from '../bot.config.js';
import { loadConfig } from './config/load-config.js';
import { redisAddress } from './config/redis-address.js';
import { once, openRedis } from './connect-redis.js';
import { isRequestId } from './core/request.js';
import { auditLines, verifyAuditLog } from './store/audit-log.js';
import { keptEvidence } from './store/kept-evidence.js';
import { Keys } from './store/keys.js';

/**
 * The audit log from a terminal. `verify` checks the hash chain and names the first broken entry; `list` prints all entries
 * as JSON lines; `evidence` saves the pictures of a request and holds each against its hash in the log.
 */
const usage = `npm run audit -- verify                    checks the hash chain
npm run audit -- list                      prints all entries as JSON lines
npm run audit -- evidence UR-7K2M [DIR]    saves the pictures of a request that still fit their hash in the log`;

const { redis: settings } = loadConfig(botConfig, process.env);
const redis = openRedis(redisAddress(settings.url), once);
const keys = new Keys(settings.prefix);
const [command, requestId = '', dir = `evidence-${requestId}`] = process.argv.slice(2);

const problems = {
  missing: 'is missing',
  changed: 'was changed',
  cut_short: 'and what follows it were cut off',
} as const;

process.exitCode = await run();
redis.disconnect();

async function run(): Promise<number> {
  switch (command) {
    case 'list':
      return list();
    case 'verify':
      return verify();
    case 'evidence':
      return isRequestId(requestId) ? saveEvidence() : misused();
    default:
      return misused();
  }
}

async function list(): Promise<number> {
  for await (const { sequence, entry } of auditLines(redis, keys)) say(`${sequence} ${entry}`);
  return 0;
}

async function verify(): Promise<number> {
  const verdict = await verifyAuditLog(redis, keys);
  if (verdict.ok) say(`The audit log is whole: ${verdict.entries} entries.`);
  else say(`The audit log is broken: entry ${verdict.sequence} ${problems[verdict.problem]}.`);
  return verdict.ok ? 0 : 1;
}

/** 1 where a picture does not fit its hash, or the log cannot be relied on. */
async function saveEvidence(): Promise<number> {
  const all = await keptEvidence(requestId, redis, keys);
  if (all.length === 0) say(`The audit log tells of no picture of ${requestId}.`);
  for (const picture of all) {
    const { at, round, stage, asset, sha256, png } = picture;
    const what = `${new Date(at).toISOString()}  round ${round}  ${asset}  ${stage}  ${sha256}`;
    if (png === 'gone' || png === 'changed') {
      say(`${what}  ${png === 'gone' ? 'is not kept any more' : 'WAS CHANGED and is not saved'}`);
      continue;
    }
    const file = join(
      dir,
      `${requestId}-${round}-${asset.replace(':', '-')}-${stage}-${sha256.slice(0, 12)}.png`,
    );
    await mkdir(dir, { recursive: true });
    await writeFile(file, png);
    say(`${what}  ${file}`);
  }
  const verdict = await verify();
  return all.some(({ png }) => png === 'changed') ? 1 : verdict;
}

function misused(): number {
  say(usage);
  return 2;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
