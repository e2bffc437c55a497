import botConfig from '../../bot.config.js';
import { loadStoredConfig } from '../config/load-config.js';
import { holdAfterRestore } from '../core/request/after-restore.js';
import { AuditKeys } from '../store/audit-keys.js';
import { inspectAuditLog } from '../store/audit-log.js';
import { Keys } from '../store/keys.js';
import type { RedisClient } from '../store/redis-client.js';
import { RedisRequestStore } from '../store/request-store.js';
import { WorkerPulse } from '../store/worker-pulse.js';
import { withRedis } from '../wiring/connect-redis.js';
import { printable } from './printable.js';
import { runCommand, say, toTheTerminal } from './run-command.js';
import { whoRunsThis } from './who-runs-this.js';

/** Makes the bot safe to start with an older state of Redis: nothing that was confirmed before runs by itself. */
const usage = `npm run restored    after Redis was restored from a backup, before web and worker are started
Puts open requests back to wait for approval, keeps runs from further calls, keeps new ids apart from those given since
the backup, and writes that into the audit log. docs/operations.md says what it cannot know. Running it twice does no harm.
Exit code: 0 done, 1 something is wrong, 2 the command was.`;

const dayMs = 24 * 60 * 60_000;
/** Longer than a worker leaves a request without a check. */
const longUnchangedMs = 60 * 60_000;

type Held = 'putBack' | 'onlyRead';

const saidOf: { readonly [H in Held | 'unreadable']: (id: string) => string } = {
  putBack: (id) => `${id}: waits for its approvers again`,
  onlyRead: (id) => `${id}: its run makes no further call and only reads`,
  unreadable: (id) => `! ${id} cannot be read and stays as it is`,
};

await runCommand(usage, {}, async (typed) => {
  typed.only([], typed.words.length === 0);
  const { redis: address, audit } = loadStoredConfig(botConfig, process.env);
  return withRedis(address.url, (redis) =>
    makeSafe(redis, new Keys(address.prefix), new AuditKeys(audit.keys)),
  );
});

async function makeSafe(redis: RedisClient, keys: Keys, auditKeys: AuditKeys): Promise<number> {
  if (await new WorkerPulse(redis, keys).isThere()) {
    say(
      'A worker is running, or did within the last seconds. Stop web and worker first: it may be unlinking what was stopped since.',
    );
    return 1;
  }
  const { verdict } = await inspectAuditLog(redis, keys, auditKeys);
  if (!verdict.ok) {
    say('The restored audit log does not verify; npm run audit -- verify says why. Restore another backup.');
    return 1;
  }
  const [seconds] = await redis.time();
  const at = Number(seconds) * 1000;
  const store = new RedisRequestStore({ redis, keys, alerts: toTheTerminal, auditKeys });
  const counts = { putBack: 0, onlyRead: 0, unreadable: 0 };
  for (const id of await redis.zrange(keys.open, '0', '-1')) {
    const what = await holdBack(id, store, at).catch(() => 'unreadable' as const);
    // The first repair of a worker shows it and gives it its jobs.
    if (what !== null) await redis.zadd(keys.open, 'XX', at - longUnchangedMs, id);
    if (what !== null) counts[what] += 1;
    if (what !== null) say(saidOf[what](printable(id)));
  }
  await redis.rpush(keys.restores, at);
  await store.note({
    at,
    requestId: '',
    action: 'redis_restored',
    actor: whoRunsThis(),
    details: { entries: verdict.entries, ...counts },
  });
  say(`Waiting for their approvers again: ${counts.putBack}; runs that only read now: ${counts.onlyRead}.`);
  say(
    `The audit log goes on after entry ${verdict.entries}. Entries after it, until the restore, are only in Slack, in the processes' logs and in the sinks of events; npm run audit -- verify --anchors names the ends that are gone.`,
  );
  return counts.unreadable === 0 ? 0 : 1;
}

/** Null: the request would unlink nothing by itself. */
async function holdBack(id: string, store: RedisRequestStore, at: number): Promise<Held | null> {
  const change = await store.change(id, (current) => holdAfterRestore(current, at, at + dayMs));
  if (change.type !== 'changed') return null;
  return change.request.status === 'pending' ? 'putBack' : 'onlyRead';
}
