import type { Redis } from 'ioredis';
import type { Config } from './config/schema.js';
import type { AssetKind } from './core/asset.js';
import type { ProtectedAsset } from './core/policy.js';
import type { Log, ManualWork, ZcaClient } from './flow/ports.js';
import type { Messages } from './i18n/messages.js';
import type { RedisAssetRegister } from './store/asset-register.js';
import { CallLimit } from './store/call-limit.js';
import type { Keys } from './store/keys.js';
import { HttpZcaClient } from './zca/http-client.js';
import { ManualZcaClient } from './zca/manual-client.js';

interface Shelves {
  readonly redis: Redis;
  readonly keys: Keys;
  readonly register: RedisAssetRegister;
}

/** What the bot itself runs on is protected in every channel, whatever the policy says. */
export function ownAssets({ ownOa, ownApp }: Config['zca'], { ownAsset }: Messages): ProtectedAsset[] {
  const protect = (kind: AssetKind) => (id: string) => ({ kind, id, message: ownAsset(kind) });
  return [...ownOa.map(protect('oa')), ...ownApp.map(protect('app'))];
}

/** The driver that the configuration chooses. */
export function zcaClientOf({ zca }: Config, { redis, keys, register }: Shelves, log: Log): ZcaClient {
  switch (zca.driver) {
    case 'http':
      return new HttpZcaClient({
        baseUrl: zca.apiUrl,
        accessToken: zca.accessToken,
        timeoutMs: zca.timeoutMs,
        pace: paceOf(new CallLimit(redis, keys, zca.callsPerSecond), log),
      });
    case 'manual':
      return new ManualZcaClient(register);
  }
}

/** Who unlinks by hand and how the bot helps them; nobody, where a machine does it. */
export function manualOf({ zca }: Config, register: RedisAssetRegister) {
  if (zca.driver !== 'manual') return { operators: [], pageUrl: '', manual: null };
  const { operators, pageUrl, remindAfterMinutes } = zca.manual;
  const manual: ManualWork = {
    remindersMs: remindAfterMinutes.map((minutes) => minutes * 60_000),
    markUnlinked: (asset, report) => register.markUnlinked(asset, report),
  };
  return { operators, pageUrl, manual };
}

/** A limit that cannot be read holds nobody up: without Redis little is done anyway. */
function paceOf(limit: CallLimit, log: Log): () => Promise<number> {
  return () =>
    limit.take('zca').catch((error: unknown) => {
      log.warn('the limit of calls to the ZCA could not be read', { error: String(error) });
      return 0;
    });
}

/** At the start, says in the log that nothing can be found before the list of assets was brought in. */
export async function warnOfEmptyRegister(register: RedisAssetRegister, log: Log): Promise<void> {
  const { entries } = await register.snapshot();
  if (entries.length === 0)
    log.warn('the list of assets is empty, so nothing can be found: npm run assets -- import FILE.csv');
}
