import botConfig from '../bot.config.js';
import { loadConfig } from './config/load-config.js';
import { createLog } from './ops/logger.js';
import { startProcess } from './ops/process.js';
import { startWeb } from './wiring.js';

await startProcess(async () => {
  const config = loadConfig(botConfig, process.env);
  const log = createLog(config.logLevel);
  const web = await startWeb(config, log);
  log.info('web is ready', { port: web.port, door: config.slack.appToken === undefined ? 'http' : 'socket' });
  return { stop: web.stop, log };
});
