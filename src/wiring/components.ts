import type { Telemetry } from 'bullmq';
import { SlackAlerts } from '../chat/slack/outbound/alerts.js';
import { CardLinks } from '../chat/slack/outbound/card-links.js';
import { languagesOf } from '../chat/slack/outbound/languages.js';
import { nowhere, slackNetwork } from '../chat/slack/outbound/network.js';
import { People } from '../chat/slack/outbound/people.js';
import { createWebClient } from '../chat/slack/outbound/web-client.js';
import type { RedisAddress } from '../config/redis-address.js';
import type { Config } from '../config/schema.js';
import { Directory } from '../core/person/directory.js';
import { alwaysProtecting } from '../core/request/policy.js';
import { personOf } from '../flow/chat-of-surfaces.js';
import type { Alerts } from '../flow/ports/alerts.js';
import type { ChatPeople } from '../flow/ports/chat.js';
import type { Log } from '../flow/ports/log.js';
import type { Metrics } from '../flow/ports/metrics.js';
import { messagesFor } from '../i18n/messages-for.js';
import { withNames } from '../i18n/with-names.js';
import { Queues } from '../jobs/queues.js';
import { watchAuditHead } from '../ops/audit-head-watch.js';
import { firstMeasure } from '../ops/clock-watch.js';
import { requestLog } from '../ops/request-log.js';
import { witnesses } from '../ops/witnesses.js';
import { RedisAccountLinks } from '../store/account-links.js';
import { RedisAlertMemory } from '../store/alert-memory.js';
import { RedisAlertRecord } from '../store/alert-record.js';
import { RedisAssetRegister } from '../store/asset-register.js';
import { formatHead } from '../store/audit-chain.js';
import { AuditKeys } from '../store/audit-keys.js';
import { RedisEnqueueAttempts } from '../store/enqueue-attempts.js';
import { RedisEvidenceStore } from '../store/evidence-store.js';
import { Keys } from '../store/keys.js';
import { RedisLastWords } from '../store/last-words.js';
import { RedisPostJournal } from '../store/post-journal.js';
import { RedisQueryAudit } from '../store/query-audit.js';
import { RedisRateLimitCooldown } from '../store/rate-limit-cooldown.js';
import type { RedisClient } from '../store/redis-client.js';
import { RedisClock } from '../store/redis-clock.js';
import { RedisReplicas, unreplicated } from '../store/replicas.js';
import { RedisReplyAddresses } from '../store/reply-addresses.js';
import { RedisRequestIndex } from '../store/request-index.js';
import { RedisRequestStore } from '../store/request-store.js';
import { RedisZaloUsage } from '../store/zalo-usage.js';
import { singleFlightLists } from '../zca/single-flight-lists.js';
import type { AdoptTime } from './running-process.js';
import { zaloQueuesOf } from './zalo-doors.js';
import { tokenKeeperOf } from './zalo-tokens.js';
import { driverOf, manualOf, ownAssets, watchedDriver } from './zca-drivers.js';

/** Milliseconds since the epoch; Redis's time in a process that has adopted it. */
export const now = () => Date.now();

export function watchHead({ store }: Parts, log: Log): ReturnType<typeof watchAuditHead> {
  return watchAuditHead(async () => formatHead(await store.audit.head()), log);
}

export async function sharedClock(config: Config, redis: RedisClient, adopt: AdoptTime): Promise<RedisClock> {
  const clock = new RedisClock(redis, new Keys(config.redis.prefix));
  await firstMeasure(clock);
  adopt(clock.now);
  return clock;
}

export function createQueues(
  config: Config,
  connection: RedisClient,
  parts: Parts,
  { telemetry, log }: { readonly telemetry: Telemetry | null; readonly log: Log },
): Queues {
  const { attempts, backoffMs } = config.zca;
  const { prefix, keepFinishedDays } = config.redis;
  const { enqueueAttempts, replicas, alerts } = parts;
  return new Queues({
    others: zaloQueuesOf(config),
    ...{ connection, prefix, attempts, backoffMs, keepFinishedDays },
    ...{ enqueueAttempts, replicas, alerts, telemetry, log },
  });
}

export type Parts = ReturnType<typeof partsOf>;

/** The base of all components. */
interface Given {
  readonly address: RedisAddress;
  readonly redis: RedisClient;
  readonly metrics: Metrics;
  readonly log: Log;
}

/** The components of both processes. */
export function partsOf(config: Config, given: Given) {
  const { redis, metrics, log } = given;
  const keys = new Keys(config.redis.prefix);
  const chat = chatPartsOf(config, given, keys);
  const { replicas, alerts, messages } = chat;
  logSettings(config, log);
  const store = new RedisRequestStore({
    redis,
    keys,
    alerts,
    replicas,
    auditKeys: new AuditKeys(config.audit.keys),
    witness: witnesses(metrics, requestLog(log)),
  });
  const register = new RedisAssetRegister(redis, keys, alerts);
  const evidence = new RedisEvidenceStore(redis, keys, store);
  const driver = driverOf(config, { redis, keys, register, evidence }, { metrics, log });
  const watched = watchedDriver(driver, { alerts, redis, keys, metrics, log });
  return {
    ...manualOf(config, register),
    ...chat,
    keys,
    zca: singleFlightLists(watched.zca),
    closeZca: driver.closeZca,
    zcaWatch: watched,
    zaloKeeper: tokenKeeperOf(config, { redis, keys, replicas, alerts, now, log }),
    policies: alwaysProtecting(config.policy, ownAssets(config, messages)),
    enqueueAttempts: new RedisEnqueueAttempts(redis, keys, log, replicas),
    store,
    links: new RedisAccountLinks({ redis, keys, audit: store.audit, replicas, now }),
    words: new RedisLastWords(redis, keys),
    zaloUsage: new RedisZaloUsage(redis, keys, now),
    queryAudit: new RedisQueryAudit({ redis, keys, audit: store.audit, replicas, now }),
    register,
    evidence,
    index: new RedisRequestIndex(redis, keys),
  };
}

/** The components that speak to Slack, and the few on which they depend. Without Slack they send nothing. */
function chatPartsOf(config: Config, { address, redis, metrics, log }: Given, keys: Keys) {
  const cooldown = new RedisRateLimitCooldown(redis, keys);
  const directory = new Directory(config.people);
  const named = {
    vi: withNames(messagesFor('vi'), directory),
    en: withNames(messagesFor('en'), directory),
  };
  const messages = named[config.locale];
  // Alerts use this client and also observe it; `SlackAlerts` prevents the loop.
  const watch: Alerts = { raise: (alert) => alerts.raise(alert) };
  const { isUsed } = config.slack;
  const network = isUsed ? slackNetwork(config.proxy) : nowhere;
  const client = createWebClient({
    token: config.slack.botToken,
    apiUrl: config.slack.apiUrl,
    ...{ log, cooldown, metrics, alerts: watch, network },
  });
  const replicas = address.type === 'single' ? unreplicated : new RedisReplicas(redis, keys, now);
  const journal = new RedisPostJournal(redis, keys, watch, replicas);
  const { channel } = config.ops;
  const memory = new RedisAlertMemory(redis, keys);
  const record = new RedisAlertRecord(redis, keys);
  const cardLinks = new CardLinks({ client, journal, log });
  const alerts = new SlackAlerts({
    ...{ channel, client, memory, record, cardLinks, messages, metrics, now, log },
  });
  const people = new People(client, now, alerts);
  const chatPeople: ChatPeople = {
    groupMembers: (group, wanted) => people.groupMembers(group, wanted),
    person: (id, wanted) => personOf(id, { slack: isUsed ? people : null, directory }, wanted),
  };
  return {
    replicas,
    cooldown,
    network,
    client,
    journal,
    cardLinks,
    replies: new RedisReplyAddresses({
      redis,
      keys,
      secrets: [config.slack.botToken, ...config.slack.olderBotTokens],
    }),
    people,
    directory,
    chatPeople,
    alerts,
    messages,
    messagesOf: languagesOf(people, config.locale, (locale) => named[locale]),
  };
}

/** Logs what the configuration leaves out. */
function logSettings({ ops: { channel }, audit }: Config, log: Log): void {
  if (channel === null) log.info('alerts.no_channel', 'alerts go only to this log: OPS_CHANNEL is not set');
  if (audit.keys.length === 0)
    log.warn(
      'audit.without_key',
      'AUDIT_KEY is not set: the chain of the audit log shows accidents, but anyone who can write to Redis can forge another one',
    );
}
