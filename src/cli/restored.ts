import botConfig from '../../bot.config.js';
import { loadStoredConfig } from '../config/load-config.js';
import type { AuditEntry } from '../core/request/audit-entry.js';
import { revokeApprovals } from '../core/request/back-to-pending.js';
import type { Request } from '../core/request/request.js';
import { stop } from '../core/request/stop-transition.js';
import { invalidState, type PressRefusal, type Transition } from '../core/request/transition.js';
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
Puts confirmed requests back to pending, stops runs, keeps new ids apart from those given since the backup, and writes
that into the audit log. docs/operations.md says what it cannot know. Running it twice does no harm.
Exit code: 0 done, 1 something is wrong, 2 the command was.`;

const dayMs = 24 * 60 * 60_000;

await runCommand(usage, {}, async (typed) => {
  typed.only([], typed.words.length === 0);
  const { redis: address, audit } = loadStoredConfig(botConfig, process.env);
  return withRedis(address.url, (redis) =>
    makeSafe(redis, new Keys(address.prefix), new AuditKeys(audit.keys)),
  );
});

async function makeSafe(redis: RedisClient, keys: Keys, auditKeys: AuditKeys): Promise<number> {
  if (await new WorkerPulse(redis, keys).isThere()) {
    say('A worker is running. Stop web and worker first: it may be unlinking what was stopped since.');
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
  const counts = { putBack: 0, stopped: 0, unreadable: 0 };
  for (const id of await redis.zrange(keys.open, '0', '-1')) {
    const what = await heldBack(id, store, at).catch(() => 'unreadable' as const);
    if (what !== null) counts[what] += 1;
    if (what === 'unreadable') say(`! ${printable(id)} cannot be read and stays as it is`);
    else if (what !== null) say(`${id}: ${what === 'putBack' ? 'waits for its approvers again' : 'stopped'}`);
  }
  await redis.incr(keys.restores);
  const entry: AuditEntry = {
    at,
    requestId: '',
    action: 'redis_restored',
    actor: whoRunsThis(),
    details: { entries: verdict.entries, ...counts },
  };
  await store.note(entry);
  say(`Requests put back to pending: ${counts.putBack}; stopped: ${counts.stopped}.`);
  say(
    `The audit log goes on after entry ${verdict.entries}. What came after it until the restore is only in Slack, in the processes' logs and in the sinks of events; npm run audit -- verify --anchors names the ends that are gone.`,
  );
  return counts.unreadable === 0 ? 0 : 1;
}

/** Keeps a confirmed request from running by itself. Null: it would not. */
async function heldBack(
  id: string,
  store: RedisRequestStore,
  at: number,
): Promise<'putBack' | 'stopped' | null> {
  let what: 'putBack' | 'stopped' | null = null;
  const change = await store.change<PressRefusal>(id, (current) => {
    what = current.status === 'approved' && current.round === 1 ? 'putBack' : 'stopped';
    return heldBackRequest(current, at);
  });
  return change.type === 'changed' ? what : null;
}

function heldBackRequest(current: Request, at: number): Transition<PressRefusal> {
  if (current.status === 'running' || (current.status === 'approved' && current.round > 1))
    return stop(current, { by: 'bot', at, press: '' }, current.round);
  if (current.status !== 'approved') return invalidState(current);
  const by = current.approvals.map((approval) => approval.by);
  return revokeApprovals(current, { at, by, needed: by.length, late: true }, at + dayMs);
}
