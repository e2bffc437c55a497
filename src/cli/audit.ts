import botConfig from '../../bot.config.js';
import { loadStoredConfig } from '../config/load-config.js';
import { isRequestId } from '../core/request/request-id.js';
import { type Locale, locales } from '../i18n/messages.js';
import { AuditKeys } from '../store/audit-keys.js';
import { Keys } from '../store/keys.js';
import { withRedis } from '../wiring/connect-redis.js';
import { saveEvidence } from './audit-evidence.js';
import { exportAuditLog } from './audit-export.js';
import { listAuditLog } from './audit-list.js';
import { showRequest } from './audit-show.js';
import type { AuditSource } from './audit-source.js';
import { verifyFile, verifyStored } from './audit-verify.js';
import { BadArguments, runCommand, type Typed } from './run-command.js';

/** The audit log at a terminal. Needs REDIS_URL, REDIS_PREFIX and AUDIT_KEY, and nothing else of the bot. */
const usage = `npm run audit -- verify                    checks the chain, its end, and the stored requests against it
    --expect 4711:HASH                     the log must have this entry with this hash (more than once: all of them)
    --accept 12-15                         entries that were written without the newest key, and that you have looked at
    --file audit.jsonl                     checks what list has printed, without Redis
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
npm run audit -- evidence UR-7K2M [DIR]    saves the pictures of a request that still fit their hash in the log
Exit code: 0 all is well, 1 something is wrong, 2 the command was.`;

const text = { type: 'string', multiple: true } as const;
const yes = { type: 'boolean' } as const;
const options = {
  verify: { expect: text, accept: text, file: text, empty: yes },
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
  { ...options.verify, ...options.list, ...options.show, ...options.export },
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
      case 'evidence':
        return evidence(typed, rest);
      default:
        throw new BadArguments(
          'Say what to do: verify, list, show, export or evidence; --help says what there is.',
        );
    }
  },
);

async function verify(typed: Typed, rest: readonly string[]): Promise<number> {
  typed.only(Object.keys(options.verify), rest.length === 0);
  const { redis: address, audit } = loadStoredConfig(botConfig, process.env);
  const auditKeys = new AuditKeys(audit.keys);
  const [file] = typed.values('file');
  if (file !== undefined) return verifyFile(file, typed, auditKeys);
  return withRedis(address.url, (redis) => verifyStored(typed, redis, new Keys(address.prefix), auditKeys));
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
