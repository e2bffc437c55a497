import type { BotConfig } from '../../config/define-config.js';
import { loadConfigurationToken } from '../../config/load-config.js';
import { redisAddress } from '../../config/redis-address.js';
import type { Config, StoredConfig } from '../../config/schema.js';
import type { Locale } from '../../i18n/messages.js';
import { errorName } from '../../shared/error-name.js';
import type { RedisClient } from '../../store/redis-client.js';
import { RedisUnavailable, reachRedis } from '../../wiring/connect-redis.js';
import { oneShot } from '../../wiring/open-redis.js';
import { zaloQueuesOf } from '../../wiring/zalo-doors.js';
import { checkAddress } from './address.js';
import { checkAnchor, checkAudit } from './audit.js';
import { checkBlocks } from './blocks.js';
import { type Examination, examine } from './examine.js';
import { type Finding, failed, ok, type PartReport, warning } from './finding.js';
import { checkNode } from './machine.js';
import { checkManifest } from './manifest.js';
import { checkRedis, redisAway } from './redis.js';
import { rehearse, type Stage } from './rehearsal.js';
import { readSettings } from './settings.js';
import { checkSlack } from './slack.js';
import { checkWork } from './work.js';
import { checkZalo } from './zalo.js';
import { checkZca } from './zca.js';

/** Each part ends within this; they run side by side. */
const partMs = 20_000;
/** A rehearsal comes after them. */
const rehearsalMs = 33_000;
/** A Redis that is down gets this long, and one that stalls this long for each answer. */
const redisMs = { reach: 5_000, answer: 3_000 } as const;

export interface DoctorOptions {
  readonly env: NodeJS.ProcessEnv;
  /** The address at which Slack reaches the bot; null: as the manifest in Slack says. */
  readonly url: string | null;
  /** True before the first start: neither a worker nor an address is looked for. */
  readonly isBeforeStart: boolean;
  /** The channel and the person to rehearse with; null: no rehearsal. */
  readonly stage: Stage | null;
}

export interface Diagnosis {
  readonly locale: Locale;
  readonly config: Config | null;
  readonly reports: readonly PartReport[];
}

/**
 * Looks at every part of the set-up, side by side, and then rehearses, if asked to. In Redis it leaves nothing but what
 * a rehearsal leaves; elsewhere it only reads. Never rejects.
 */
export async function diagnose(botConfig: BotConfig, options: DoctorOptions): Promise<Diagnosis> {
  const { config, stored, findings } = readSettings(botConfig, options.env);
  const means: Means = { config, stored, redis: stored === null ? null : reach(stored.redis.url) };
  const examinations: readonly Examination[] = [
    { part: 'settings', check: async () => findings },
    { part: 'machine', check: async () => [checkNode()] },
    { part: 'redis', check: () => redisFindings(means) },
    ...(options.isBeforeStart ? [] : [{ part: 'work', check: () => workFindings(means) } as const]),
    { part: 'slack', check: () => withConfig(means, (known) => slackFindings(known, options)) },
    { part: 'blocks', check: () => withConfig(means, checkBlocks) },
    { part: 'zca', check: () => withConfig(means, async (known) => checkZca(known, await clientIn(means))) },
    {
      part: 'zalo',
      check: () => withConfig(means, async (known) => checkZalo(known, await clientIn(means))),
    },
    { part: 'audit', check: () => auditFindings(means) },
  ];
  const reports = await Promise.all(examinations.map((each) => examine(each, partMs)));
  const rehearsals = await rehearsed(means, options.stage);
  (await clientIn(means))?.disconnect();
  return { locale: stored?.locale ?? localeIn(options.env), config, reports: [...reports, ...rehearsals] };
}

/** The parts of the set-up that the checks could load or reach. */
interface Means {
  readonly config: Config | null;
  readonly stored: StoredConfig | null;
  /** Null: the settings do not say where it is. */
  readonly redis: Promise<Reached> | null;
}

type Reached = { readonly client: RedisClient } | { readonly away: Finding };

async function reach(url: string): Promise<Reached> {
  try {
    const profile = { ...oneShot, commandTimeout: redisMs.answer };
    return { client: await reachRedis(redisAddress(url), profile, redisMs.reach) };
  } catch (error) {
    const isAway = error instanceof RedisUnavailable;
    return { away: isAway ? redisAway(error) : failed('part_broken', { error: errorName(error) }) };
  }
}

async function clientIn({ redis }: Means): Promise<RedisClient | null> {
  const found = await redis;
  return found !== null && 'client' in found ? found.client : null;
}

async function withConfig(
  { config }: Means,
  check: (config: Config) => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  return config === null ? [warning('part_skipped', { until: 'settings' })] : check(config);
}

async function withRedis(
  means: Means,
  check: (client: RedisClient, stored: StoredConfig) => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  if (means.stored === null) return [warning('part_skipped', { until: 'settings' })];
  const client = await clientIn(means);
  return client === null ? [warning('part_skipped', { until: 'redis' })] : check(client, means.stored);
}

async function redisFindings(means: Means): Promise<readonly Finding[]> {
  const found = await means.redis;
  if (found !== null && 'away' in found) return [found.away];
  return withRedis(means, (client, { redis: { url, prefix } }) =>
    checkRedis(client, redisAddress(url), prefix),
  );
}

function workFindings(means: Means): Promise<readonly Finding[]> {
  const others = means.config === null ? [] : zaloQueuesOf(means.config);
  return withRedis(means, (client, { redis: { prefix } }) => checkWork(client, prefix, others));
}

async function auditFindings(means: Means): Promise<readonly Finding[]> {
  const { config } = means;
  const anchor = config === null ? [] : [checkAnchor(config.ops.channel)];
  return [...(await withRedis(means, checkAudit)), ...anchor];
}

async function rehearsed(means: Means, stage: Stage | null): Promise<readonly PartReport[]> {
  if (stage === null) return [];
  const check = () =>
    withConfig(means, async (config) =>
      config.slack.isUsed
        ? withRedis(means, (client) => rehearse(config, client, stage))
        : [warning('slack_off')],
    );
  return [await examine({ part: 'rehearsal', check }, rehearsalMs)];
}

async function slackFindings(
  config: Config,
  { env, url, isBeforeStart }: DoctorOptions,
): Promise<readonly Finding[]> {
  if (!config.slack.isUsed) return [ok('slack_off')];
  const { findings, isUp, app } = await checkSlack(config);
  if (!isUp) return findings;
  const manifest = await checkManifest(config, app, loadConfigurationToken(env));
  const { signingSecret, appToken } = config.slack;
  if (appToken !== undefined || signingSecret === undefined || isBeforeStart)
    return [...findings, ...manifest.findings];
  const address = url ?? manifest.requestUrl;
  const door =
    address === null ? warning('address_unknown') : await checkAddress(address, signingSecret, config.proxy);
  return [...findings, door, ...manifest.findings];
}

function localeIn(env: NodeJS.ProcessEnv): Locale {
  return env['BOT_LOCALE'] === 'en' ? 'en' : 'vi';
}
