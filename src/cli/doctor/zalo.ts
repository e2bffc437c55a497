import type { Config } from '../../config/schema.js';
import type { StoredZaloPair } from '../../flow/ports/zalo-api.js';
import { proxyFor } from '../../shared/proxy.js';
import { Keys } from '../../store/keys.js';
import type { RedisClient } from '../../store/redis-client.js';
import { unreplicated } from '../../store/replicas.js';
import { RedisZaloPairs } from '../../store/zalo-pairs.js';
import { HttpZaloBotApi } from '../../zalo/bot-api.js';
import { fixedTokens } from '../../zalo/fixed-tokens.js';
import { ZaloClient } from '../../zca/zalo-client.js';
import { type Finding, failed, ok, warning } from './finding.js';

/**
 * Asks Zalo about each OA that has a token, and about the Zalo bot. Refreshes nothing: that is the worker's work, and
 * uses up what it refreshes.
 */
export async function checkZalo(config: Config, redis: RedisClient | null): Promise<readonly Finding[]> {
  const kept = await keptPairs(config, redis);
  const tokens = new Map([...config.zalo.tokens, ...kept.tokens]);
  const findings = await Promise.all([
    ...[...tokens.keys()].map((oa) => checkOa(oa, tokens, config)),
    ...(config.zalo.botToken === null ? [] : [checkBot(config, config.zalo.botToken)]),
  ]);
  const all = [...kept.findings, ...findings];
  return all.length === 0 ? [ok('zalo_without_tokens')] : all;
}

interface Kept {
  readonly tokens: ReadonlyMap<string, string>;
  readonly findings: readonly Finding[];
}

/** The access tokens that the keeper has stored, and what is wrong with the others. */
async function keptPairs({ zalo, redis: { prefix } }: Config, redis: RedisClient | null): Promise<Kept> {
  const tokens = new Map<string, string>();
  if (zalo.tokenKeys.length === 0) return { tokens, findings: [] };
  if (redis === null) return { tokens, findings: [warning('part_skipped', { until: 'redis' })] };
  const now = () => Date.now();
  const { tokenKeys } = zalo;
  const pairs = new RedisZaloPairs({
    ...{ redis, keys: new Keys(prefix), tokenKeys, replicas: unreplicated, now },
  });
  const oas = await pairs.oas();
  if (oas.length === 0) return { tokens, findings: [warning('zalo_no_login')] };
  const read = await Promise.all(oas.map(async (oa) => ({ oa, pair: await pairs.read(oa) })));
  for (const { oa, pair } of read) if (isLive(pair, now())) tokens.set(oa, pair.accessToken);
  return {
    tokens,
    findings: read.flatMap(({ oa, pair }) => {
      if (pair === null || pair === 'unreadable') return [failed('zalo_pair_unreadable', { oa })];
      return isLive(pair, now()) ? [] : [failed('zalo_pair_ended', { oa })];
    }),
  };
}

function isLive(pair: StoredZaloPair | 'unreadable' | null, now: number): pair is StoredZaloPair {
  return pair !== null && pair !== 'unreadable' && now < pair.expiresAt;
}

async function checkOa(
  oa: string,
  tokens: ReadonlyMap<string, string>,
  { zalo, proxy }: Config,
): Promise<Finding> {
  const client = new ZaloClient({
    ...zalo,
    tokens: fixedTokens(tokens),
    proxy: proxyFor(zalo.apiUrl, proxy),
  });
  const answer = await client.linkedZca(oa);
  if (answer?.type !== 'unreadable') return ok('zalo_fine', { oa });
  const { type } = answer.why;
  // A result then says less; nothing else depends on it.
  return type === 'token' || type === 'other_oa'
    ? failed('zalo_unreadable', { oa, why: type })
    : warning('zalo_unreadable', { oa, why: type });
}

async function checkBot({ zalo, proxy }: Config, token: string): Promise<Finding> {
  const { botApiUrl: url, timeoutMs } = zalo;
  const api = new HttpZaloBotApi({ url, timeoutMs, token, proxy: proxyFor(url, proxy) });
  const { type } = await api.call('getMe', {});
  if (type === 'done') return ok('zalo_bot_fine');
  return type === 'refused' ? failed('zalo_bot_refused') : warning('zalo_bot_unreachable');
}
