import { Redis } from 'ioredis';
import { createSlackApp } from './chat/slack/app.js';
import { languagesOf } from './chat/slack/languages.js';
import { SlackOverview } from './chat/slack/overview.js';
import { People } from './chat/slack/people.js';
import { SlackSurface } from './chat/slack/surface.js';
import { createWebClient } from './chat/slack/web-client.js';
import type { Config } from './config/schema.js';
import { alwaysProtecting } from './core/policy.js';
import type { Log, Ports } from './flow/ports.js';
import { warnOfApprovers } from './flow/warn-of-approvers.js';
import { messagesFor } from './i18n/messages-for.js';
import { startWorkers } from './jobs/processors.js';
import { Queues } from './jobs/queues.js';
import { healthRoutes } from './ops/health.js';
import { redisWarnings } from './ops/redis-settings.js';
import { createQuestions } from './questions/answer-question.js';
import { homeOf } from './questions/home.js';
import { RedisAssetRegister } from './store/asset-register.js';
import { RedisEvidenceShelf } from './store/evidence-shelf.js';
import { Keys } from './store/keys.js';
import { CachedLinkedAssets } from './store/linked-assets.js';
import { RedisPostJournal } from './store/post-journal.js';
import { RedisRequestStore } from './store/request-store.js';
import { driverOf, manualOf, ownAssets, warnOfEmptyRegister } from './wiring-zca.js';
import { ZaloClient } from './zca/zalo-client.js';

/** A part of the bot that runs: stopping it finishes what is in hand. */
export interface Running {
  readonly stop: () => Promise<void>;
}

/** Somebody waits for Slack's 200, so a Redis that is away or frozen is an error within a second. */
const hurried = { maxRetriesPerRequest: 1, enableOfflineQueue: false, commandTimeout: 800 } as const;
/** A job can wait: it goes on when Redis is back. */
const patient = { maxRetriesPerRequest: null } as const;

/** Opens the chat doors: questions and presses in, jobs out. Resolves when Slack can deliver. */
export async function startWeb(config: Config, log: Log): Promise<Running & { readonly port: number }> {
  const redis = await connect(config, hurried, log);
  const queues = createQueues(config, redis, log);
  await queues.ready();
  const parts = partsOf(config, redis, log);
  const app = createSlackApp(
    {
      door: doorOf(config),
      botToken: config.slack.botToken,
      apiUrl: config.slack.apiUrl,
      port: config.port,
      routes: healthRoutes({ redis: () => redis.ping(), queue: () => queues.ready() }),
    },
    {
      jobs: queues,
      store: parts.store,
      policies: parts.policies,
      operators: parts.operators,
      chat: parts.people,
      linked: new CachedLinkedAssets({ redis, keys: parts.keys, zca: parts.zca, now: Date.now, log }),
      question: createQuestions({
        ...parts,
        chat: parts.people,
        now: Date.now,
        log,
      }),
      messagesOf: parts.messagesOf,
      now: Date.now,
      log,
    },
  );
  const port = await app.listen(config.port);
  return {
    port,
    stop: async () => {
      await app.close();
      await parts.closeZca();
      await queues.close();
      redis.disconnect();
    },
  };
}

/** Runs the jobs: look-ups, presses, unlinks, reports and repairs. */
export async function startWorker(config: Config, log: Log): Promise<Running> {
  const redis = await connect(config, patient, log);
  const { prefix } = config.redis;
  const queues = createQueues(config, redis, log);
  await queues.ready();
  await queues.scheduleRepair();
  const parts = partsOf(config, redis, log);
  const ports = portsOf(config, redis, parts, queues, log);
  await warnOfApprovers(ports.policies, ports);
  if (config.zca.driver === 'manual') await warnOfEmptyRegister(parts.register, log);
  const workers = startWorkers(
    { connection: redis, prefix, unlinkConcurrency: config.zca.concurrency },
    ports,
  );
  await Promise.all(workers.map((worker) => worker.waitUntilReady()));
  return {
    stop: async () => {
      await Promise.all(workers.map((worker) => worker.close()));
      await parts.closeZca();
      await queues.close();
      redis.disconnect();
    },
  };
}

function createQueues(config: Config, connection: Redis, log: Log): Queues {
  const { attempts, backoffMs } = config.zca;
  return new Queues({ connection, prefix: config.redis.prefix, attempts, backoffMs, log });
}

/** What both processes are made of. */
function partsOf(config: Config, redis: Redis, log: Log) {
  const keys = new Keys(config.redis.prefix);
  const client = createWebClient(config.slack.botToken, config.slack.apiUrl, log);
  const people = new People(client, Date.now);
  const store = new RedisRequestStore(redis, keys);
  const register = new RedisAssetRegister(redis, keys);
  const evidence = new RedisEvidenceShelf(redis, keys, store);
  const messages = messagesFor(config.locale);
  const messagesOf = languagesOf(people, config.locale);
  const policies = alwaysProtecting(config.policy, ownAssets(config.zca, messages));
  return {
    ...manualOf(config, register),
    ...driverOf(config, { redis, keys, register, evidence }, log),
    keys,
    client,
    people,
    messages,
    messagesOf,
    policies,
    store,
    register,
    evidence,
  };
}

function portsOf(
  config: Config,
  redis: Redis,
  parts: ReturnType<typeof partsOf>,
  jobs: Queues,
  log: Log,
): Ports {
  const now = Date.now;
  const { keys, client, people, zca, messages, messagesOf, policies, store, evidence } = parts;
  const { operators, pageUrl, manual } = parts;
  const journal = new RedisPostJournal(redis, keys);
  const chat = new SlackSurface({
    work: { operators, pageUrl },
    client,
    people,
    journal,
    evidence,
    policies,
    messages,
    messagesOf,
    now,
    log,
  });
  const looking = { store, zca, policies, chat, now, log };
  const overview = new SlackOverview({
    client,
    journal,
    questions: createQuestions(looking),
    home: (user) => homeOf(user, looking),
    messagesOf,
    now,
    log,
  });
  const zalo = new ZaloClient(config.zalo);
  return { chat, zca, zalo, manual, operators, store, jobs, policies, overview, now, log };
}

function doorOf({ slack }: Config): Parameters<typeof createSlackApp>[0]['door'] {
  if (slack.appToken !== undefined) return { type: 'socket', appToken: slack.appToken };
  return { type: 'http', signingSecret: slack.signingSecret ?? '' };
}

async function connect(
  { redis: { url } }: Config,
  options: typeof hurried | typeof patient,
  log: Log,
): Promise<Redis> {
  const redis = new Redis(url, { ...options, lazyConnect: true });
  redis.on('error', (error: Error) => log.error('Redis is in trouble', { error: error.message }));
  await redis.connect().catch((error: unknown) => {
    redis.disconnect();
    throw new RedisUnavailable(error);
  });
  for (const warning of redisWarnings(await redis.info())) log.error(warning);
  return redis;
}

/** Redis cannot be reached at the start; the message holds no password. */
class RedisUnavailable extends Error {
  override readonly name = 'RedisUnavailable';

  constructor(cause: unknown) {
    super(
      `No Redis answers at REDIS_URL (${cause instanceof Error ? cause.message : 'no answer'}). Start it, or set REDIS_URL.`,
    );
  }
}
