import type { AdminPorts } from '../admin/admin-ports.js';
import type { AdminSettings } from '../config/admin-schema.js';
import type { Config } from '../config/schema.js';
import { homeSurface } from '../core/person/directory.js';
import { mayOperate } from '../core/request/permission.js';
import { decisionRefusalOf } from '../flow/permission.js';
import type { Log } from '../flow/ports/log.js';
import { messagesFor } from '../i18n/messages-for.js';
import type { Queues } from '../jobs/queues.js';
import { type HttpServer, listen } from '../ops/http-server.js';
import { withTimeout } from '../shared/with-timeout.js';
import { RedisAdminSessions } from '../store/admin-sessions.js';
import { RedisAlertRecord } from '../store/alert-record.js';
import { RedisAuditOfRequest } from '../store/audit-of-request.js';
import { RedisBudgetCounter } from '../store/budget-counter.js';
import { RedisLogInTries } from '../store/log-in-tries.js';
import { RedisRecordPlaces } from '../store/record-places.js';
import type { RedisClient } from '../store/redis-client.js';
import { now, type Parts } from './components.js';
import { shownLists } from './zca-drivers.js';

interface Served {
  readonly redis: RedisClient;
  readonly parts: Parts;
  readonly queues: Queues;
  readonly log: Log;
}

/** Slack is waited for no longer to say whether somebody named by id is still there. */
const nameMs = 1_000;

/** A search of 10,000 letters, each of three bytes, gets an answer in words. */
const maxHeaderSize = 100 * 1024;

/**
 * Serves the admin page on `ADMIN_PORT`; nothing if that is not set.
 * @throws {PortUnavailable} @throws {NoAdminPackages}
 */
export async function serveAdmin(config: Config, served: Served): Promise<HttpServer | null> {
  const { admin, locale } = config;
  if (admin === null) return null;
  const { createAdmin } = await adminRoom();
  const { logIn, origin, mayChangeQueues } = admin;
  const app = createAdmin(
    { logIn, origin, mayChangeQueues, locale },
    portsOf(config, admin, served),
    messagesFor,
  );
  return listen([], {
    ...{ port: admin.port, setting: 'ADMIN_PORT', log: served.log, maxHeaderSize },
    // With a pass phrase the page is for this machine alone.
    host: logIn.type === 'passphrase' ? '127.0.0.1' : config.host,
    others: app.handle,
  });
}

/** Loads the page's packages, which are optional, only where it is switched on. */
async function adminRoom() {
  try {
    return await import('../admin/app.js');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')
      throw new NoAdminPackages();
    throw error;
  }
}

/** The settings ask for the admin page, and its packages are missing. */
class NoAdminPackages extends Error {
  override readonly name = 'NoAdminPackages';

  constructor() {
    super(
      'ADMIN_PORT is set, but the optional packages of the admin page are not installed. Run npm ci without --omit=optional, or unset it.',
    );
  }
}

function portsOf(
  config: Config,
  { logIn }: AdminSettings,
  { redis, parts, queues, log }: Served,
): AdminPorts {
  const { keys, people, store, index, evidence, policies, operators } = parts;
  const listed = logIn.type === 'oidc' ? logIn.people : [];
  return {
    sessions: new RedisAdminSessions(redis, keys, now),
    tries: new RedisLogInTries(redis, keys),
    looks: parts.queryAudit,
    budgets: new RedisBudgetCounter(redis, keys, config.policy.budgets),
    mayLook: async (user) => {
      if (await hasLeft(user, people)) return false;
      const may = { listed, may: mayBy(listed) };
      return (await decisionRefusalOf(user, may, { chat: people })) === null;
    },
    workspace: () => people.workspace(),
    personName: async (user) => {
      const name = parts.directory.person(user)?.name;
      if (name !== undefined) return name;
      return homeSurface(user) === 'slack' ? people.personName(user) : null;
    },
    probe: () => redis.get(keys.probe),
    fetch: parts.network.fetch,
    groupName: (group) => people.groupName(group),
    record: new RedisRecordPlaces(redis, keys),
    audit: new RedisAuditOfRequest(redis, keys),
    alerts: new RedisAlertRecord(redis, keys),
    linked: shownLists(config, parts.zca, { redis, keys, log }).linked,
    queues: queues.all,
    ...{ store, index, evidence, policies, operators, now, log },
  };
}

/**
 * True if Slack says that somebody has left: whoever is named by id is read for nothing else. They stay while Slack does
 * not answer, when the record is wanted most.
 */
function hasLeft(user: string, people: Pick<Parts['people'], 'person'>): Promise<boolean> {
  return withTimeout(nameMs, people.person(user)).then(
    (person) => person !== 'late' && person.isGone === true,
    () => false,
  );
}

/** People and groups are admitted as operators are: guests only by their own id. */
function mayBy(listed: readonly string[]): Parameters<typeof decisionRefusalOf>[1]['may'] {
  return (person, member) => mayOperate(listed, person, member);
}
