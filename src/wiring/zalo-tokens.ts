import type { Config } from '../config/schema.js';
import type { Alerts } from '../flow/ports/alerts.js';
import type { Log } from '../flow/ports/log.js';
import type { Replicas } from '../flow/ports/store.js';
import type { ZaloTokens } from '../flow/ports/zalo-api.js';
import { proxyFor } from '../shared/proxy.js';
import { withTimeout } from '../shared/with-timeout.js';
import type { Keys } from '../store/keys.js';
import type { RedisClient } from '../store/redis-client.js';
import { RedisZaloPairs } from '../store/zalo-pairs.js';
import { fixedTokens } from '../zalo/fixed-tokens.js';
import { HttpZaloOAuth } from '../zalo/oauth-client.js';
import { TokenKeeper } from '../zalo/token-keeper.js';

interface KeeperParts {
  readonly redis: RedisClient;
  readonly keys: Keys;
  readonly replicas: Replicas;
  readonly alerts: Alerts;
  readonly now: () => number;
  readonly log: Log;
}

/** Every minute, so that a refresh that was cut off is known within two. */
const tendEveryMs = 60_000;

/** The keeper of OAs' tokens; null without the app's settings. */
export function tokenKeeperOf(config: Config, parts: KeeperParts): TokenKeeper | null {
  const { appId, appSecret, tokenKeys, tokens } = config.zalo;
  if (appId === null || appSecret === null || tokenKeys.length === 0) return null;
  const { alerts, log, now } = parts;
  return new TokenKeeper({
    pairs: new RedisZaloPairs({ ...parts, tokenKeys }),
    oauth: zaloOAuthOf(config, appId, appSecret),
    fixed: tokens,
    ...{ alerts, log, now },
  });
}

/** The tokens of OAs: kept, or only those of the settings. */
export function zaloTokensOf(config: Config, keeper: TokenKeeper | null): ZaloTokens {
  return keeper ?? fixedTokens(config.zalo.tokens);
}

export function zaloOAuthOf(
  { zalo, proxy }: Pick<Config, 'zalo' | 'proxy'>,
  appId: string,
  appSecret: string,
): HttpZaloOAuth {
  const { oauthUrl: url, timeoutMs } = zalo;
  return new HttpZaloOAuth({ url, timeoutMs, appId, appSecret, proxy: proxyFor(url, proxy) });
}

/** Looks after the tokens now and every minute; `stop` resolves when no new pair is in hand, or after a while. */
export function beginTending(keeper: TokenKeeper | null): { readonly stop: () => Promise<void> } {
  if (keeper === null) return { stop: async () => undefined };
  void keeper.tend();
  const timer = setInterval(() => void keeper.tend(), tendEveryMs);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await settledTokens(keeper);
    },
  };
}

/** A stopping process waits this long for Redis to take a new pair. */
const settleMs = 15_000;

/** Resolves when the keeper has no new pair in hand, or after a while. */
export async function settledTokens(keeper: TokenKeeper | null): Promise<void> {
  if (keeper !== null) await withTimeout(settleMs, keeper.settled());
}
