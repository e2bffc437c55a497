import botConfig from '../bot.config.js';
import { loadConfig } from './config/load-config.js';
import { createLog } from './ops/logger.js';
import { startProcess } from './ops/process.js';
import { adoptTime } from './ops/process-time.js';
import { startWorker } from './wiring/worker-process.js';

await startProcess('worker', async () => {
  const config = loadConfig(botConfig, process.env);
  const log = createLog(config.logLevel);
  const { stop, opsPort } = await startWorker(config, log, adoptTime);
  return { stop, log, facts: { opsPort } };
});
