import { createSlackApp } from '../chat/slack/inbound/app.js';
import type { InboundPorts } from '../chat/slack/inbound/inbound-ports.js';
import { waitForSlack } from '../chat/slack/inbound/slack-unavailable.js';
import { renderPrivateMessage } from '../chat/slack/messages/private-message.js';
import { SlackAlerts } from '../chat/slack/outbound/alerts.js';
import { auditHeadPoster } from '../chat/slack/outbound/audit-head.js';
import { CardLinks } from '../chat/slack/outbound/card-links.js';
import { languagesOf } from '../chat/slack/outbound/languages.js';
import { SlackOverview } from '../chat/slack/outbound/overview.js';
import { People } from '../chat/slack/outbound/people.js';
import { postPrivatelyOnce } from '../chat/slack/outbound/post-privately-once.js';
import { SlackSurface } from '../chat/slack/outbound/surface.js';
import { readableText } from '../chat/slack/outbound/typed-text.js';
import { createWebClient } from '../chat/slack/outbound/web-client.js';
import { type RedisAddress, redisAddress } from '../config/redis-address.js';
import type { Config } from '../config/schema.js';
import { alwaysProtecting } from '../core/request/policy.js';
import type { Alerts } from '../flow/ports/alerts.js';
import type { QueryAudit } from '../flow/ports/audit.js';
import type { Log } from '../flow/ports/log.js';
import type { Ports } from '../flow/ports/ports.js';
import { reachQuorums } from '../flow/quorum.js';
import { warnOfApprovers } from '../flow/warn-of-approvers.js';
import { messagesFor } from '../i18n/messages-for.js';
import { startWorkers } from '../jobs/processors.js';
import { Queues } from '../jobs/queues.js';
import { watchAuditHead } from '../ops/audit-head-watch.js';
import { Background } from '../ops/background.js';
import { firstMeasure, watchClock } from '../ops/clock-watch.js';
import { healthRoutes } from '../ops/health.js';
import { watchRedis } from '../ops/redis-watch.js';
import { Unattended } from '../ops/unattended.js';
import { watchWorkers } from '../ops/worker-watch.js';
import { createQueries, type QueryPorts } from '../queries/answer-query.js';
import { auditedPicking, auditedQueries } from '../queries/audited-queries.js';
import { newestUnlinkOf } from '../queries/history.js';
import { homeOf } from '../queries/home.js';
import { requestsOf } from '../queries/stored-requests.js';
import { RedisAlertMemory } from '../store/alert-memory.js';
import { RedisAssetRegister } from '../store/asset-register.js';
import { formatHead } from '../store/audit-chain.js';
import { AuditKeys } from '../store/audit-keys.js';
import { RedisBudgetCounter } from '../store/budget-counter.js';
import { RedisEnqueueAttempts } from '../store/enqueue-attempts.js';
import { RedisEvidenceStore } from '../store/evidence-store.js';
import { RedisHomeReaders } from '../store/home-readers.js';
import { Keys } from '../store/keys.js';
import { RedisMaintenance } from '../store/maintenance.js';
import { RedisPostJournal } from '../store/post-journal.js';
import { RedisQueryAudit } from '../store/query-audit.js';
import { RedisRateLimitCooldown } from '../store/rate-limit-cooldown.js';
import { RedisRateLimiter } from '../store/rate-limiter.js';
import type { RedisClient } from '../store/redis-client.js';
import { RedisClock } from '../store/redis-clock.js';
import { RedisRenderedVersions } from '../store/rendered-versions.js';
import { probeTtlMs, RedisReplicas, unreplicated } from '../store/replicas.js';
import { RedisReplyAddresses } from '../store/reply-addresses.js';
import { RedisRequestIndex } from '../store/request-index.js';
import { RedisRequestStore } from '../store/request-store.js';
import { WorkerPulse } from '../store/worker-pulse.js';
import { singleFlightLists } from '../zca/single-flight-lists.js';
import { ZaloClient } from '../zca/zalo-client.js';
import { connectRedis, failFast, waitForRedis, warnOfSettings } from './connect-redis.js';
import { serveWeb, serveWorker, type WebPorts } from './serve-http.js';
import {
  driverOf,
  manualOf,
  ownAssets,
  readLists,
  requireBrowser,
  shownLists,
  warnOfEmptyRegister,
  warnOfOwnAssets,
  watchedDriver,
} from './zca-drivers.js';

/** A running process of the bot; `stop` finishes work in progress. */
export interface RunningProcess {
  readonly stop: () => Promise<void>;
}

/** To find the requests of one message, at most this many of its author's newest requests are searched. */
const maxOfAuthor = 30;
const dayMs = 24 * 60 * 60_000;
/** Milliseconds since the epoch; Redis's time in a process that has adopted it. */
const now = () => Date.now();

const later: Ports['later'] = (ms, act) => {
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
};

/** Receives the clock that all processes share, before anything depends on the time. */
export type AdoptTime = (now: () => number) => void;

/** Runs the chat side: commands and presses in, jobs out. Resolves when Slack can deliver. */
export async function startWeb(
  config: Config,
  log: Log,
  adopt: AdoptTime = () => undefined,
): Promise<RunningProcess & WebPorts> {
  const address = redisAddress(config.redis.url);
  const redis = await connectRedis(address, failFast, log);
  const clock = await sharedClock(config, redis, adopt);
  const parts = partsOf(config, address, redis, log);
  const queues = createQueues(config, redis, parts, log);
  await queues.ready();
  await warnOfSettings(redis, address, parts.alerts, log);
  const background = new Background(log);
  // Queries are answered without waiting for their audit entry.
  const looks: QueryAudit = {
    noted: async (look) =>
      background.begin(
        () => parts.looks.noted(look),
        'audit.query_not_recorded',
        'could not record a query in the audit log',
      ),
  };
  const unattended = unattendedOf(parts, queues, log);
  const app = slackAppOf(config, {
    ...{ parts, redis, looks },
    jobs: { ...unattended.jobs, home: (user) => queues.home(user) },
    log,
  });
  await app.logIn();
  const pulse = new WorkerPulse(redis, parts.keys);
  const health = webHealth(config, { redis, parts, queues, app, pulse });
  const servers = await serveWeb(config, app.deliveries, health, log);
  await app.open();
  const watches = watchesOf(redis, parts, pulse, unattended);
  const clockWatch = watchClock(clock, { alerts: parts.alerts, log });
  const headWatch = watchHead(parts, log);
  return {
    ...servers,
    stop: async () => {
      for (const watch of watches) watch.stop();
      await clockWatch.stop();
      await servers.close();
      await app.close();
      await parts.closeZca();
      await queues.close();
      await background.done();
      await headWatch.stop();
      redis.disconnect();
    },
  };
}

function watchesOf(redis: RedisClient, { keys, alerts }: Parts, pulse: WorkerPulse, unattended: Unattended) {
  return [
    watchRedis(() => redis.get(keys.probe), alerts),
    watchWorkers(
      () => pulse.isThere(),
      alerts,
      (isThere) => unattended.seen(isThere),
    ),
  ];
}

function unattendedOf(parts: Parts, queues: Queues, log: Log): Unattended {
  return new Unattended({
    jobs: {
      ask: (ask) => queues.ask(ask),
      press: (press) => queues.press(press),
      isOpen: (queue, hash) => queues.isOpen(queue, hash),
    },
    tell: async (op, to, note) =>
      postPrivatelyOnce(op, to, async () => renderPrivateMessage(note, await parts.messagesOf(to.user)), {
        ...parts,
        now,
      }),
    log,
  });
}

interface SlackAppParts {
  readonly parts: Parts;
  readonly redis: RedisClient;
  readonly looks: QueryAudit;
  readonly jobs: InboundPorts['jobs'];
  readonly log: Log;
}

function slackAppOf(config: Config, { parts, redis, looks, jobs, log }: SlackAppParts) {
  const { linked, lists } = shownLists(config, parts.zca, { redis, keys: parts.keys, log });
  return createSlackApp(
    {
      door: logInPageOf(config),
      botToken: config.slack.botToken,
      appId: config.slack.appId,
      apiUrl: config.slack.apiUrl,
      held: parts.held,
    },
    {
      jobs,
      store: parts.store,
      budgets: new RedisBudgetCounter(redis, parts.keys, config.policy.budgets),
      policies: parts.policies,
      operators: parts.operators,
      replies: parts.replies,
      cardLinks: parts.cardLinks,
      chat: parts.people,
      linked,
      question: auditedQueries(createQueries({ ...parts, zca: lists, chat: parts.people, now, log }), looks),
      mayPick: auditedPicking({ policies: parts.policies, chat: parts.people }, looks),
      messagesOf: parts.messagesOf,
      readable: (text) => readableText(text, parts.people),
      alerts: parts.alerts,
      now,
      log,
    },
  );
}

interface WebHealthParts {
  readonly redis: RedisClient;
  readonly parts: Parts;
  readonly queues: Queues;
  readonly app: ReturnType<typeof createSlackApp>;
  readonly pulse: WorkerPulse;
}

function webHealth(config: Config, { redis, parts, queues, app, pulse }: WebHealthParts) {
  return healthRoutes(
    {
      // A Redis that answers and takes no changes, or cannot keep them, can be given no work.
      redis: () => parts.replicas.holding(() => redis.set(parts.keys.probe, '', 'PX', probeTtlMs)),
      queue: () => queues.ready(),
      ...(config.slack.appToken === undefined ? {} : { slack: () => app.reachable() }),
    },
    {
      worker: async () => {
        if (!(await pulse.isThere())) throw new Error('no worker is there');
      },
    },
  );
}

/** Runs the jobs: look-ups, presses, unlinks, reports and repairs. */
export async function startWorker(
  config: Config,
  log: Log,
  adopt: AdoptTime = () => undefined,
): Promise<RunningProcess & Pick<WebPorts, 'opsPort'>> {
  await requireBrowser(config);
  const address = redisAddress(config.redis.url);
  const redis = await connectRedis(address, waitForRedis, log);
  const clock = await sharedClock(config, redis, adopt);
  const parts = partsOf(config, address, redis, log);
  await waitForSlack(parts.client, log);
  const queues = createQueues(config, redis, parts, log);
  await queues.ready();
  await warnOfSettings(redis, address, parts.alerts, log);
  await queues.upkeepPlan.schedule();
  const ports = portsOf(config, { redis, parts, jobs: queues, log });
  await warnWorker(config, parts, ports);
  const looking = await parts.zcaSight.beginLooking();
  const workers = workersOf(config, redis, parts, ports);
  await workers.ready();
  let isStopping = false;
  const quorums = reachQuorums(ports, () => isStopping).catch((error: unknown) => {
    log.warn('quorum.check_postponed', 'could not check for reached quorums; maintenance will', {
      error: String(error),
    });
  });
  const clockWatch = watchClock(clock, {
    ...{ alerts: parts.alerts, log },
    whenMeasured: () => queues.upkeepPlan.mend(),
  });
  const server = await serveWorker(config, workerHealth(redis, queues, parts), log);
  const pulse = new WorkerPulse(redis, parts.keys).begin();
  const headWatch = watchHead(parts, log);
  return {
    opsPort: server?.port ?? null,
    stop: async () => {
      isStopping = true;
      pulse.stop();
      looking.stop();
      await server?.close();
      await clockWatch.stop();
      await workers.close();
      await quorums;
      await parts.closeZca();
      await queues.close();
      await headWatch.stop();
      redis.disconnect();
    },
  };
}

async function warnWorker(config: Config, parts: Parts, ports: Ports): Promise<void> {
  await warnOfApprovers(ports.policies, ports);
  warnOfOwnAssets(config, ports.log);
  if (config.zca.driver === 'manual') await warnOfEmptyRegister(parts.register, ports.log);
}

function workersOf(config: Config, connection: RedisClient, { takings }: Parts, ports: Ports) {
  const { prefix } = config.redis;
  const { concurrency: unlinkConcurrency } = config.zca;
  return startWorkers({ connection, prefix, unlinkConcurrency, takings }, ports);
}

function workerHealth(redis: RedisClient, queues: Queues, parts: Parts) {
  return healthRoutes(
    { redis: () => redis.ping(), queue: () => queues.ready() },
    // A worker whose ZCA is away has its other jobs to do, and goes on with these once it is back.
    parts.zcaSight.checks,
  );
}

function watchHead({ store }: Parts, log: Log): ReturnType<typeof watchAuditHead> {
  return watchAuditHead(async () => formatHead(await store.audit.head()), log);
}

async function sharedClock(config: Config, redis: RedisClient, adopt: AdoptTime): Promise<RedisClock> {
  const clock = new RedisClock(redis, new Keys(config.redis.prefix));
  await firstMeasure(clock);
  adopt(clock.now);
  return clock;
}

function createQueues(config: Config, connection: RedisClient, parts: Parts, log: Log): Queues {
  const { attempts, backoffMs } = config.zca;
  const { prefix, keepFinishedDays } = config.redis;
  const { takings, replicas, alerts } = parts;
  return new Queues({
    ...{ connection, prefix, attempts, backoffMs, keepFinishedDays },
    ...{ takings, replicas, alerts, log },
  });
}

type Parts = ReturnType<typeof partsOf>;

/** The components of both processes. */
function partsOf(config: Config, address: RedisAddress, redis: RedisClient, log: Log) {
  const keys = new Keys(config.redis.prefix);
  const held = new RedisRateLimitCooldown(redis, keys);
  const messages = messagesFor(config.locale);
  // Alerts use this client and also observe it; `SlackAlerts` prevents the loop.
  const watch: Alerts = { raise: (alert) => alerts.raise(alert) };
  const client = createWebClient({
    token: config.slack.botToken,
    apiUrl: config.slack.apiUrl,
    ...{ log, held, alerts: watch },
  });
  const replicas = address.type === 'single' ? unreplicated : new RedisReplicas(redis, keys, now);
  const journal = new RedisPostJournal(redis, keys, watch, replicas);
  const { channel } = config.ops;
  const memory = new RedisAlertMemory(redis, keys);
  const cardLinks = new CardLinks({ client, journal, log });
  const alerts = new SlackAlerts({ channel, client, memory, cardLinks, messages, now, log });
  logSettings(config, log);
  const people = new People(client, now, alerts);
  const store = new RedisRequestStore(redis, keys, alerts, replicas, new AuditKeys(config.audit.keys));
  const register = new RedisAssetRegister(redis, keys, alerts);
  const evidence = new RedisEvidenceStore(redis, keys, store);
  const driver = driverOf(config, { redis, keys, register, evidence }, log);
  const watched = watchedDriver(driver, { alerts, redis, keys, log });
  return {
    ...manualOf(config, register),
    keys,
    replicas,
    held,
    client,
    journal,
    cardLinks,
    replies: new RedisReplyAddresses({ redis, keys, secret: config.slack.botToken }),
    people,
    zca: singleFlightLists(watched.zca),
    closeZca: driver.closeZca,
    zcaSight: watched,
    alerts,
    messages,
    messagesOf: languagesOf(people, config.locale),
    policies: alwaysProtecting(config.policy, ownAssets(config.zca, messages)),
    takings: new RedisEnqueueAttempts(redis, keys, log, replicas),
    store,
    looks: new RedisQueryAudit({ redis, keys, audit: store.audit, replicas, now }),
    register,
    evidence,
    index: new RedisRequestIndex(redis, keys),
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

interface PortsFrom {
  readonly redis: RedisClient;
  readonly parts: Parts;
  readonly jobs: Queues;
  readonly log: Log;
}

function portsOf(config: Config, { redis, parts, jobs, log }: PortsFrom): Ports {
  const { keys, client, alerts, journal, messages, policies, store, index, operators, manual } = parts;
  const { zca, linked } = readLists(config, parts.zca, { redis, keys, log });
  const pace = new RedisRateLimiter(redis, keys, config.slack);
  const chat = chatOf(redis, parts, pace, log);
  const looking = { store, index, zca, policies, chat, now, log };
  const overview = overviewOf(parts, looking, log);
  return {
    chat,
    zca,
    zalo: new ZaloClient(config.zalo),
    manual,
    operators,
    store,
    jobs,
    policies,
    maxOpenRequests: config.policy.budgets.openRequests,
    overview,
    askedInMessage: {
      requestsOf: async ({ author, channel, ts }) =>
        (await requestsOf(author, maxOfAuthor, looking)).requests.filter(
          (request) => request.channel === channel && request.message === ts,
        ),
    },
    pastUnlinks: { newestOf: (kind, query) => newestUnlinkOf(kind, query, looking) },
    homeReaders: new RedisHomeReaders(redis, keys),
    linked,
    maintenance: new RedisMaintenance({ redis, keys, store, log }),
    queryAudit: parts.looks,
    anchor: {
      head: async () => formatHead(await store.audit.head()) || null,
      post: auditHeadPoster({
        ...{ client, journal, pace, messages, now, log },
        channel: config.ops.channel,
        isKeyed: config.audit.keys.length > 0,
      }),
    },
    keepFinishedMs: config.redis.keepFinishedDays * dayMs,
    alerts,
    later,
    now,
    log,
  };
}

function chatOf(redis: RedisClient, parts: Parts, pace: RedisRateLimiter, log: Log): SlackSurface {
  const { keys, client, people, alerts, journal, replies, messages, messagesOf, policies } = parts;
  const { operators, pageUrl, evidence, cardLinks } = parts;
  return new SlackSurface({
    work: { operators, pageUrl },
    shown: new RedisRenderedVersions(redis, keys, alerts),
    ...{
      client,
      people,
      journal,
      cardLinks,
      replies,
      evidence,
      pace,
      policies,
      messages,
      messagesOf,
      now,
      log,
    },
  });
}

function overviewOf(
  parts: Parts,
  looking: QueryPorts & Parameters<typeof homeOf>[1],
  log: Log,
): SlackOverview {
  const { client, journal, replies, cardLinks, messagesOf, operators } = parts;
  return new SlackOverview({
    questions: auditedQueries(createQueries(looking), parts.looks),
    home: (user) => homeOf(user, looking),
    byHand: operators.length > 0,
    ...{ client, journal, replies, cardLinks, messagesOf, now, log },
  });
}

function logInPageOf({ slack }: Config): Parameters<typeof createSlackApp>[0]['door'] {
  if (slack.appToken !== undefined) return { type: 'socket', appToken: slack.appToken };
  return { type: 'http', signingSecret: slack.signingSecret ?? '' };
}
