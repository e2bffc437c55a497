import botConfig from '../../bot.config.js';
import { loadStoredConfig } from '../config/load-config.js';
import type { StoredConfig } from '../config/schema.js';
import { isRequestId } from '../core/request/request-id.js';
import { type Locale, locales } from '../i18n/messages.js';
import { AuditAppender } from '../store/audit-appender.js';
import { AuditKeys } from '../store/audit-keys.js';
import { deliveredTo } from '../store/event-turns.js';
import { Keys } from '../store/keys.js';
import type { RedisClient } from '../store/redis-client.js';
import { withRedis } from '../wiring/connect-redis.js';
import { archiveAuditLog } from './audit-archive.js';
import { saveEvidence } from './audit-evidence.js';
import { exportAuditLog } from './audit-export.js';
import { listAuditLog } from './audit-list.js';
import { showRequest } from './audit-show.js';
import { type AuditSource, momentOf } from './audit-source.js';
import { verifyFiles, verifyStored } from './audit-verify.js';
import { BadArguments, runCommand, say, type Typed, toTheTerminal } from './run-command.js';

/** The audit log at a terminal. Needs REDIS_URL, REDIS_PREFIX and AUDIT_KEY, and nothing else of the bot. */
const usage = `npm run audit -- verify                    checks the chain, its end, and the stored requests against it
    --expect 4711:HASH                     the log must have this entry with this hash (more than once: all of them)
    --accept 12-15                         entries that were written without the newest key, and that you have looked at
    --anchors anchors.txt                  the same for every end in a file, as OPS_CHANNEL or the processes' logs have them
    --archive old.jsonl                    checks archives too (in their order), and that the stored log continues them
    --file audit.jsonl                     checks what list has printed, or archives, without Redis
    --empty                                an empty log is right
npm run audit -- list                      prints the entries as JSON lines, oldest first
    --since 2026-03-01  --until 2026-04-01T00:00+07:00      a day in UTC, or a moment; until is not included
    --request UR-7K2M  --actor U0123  --action approved     each may be given more than once
    --file audit.jsonl                                      entries that list or archive has written, without Redis
npm run audit -- show UR-7K2M              tells a request's story in words, and checks the log
    --locale en                            vi or en; without it BOT_LOCALE
    --file audit.jsonl                     as above
npm run audit -- export --format csv       writes entries for a spreadsheet (csv, xlsx) or a program (jsonl)
    --to FILE                              without it to standard output; takes the filters of list, --locale and --file
npm run audit -- archive --to old.jsonl    moves the beginning of the log into a file with a signed checkpoint; needs AUDIT_KEY
    --before 2026-01-01                    what is older; without it AUDIT_KEEP_DAYS days stay
npm run audit -- evidence UR-7K2M [DIR]    saves the pictures of a request that still fit their hash in the log
Exit code: 0 all is well, 1 something is wrong, 2 the command was.`;

const text = { type: 'string', multiple: true } as const;
const yes = { type: 'boolean' } as const;
const options = {
  verify: { expect: text, accept: text, anchors: text, archive: text, file: text, empty: yes },
  archive: { to: text, before: text, accept: text },
  list: { since: text, until: text, request: text, actor: text, action: text, file: text },
  show: { file: text, locale: text },
  export: {
    ...{ since: text, until: text, request: text, actor: text, action: text, file: text },
    ...{ format: text, to: text, locale: text },
  },
  evidence: {},
} as const;

await runCommand(
  usage,
  { ...options.verify, ...options.archive, ...options.list, ...options.show, ...options.export },
  async (typed) => {
    const [command, ...rest] = typed.words;
    switch (command) {
      case 'verify':
        return verify(typed, rest);
      case 'list':
        return list(typed, rest);
      case 'show':
        return show(typed, rest);
      case 'export':
        return exportTo(typed, rest);
      case 'archive':
        return archive(typed, rest);
      case 'evidence':
        return evidence(typed, rest);
      default:
        throw new BadArguments(
          'Say what to do: verify, list, show, export, archive or evidence; --help says what there is.',
        );
    }
  },
);

async function verify(typed: Typed, rest: readonly string[]): Promise<number> {
  typed.only(Object.keys(options.verify), rest.length === 0);
  const { redis: address, audit } = loadStoredConfig(botConfig, process.env);
  const auditKeys = new AuditKeys(audit.keys);
  const files = typed.values('file');
  if (files.length > 0) return verifyFiles(files, typed, auditKeys);
  const archives = typed.values('archive');
  return withRedis(address.url, (redis) =>
    verifyStored(typed, redis, new Keys(address.prefix), auditKeys, archives),
  );
}

async function archive(typed: Typed, rest: readonly string[]): Promise<number> {
  typed.only(Object.keys(options.archive), rest.length === 0);
  const [path] = typed.values('to');
  if (path === undefined) throw new BadArguments('Say where the archive goes: --to FILE.jsonl.');
  const { redis: address, audit, events } = loadStoredConfig(botConfig, process.env);
  const auditKeys = new AuditKeys(audit.keys);
  return withRedis(address.url, async (redis) => {
    const keys = new Keys(address.prefix);
    const now = await timeOf(redis);
    const before = cutOf(typed, audit.keepDays, now);
    if ((await verifyStored(typed, redis, keys, auditKeys)) !== 0) {
      say('Nothing was archived: mend the log first.');
      return 1;
    }
    const log = new AuditAppender(redis, keys, toTheTerminal, auditKeys);
    const delivered = await deliveredToAll(events, redis, keys);
    return archiveAuditLog({ before, path, now }, { redis, keys, auditKeys, audit: log, delivered });
  });
}

/** The last entry that every sink in the settings has got; null without a sink. */
async function deliveredToAll(
  { url, file }: StoredConfig['events'],
  redis: RedisClient,
  keys: Keys,
): Promise<number | null> {
  const sinks = [...(url === null ? [] : ['url' as const]), ...(file === null ? [] : ['file' as const])];
  if (sinks.length === 0) return null;
  const places = await Promise.all(sinks.map((sink) => deliveredTo(redis, keys, sink)));
  return Math.min(...places.map((place) => place?.sequence ?? 0));
}

/** Redis's time, in milliseconds since the epoch: a wrong clock here would archive too much. */
async function timeOf(redis: RedisClient): Promise<number> {
  const [seconds] = await redis.time();
  return Number(seconds) * 1000;
}

/** @throws {BadArguments} */
function cutOf(typed: Typed, keepDays: number | null, now: number): number {
  const newest = keepDays === null ? null : now - keepDays * 24 * 60 * 60_000;
  const before = momentOf(typed, 'before') ?? newest;
  if (before === null)
    throw new BadArguments('Say what is old enough: --before 2026-01-01, or set AUDIT_KEEP_DAYS.');
  if (newest !== null && before > newest)
    throw new BadArguments(`AUDIT_KEEP_DAYS keeps the last ${keepDays} days: --before must be earlier.`);
  return before;
}

async function list(typed: Typed, rest: readonly string[]): Promise<number> {
  typed.only(Object.keys(options.list), rest.length === 0);
  return withSource(typed, (source) => listAuditLog(typed, source));
}

async function show(typed: Typed, rest: readonly string[]): Promise<number> {
  const [requestId = ''] = rest;
  typed.only(Object.keys(options.show), rest.length === 1);
  if (!isRequestId(requestId)) throw new BadArguments('Say which request, like show UR-7K2M.');
  const { audit } = loadStoredConfig(botConfig, process.env);
  return withSource(typed, async (source) => {
    const shown = await showRequest(requestId, source, localeOf(typed));
    if ('files' in source) return shown;
    const verified = await verifyStored(typed, source.redis, source.keys, new AuditKeys(audit.keys));
    return Math.max(shown, verified);
  });
}

async function exportTo(typed: Typed, rest: readonly string[]): Promise<number> {
  typed.only(Object.keys(options.export), rest.length === 0);
  return withSource(typed, (source) => exportAuditLog(typed, source, localeOf(typed)));
}

function withSource(typed: Typed, act: (source: AuditSource) => Promise<number>): Promise<number> {
  const files = typed.values('file');
  if (files.length > 0) return act({ files });
  const { redis: address } = loadStoredConfig(botConfig, process.env);
  return withRedis(address.url, (redis) => act({ redis, keys: new Keys(address.prefix) }));
}

/** @throws {BadArguments} */
function localeOf(typed: Typed): Locale {
  const [asked] = typed.values('locale');
  if (asked === undefined) return loadStoredConfig(botConfig, process.env).locale;
  const found = locales.find((each) => each === asked);
  if (found === undefined) throw new BadArguments('--locale must be vi or en.');
  return found;
}

async function evidence(typed: Typed, rest: readonly string[]): Promise<number> {
  const [requestId = '', dir = `evidence-${requestId}`] = rest;
  typed.only([], rest.length <= 2);
  if (!isRequestId(requestId)) throw new BadArguments('Say of which request, like evidence UR-7K2M.');
  const { redis: address, audit } = loadStoredConfig(botConfig, process.env);
  return withRedis(address.url, async (redis) => {
    const keys = new Keys(address.prefix);
    const saved = await saveEvidence(requestId, dir, redis, keys);
    const verified = await verifyStored(typed, redis, keys, new AuditKeys(audit.keys));
    return Math.max(saved, verified);
  });
}
