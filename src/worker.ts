import botConfig from '../bot.config.js';
import { loadConfig } from './config/load-config.js';
import { startProcess } from './ops/process.js';
import { adoptTime } from './ops/process-time.js';
import { observeProcess } from './wiring/observed-process.js';
import { startWorker } from './wiring/worker-process.js';

await startProcess('worker', async () => {
  const config = loadConfig(botConfig, process.env);
  const { logLevel } = config;
  const { observing, log, stopTracing } = await observeProcess('worker', {
    botConfig,
    env: process.env,
    logLevel,
  });
  const { stop, opsPort } = await startWorker(config, log, adoptTime, observing);
  return { stop: () => stop().finally(stopTracing), log, facts: { opsPort } };
});
