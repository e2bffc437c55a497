import botConfig from '../bot.config.js';
import { loadConfig } from './config/load-config.js';
import { createLog } from './ops/logger.js';
import { startProcess } from './ops/process.js';
import { startWorker } from './wiring.js';

await startProcess(async () => {
  const config = loadConfig(botConfig, process.env);
  const log = createLog(config.logLevel);
  const worker = await startWorker(config, log);
  log.info('worker is ready');
  return { stop: worker.stop, log };
});
