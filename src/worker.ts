import botConfig from '../bot.config.js';
import { exposedSecretFiles } from './config/exposed-secret-files.js';
import { loadConfig } from './config/load-config.js';
import { secretWords } from './config/secret-words.js';
import { startProcess } from './ops/process.js';
import { adoptTime } from './ops/process-time.js';
import { warnOfSecretFiles } from './ops/secret-files.js';
import { measuredProcess } from './wiring/measured-process.js';
import { startTracing } from './wiring/tracing.js';
import { startWorker } from './wiring/worker-process.js';

await startProcess('worker', async () => {
  const config = loadConfig(botConfig, process.env);
  const tracing = await startTracing('worker', process.env);
  const { metrics, log } = measuredProcess('worker', {
    moreFacts: tracing.facts,
    logLevel: config.logLevel,
    secrets: secretWords(botConfig, process.env),
  });
  warnOfSecretFiles(exposedSecretFiles(botConfig, process.env), log);
  const { stop, opsPort } = await startWorker(config, log, adoptTime, {
    ...{ metrics, telemetry: tracing.telemetry },
  });
  return { stop: () => stop().finally(tracing.stop), log, facts: { opsPort } };
});
