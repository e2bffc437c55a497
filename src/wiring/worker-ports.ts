import { auditHeadPoster } from '../chat/slack/outbound/audit-head.js';
import { SlackOverview } from '../chat/slack/outbound/overview.js';
import { SlackSurface } from '../chat/slack/outbound/surface.js';
import type { ZaloSurface } from '../chat/zalo/outbound/zalo-surface.js';
import type { Config } from '../config/schema.js';
import type { Log } from '../flow/ports/log.js';
import type { RateLimiter } from '../flow/ports/message-delivery.js';
import type { Metrics } from '../flow/ports/metrics.js';
import type { Ports } from '../flow/ports/ports.js';
import type { Queues } from '../jobs/queues.js';
import { createQueries, type QueryPorts } from '../queries/answer-query.js';
import { auditedQueries } from '../queries/audited-queries.js';
import { newestUnlinkOf } from '../queries/history.js';
import { homeOf } from '../queries/home.js';
import { requestsOf } from '../queries/stored-requests.js';
import { proxyFor } from '../shared/proxy.js';
import { formatHead } from '../store/audit-chain.js';
import { RedisHomeReaders } from '../store/home-readers.js';
import { RedisMaintenance } from '../store/maintenance.js';
import { RedisRateLimiter } from '../store/rate-limiter.js';
import type { RedisClient } from '../store/redis-client.js';
import { RedisRenderedVersions } from '../store/rendered-versions.js';
import { ZaloClient } from '../zca/zalo-client.js';
import { now, type Parts } from './components.js';
import { measuredPace, measuredZalo } from './measured.js';
import { chatOfSurfaces } from './zalo-chat.js';
import { zaloTokensOf } from './zalo-tokens.js';
import { readLists } from './zca-drivers.js';

/** To find the requests of one message, at most this many of its author's newest requests are searched. */
const maxOfAuthor = 30;
const dayMs = 24 * 60 * 60_000;

const later: Ports['later'] = (ms, act) => {
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
};

interface PortsFrom {
  readonly redis: RedisClient;
  readonly parts: Parts;
  readonly jobs: Queues;
  /** Null: the bot does not speak in Zalo. */
  readonly zalo: ZaloSurface | null;
  readonly metrics: Metrics;
  readonly log: Log;
}

export function portsOf(config: Config, { redis, parts, jobs, zalo, metrics, log }: PortsFrom): Ports {
  const { keys, client, alerts, journal, messages, policies, store, index, operators, manual } = parts;
  const { zca, linked } = readLists(config, parts.zca, { redis, keys, log });
  const pace = measuredPace(new RedisRateLimiter(redis, keys, config.slack), metrics);
  const slack = config.slack.isUsed ? slackOf(config, { redis, parts, pace, log }) : null;
  const chat = zalo === null ? slack : chatOfSurfaces(config, slack, zalo, { redis, parts, log });
  if (chat === null) throw new Error('the bot has neither Slack nor Zalo to speak in');
  const looking = { store, index, zca, policies, chat, now, log };
  const overview = overviewOf(parts, looking, log);
  return {
    chat,
    cardsChannel: config.slack.cardsChannel,
    zca,
    zalo: measuredZalo(
      new ZaloClient({
        ...config.zalo,
        tokens: zaloTokensOf(config, parts.zaloKeeper),
        proxy: proxyFor(config.zalo.apiUrl, config.proxy),
      }),
      metrics,
    ),
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
    queryAudit: parts.queryAudit,
    anchor: {
      head: async () => formatHead(await store.audit.head()) || null,
      post: auditHeadPoster({
        ...{ client, journal, pace, messages, now, log },
        channel: config.ops.channel,
        isKeyed: config.audit.keys.length > 0,
      }),
    },
    keepFinishedMs: config.redis.keepFinishedDays * dayMs,
    ...{ alerts, metrics },
    later,
    now,
    log,
  };
}

function slackOf(
  config: Config,
  { redis, parts, pace, log }: Pick<PortsFrom, 'redis' | 'parts' | 'log'> & { readonly pace: RateLimiter },
): SlackSurface {
  const { keys, client, people, alerts, journal, replies, messages, messagesOf, policies } = parts;
  const { operators, pageUrl, evidence, cardLinks } = parts;
  return new SlackSurface({
    work: { operators, pageUrl },
    cardsChannel: config.slack.cardsChannel,
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
    questions: auditedQueries(createQueries(looking), parts.queryAudit),
    home: (user) => homeOf(user, looking),
    byHand: operators.length > 0,
    ...{ client, journal, replies, cardLinks, messagesOf, now, log },
  });
}
