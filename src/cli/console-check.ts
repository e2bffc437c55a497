import botConfig from '../../bot.config.js';
import { loadConfig } from '../config/load-config.js';
import { redisAddress } from '../config/redis-address.js';
import { createLog } from '../ops/logger.js';
import { oneShot, openRedis } from '../wiring/open-redis.js';
import { driverAlone, requireBrowser } from '../wiring/zca-drivers.js';
import { checkConsole } from './check-console.js';

/** `npm run console:check`: walks to both lists as the bot would, presses nothing, and prints what it found there. */
try {
  const config = loadConfig(botConfig, process.env);
  if (config.zca.driver !== 'console')
    throw new Error('Set ZCA_DRIVER=console: only then there is a console to check.');
  await requireBrowser(config);
  const redis = openRedis(redisAddress(config.redis.url), oneShot);
  const { zca, closeZca } = driverAlone(config, redis, createLog('warn'));
  const { tab } = config.zca.console.labels;
  const tabs = { app: tab.app[0] ?? '', oa: tab.oa[0] ?? '' };
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  try {
    if (!(await checkConsole({ zca, tabs, say }))) process.exitCode = 1;
  } finally {
    await closeZca();
    redis.disconnect();
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
