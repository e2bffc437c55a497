import { createSlackApp } from '../chat/slack/inbound/app.js';
import type { InboundPorts } from '../chat/slack/inbound/inbound-ports.js';
import { renderPrivateMessage } from '../chat/slack/messages/private-message.js';
import { postPrivatelyOnce } from '../chat/slack/outbound/post-privately-once.js';
import { readableText } from '../chat/slack/outbound/typed-text.js';
import type { Config } from '../config/schema.js';
import { connectAnswer } from '../flow/connect.js';
import type { QueryAudit } from '../flow/ports/audit.js';
import type { Log } from '../flow/ports/log.js';
import type { Queues } from '../jobs/queues.js';
import { Background } from '../ops/background.js';
import { watchClock } from '../ops/clock-watch.js';
import { healthRoutes } from '../ops/health.js';
import { watchRedis } from '../ops/redis-watch.js';
import { Unattended } from '../ops/unattended.js';
import { watchWorkers } from '../ops/worker-watch.js';
import { createQueries } from '../queries/answer-query.js';
import { auditedPicking, auditedQueries } from '../queries/audited-queries.js';
import { RedisBudgetCounter } from '../store/budget-counter.js';
import type { RedisClient } from '../store/redis-client.js';
import { probeTtlMs } from '../store/replicas.js';
import { WorkerPulse } from '../store/worker-pulse.js';
import { now, type Parts, watchHead } from './components.js';
import { metricsOf } from './metrics-of.js';
import { failFast } from './open-redis.js';
import { type AdoptTime, type RunningProcess, untracedMetrics } from './running-process.js';
import { serveAdmin } from './serve-admin.js';
import { serveWeb, type WebPorts } from './serve-http.js';
import { startComponents } from './start-components.js';
import { settledTokens } from './zalo-tokens.js';
import { zaloWebhooksOf } from './zalo-webhooks.js';
import { shownLists } from './zca-drivers.js';

/** Runs the chat side: commands and presses in, jobs out. Resolves when Slack, if the bot has it, can deliver. */
export async function startWeb(
  config: Config,
  log: Log,
  adopt: AdoptTime = () => undefined,
  { metrics, telemetry } = untracedMetrics(),
): Promise<RunningProcess & WebPorts & { readonly adminPort: number | null }> {
  const { redis, clock, parts, queues } = await startComponents({
    ...{ config, profile: failFast, adopt, metrics, telemetry, log },
  });
  const background = new Background(log);
  // Queries are answered without waiting for their audit entry.
  const looks: QueryAudit = {
    noted: async (look) =>
      background.begin(
        () => parts.queryAudit.noted(look),
        'audit.query_not_recorded',
        'could not record a query in the audit log',
      ),
  };
  const unattended = unattendedOf(parts, queues, log);
  const app = config.slack.isUsed
    ? slackAppOf(config, {
        ...{ parts, redis, looks },
        jobs: { ...unattended.jobs, home: (user) => queues.home(user) },
        ...{ metrics, log },
      })
    : null;
  await app?.logIn();
  const pulse = new WorkerPulse(redis, parts.keys);
  const watched = [
    ...webHealth(config, { redis, parts, queues, app, pulse }),
    metricsOf(metrics, { redis, parts, queues }),
  ];
  const zalo = zaloWebhooksOf(config, { redis, parts, log });
  const servers = await serveWeb(
    config,
    { slack: app?.deliveries ?? null, others: zalo.routes },
    watched,
    log,
  );
  const admin = await serveAdmin(config, { redis, parts, queues, log });
  await app?.open();
  const watches = watchesOf(redis, parts, pulse, unattended);
  const clockWatch = watchClock(clock, { alerts: parts.alerts, log });
  const headWatch = watchHead(parts, log);
  return {
    ...servers,
    adminPort: admin?.port ?? null,
    stop: async () => {
      for (const watch of watches) watch.stop();
      await clockWatch.stop();
      await servers.close();
      await admin?.close();
      await app?.close();
      await parts.closeZca();
      await queues.close();
      await zalo.close();
      await background.done();
      await settledTokens(parts.zaloKeeper);
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
  readonly metrics: InboundPorts['metrics'];
  readonly log: Log;
}

function slackAppOf(config: Config, { parts, redis, looks, jobs, metrics, log }: SlackAppParts) {
  const { linked, lists } = shownLists(config, parts.zca, { redis, keys: parts.keys, log });
  return createSlackApp(
    {
      door: transportOf(config),
      botToken: config.slack.botToken,
      appId: config.slack.appId,
      apiUrl: config.slack.apiUrl,
      cooldown: parts.cooldown,
      network: parts.network,
    },
    {
      jobs,
      store: parts.store,
      budgets: new RedisBudgetCounter(redis, parts.keys, config.policy.budgets),
      policies: parts.policies,
      operators: parts.operators,
      replies: parts.replies,
      cardLinks: parts.cardLinks,
      chat: parts.chatPeople,
      linked,
      connect: (user) => connectAnswer(user, { ...parts, log }),
      question: auditedQueries(
        createQueries({ ...parts, zca: lists, chat: parts.chatPeople, now, log }),
        looks,
      ),
      mayPick: auditedPicking({ policies: parts.policies, chat: parts.chatPeople }, looks),
      messagesOf: parts.messagesOf,
      readable: (text) => readableText(text, parts.people),
      alerts: parts.alerts,
      metrics,
      now,
      log,
    },
  );
}

interface WebHealthParts {
  readonly redis: RedisClient;
  readonly parts: Parts;
  readonly queues: Queues;
  /** Null: the bot has no Slack. */
  readonly app: ReturnType<typeof createSlackApp> | null;
  readonly pulse: WorkerPulse;
}

function webHealth(config: Config, { redis, parts, queues, app, pulse }: WebHealthParts) {
  return healthRoutes(
    {
      // A Redis that answers and takes no changes, or cannot keep them, can be given no work.
      redis: () => parts.replicas.holding(() => redis.set(parts.keys.probe, '', 'PX', probeTtlMs)),
      queue: () => queues.ready(),
      ...(app === null || config.slack.appToken === undefined ? {} : { slack: () => app.reachable() }),
    },
    {
      worker: async () => {
        if (!(await pulse.isThere())) throw new Error('no worker is there');
      },
    },
  );
}

function transportOf({ slack }: Config): Parameters<typeof createSlackApp>[0]['door'] {
  if (slack.appToken !== undefined) return { type: 'socket', appToken: slack.appToken };
  const { signingSecret, olderSigningSecrets } = slack;
  return {
    type: 'http',
    signingSecrets: signingSecret === undefined ? [] : [signingSecret, ...olderSigningSecrets],
  };
}
