import botConfig from '../bot.config.js';
import { exposedSecretFiles } from './config/exposed-secret-files.js';
import { loadConfig } from './config/load-config.js';
import { secretWords } from './config/secret-words.js';
import { startProcess } from './ops/process.js';
import { adoptTime } from './ops/process-time.js';
import { warnOfSecretFiles } from './ops/secret-files.js';
import { measuredProcess } from './wiring/measured-process.js';
import { startTracing } from './wiring/tracing.js';
import { startWeb } from './wiring/web-process.js';

await startProcess('web', async () => {
  const config = loadConfig(botConfig, process.env);
  const tracing = await startTracing('web', process.env);
  const { metrics, log } = measuredProcess('web', {
    moreFacts: tracing.facts,
    logLevel: config.logLevel,
    secrets: secretWords(botConfig, process.env),
  });
  warnOfSecretFiles(exposedSecretFiles(botConfig, process.env), log);
  const { stop, port, opsPort } = await startWeb(config, log, adoptTime, {
    ...{ metrics, telemetry: tracing.telemetry },
  });
  const door = config.slack.appToken === undefined ? 'http' : 'socket';
  return { stop: () => stop().finally(tracing.stop), log, facts: { port, opsPort, door } };
});
