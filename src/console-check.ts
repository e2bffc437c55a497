import botConfig from '../bot.config.js';
import { printable, printableJson } from './cli/printable.js';
import { loadConfig } from './config/load-config.js';
import { redisAddress } from './config/redis-address.js';
import { once, openRedis } from './connect-redis.js';
import { assetKinds } from './core/asset.js';
import { ZcaError } from './flow/zca-error.js';
import { createLog } from './ops/logger.js';
import { driverAlone } from './wiring-zca.js';

/** `npm run console:check`: walks to both lists as the bot would, presses nothing, and prints what it found there. */
try {
  const config = loadConfig(botConfig, process.env);
  if (config.zca.driver !== 'console')
    throw new Error('Set ZCA_DRIVER=console: only then there is a console to check.');
  const redis = openRedis(redisAddress(config.redis.url), once);
  const { zca, closeZca } = driverAlone(config, redis, createLog('warn'));
  try {
    for (const kind of assetKinds) {
      const assets = await zca.list(kind);
      const { labels } = config.zca.console;
      process.stdout.write(`${labels.tab[kind][0]}: ${assets.length}\n`);
      for (const { id, name } of assets) process.stdout.write(`  ${printable(id)}  ${printable(name)}\n`);
    }
    process.stdout.write(
      'Both lists were found. Nothing was pressed. Compare them with what you see yourself.\n',
    );
  } finally {
    await closeZca();
    redis.disconnect();
  }
} catch (error) {
  const { failure = null } = error instanceof ZcaError ? error : {};
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  if (failure !== null) process.stderr.write(`${printableJson(JSON.stringify(failure))}\n`);
  process.exitCode = 1;
}
