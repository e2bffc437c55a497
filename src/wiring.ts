import { Redis } from 'ioredis';
import { createSlackApp } from './chat/slack/app.js';
import { languagesOf } from './chat/slack/languages.js';
import { SlackOverview } from './chat/slack/overview.js';
import { People } from './chat/slack/people.js';
import { SlackSurface } from './chat/slack/surface.js';
import { createWebClient } from './chat/slack/web-client.js';
import type { Config } from './config/schema.js';
import type { EvidenceShelf, Log, Ports, ZcaClient } from './flow/ports.js';
import { warnOfApprovers } from './flow/warn-of-approvers.js';
import { messagesFor } from './i18n/messages-for.js';
import { startWorkers } from './jobs/processors.js';
import { Queues } from './jobs/queues.js';
import { healthRoutes } from './ops/health.js';
import { redisWarnings } from './ops/redis-settings.js';
import { createQuestions } from './questions/answer-question.js';
import { homeOf } from './questions/home.js';
import { CallLimit } from './store/call-limit.js';
import { ConsoleTurns } from './store/console-turns.js';
import { RedisEvidenceShelf } from './store/evidence-shelf.js';
import { Keys } from './store/keys.js';
import { CachedLinkedAssets } from './store/linked-assets.js';
import { RedisPostJournal } from './store/post-journal.js';
import { RedisRequestStore } from './store/request-store.js';
import { ConsoleBrowser } from './zca/console/browser.js';
import { ConsoleZcaClient } from './zca/console/console-client.js';
import { SessionFile } from './zca/console/session-file.js';
import { HttpZcaClient } from './zca/http-client.js';

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
      policies: config.policy,
      chat: parts.people,
      linked: new CachedLinkedAssets({ redis, keys: parts.keys, zca: parts.zca, now: Date.now, log }),
      question: createQuestions({
        ...parts,
        policies: config.policy,
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
  await warnOfApprovers(config.policy, ports);
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
  const evidence = new RedisEvidenceShelf(redis, keys, store);
  const messagesOf = languagesOf(people, config.locale);
  return {
    keys,
    client,
    people,
    messagesOf,
    store,
    evidence,
    ...driverOf(config.zca, redis, keys, evidence, log),
  };
}

interface Zca {
  readonly zca: ZcaClient;
  readonly closeZca: () => Promise<void>;
}

/** The driver alone, for a command line. */
export function zcaOf(config: Config, redis: Redis, log: Log): Zca {
  const keys = new Keys(config.redis.prefix);
  const evidence = new RedisEvidenceShelf(redis, keys, new RedisRequestStore(redis, keys));
  return driverOf(config.zca, redis, keys, evidence, log);
}

function driverOf(settings: Config['zca'], redis: Redis, keys: Keys, evidence: EvidenceShelf, log: Log): Zca {
  if (settings.driver === 'console') return consoleOf(settings, redis, keys, evidence, log);
  const zca = new HttpZcaClient({
    baseUrl: settings.apiUrl,
    accessToken: settings.accessToken,
    timeoutMs: settings.timeoutMs,
    pace: paceOf(new CallLimit(redis, keys, settings.callsPerSecond), log),
  });
  return { zca, closeZca: async () => undefined };
}

function consoleOf(
  { console: { address, accountCode, labels, ...files }, timeoutMs }: Config['zca'] & { driver: 'console' },
  redis: Redis,
  keys: Keys,
  evidence: EvidenceShelf,
  log: Log,
): Zca {
  const zca = new ConsoleZcaClient({
    address,
    accountCode,
    labels,
    stepMs: timeoutMs,
    session: new SessionFile(files.sessionFile, files.sessionKey),
    browser: new ConsoleBrowser({ chromiumPath: files.chromiumPath, labels }),
    turns: new ConsoleTurns(redis, keys),
    evidence,
    onPause: (why) => alertOfPause(why, log),
    now: Date.now,
    log,
  });
  return { zca, closeZca: () => zca.close() };
}

/** Says to the people who run the bot that the console waits for one of them. */
function alertOfPause(why: string, log: Log): void {
  log.error('the console waits for somebody to run npm run console:login; its jobs wait as well', { why });
}

/** A limit that cannot be read holds nobody up: without Redis little is done anyway. */
function paceOf(limit: CallLimit, log: Log): () => Promise<number> {
  return () =>
    limit.take('zca').catch((error: unknown) => {
      log.warn('the limit of calls to the ZCA could not be read', { error: String(error) });
      return 0;
    });
}

function portsOf(
  config: Config,
  redis: Redis,
  parts: ReturnType<typeof partsOf>,
  jobs: Queues,
  log: Log,
): Ports {
  const { policy: policies } = config;
  const now = Date.now;
  const { keys, client, people, zca, messagesOf, store, evidence } = parts;
  const journal = new RedisPostJournal(redis, keys);
  const messages = messagesFor(config.locale);
  const chat = new SlackSurface({
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
  return { chat, zca, store, jobs, policies, overview, now, log };
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
