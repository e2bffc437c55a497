import type { Config } from '../../config/schema.js';
import { RedisAssetRegister } from '../../store/asset-register.js';
import { Keys } from '../../store/keys.js';
import type { RedisClient } from '../../store/redis-client.js';
import { checkConsole } from './console.js';
import { type Finding, failed, ok, warning } from './finding.js';
import { checkGateway } from './gateway.js';

/** Looks at the way to the ZCA that the settings choose. @param redis null: it is away */
export async function checkZca(config: Config, redis: RedisClient | null): Promise<readonly Finding[]> {
  const { ownOa, ownApp } = config.zca;
  const own = ownOa.length + ownApp.length === 0 ? [warning('own_assets_unset')] : [];
  return [...(await driverFindings(config, redis)), ...own];
}

async function driverFindings(config: Config, redis: RedisClient | null): Promise<readonly Finding[]> {
  if (config.zca.driver === 'http') return checkGateway(config.zca, config.proxy);
  if (redis === null) return [warning('part_skipped', { until: 'redis' })];
  if (config.zca.driver === 'console') return checkConsole(config, redis);
  const register = new RedisAssetRegister(redis, new Keys(config.redis.prefix), { raise: () => undefined });
  const { entries } = await register.snapshot();
  const assets = entries.filter(({ gone }) => gone === null).length;
  return [entries.length === 0 ? failed('register_empty') : ok('register_fine', { assets })];
}
