import botConfig from '../bot.config.js';
import { loadConfig } from './config/load-config.js';
import { startProcess } from './ops/process.js';
import { adoptTime } from './ops/process-time.js';
import { observeProcess } from './wiring/observed-process.js';
import { startWeb } from './wiring/web-process.js';

await startProcess('web', async () => {
  const config = loadConfig(botConfig, process.env);
  const { logLevel } = config;
  const { observing, log, stopTracing } = await observeProcess('web', {
    botConfig,
    env: process.env,
    logLevel,
  });
  const { stop, port, opsPort, adminPort } = await startWeb(config, log, adoptTime, observing);
  // Zalo delivers over HTTP too.
  const door = config.slack.appToken === undefined ? 'http' : 'socket';
  return {
    stop: () => stop().finally(stopTracing),
    log,
    facts: { port, opsPort, door, ...(adminPort === null ? {} : { adminPort }) },
  };
});
