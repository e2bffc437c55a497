import type { BotConfig } from '../config/define-config.js';
import { exposedSecretFiles } from '../config/exposed-secret-files.js';
import { secretWords } from '../config/secret-words.js';
import type { Log } from '../flow/ports/log.js';
import { countedLog } from '../ops/counted-log.js';
import { createLog } from '../ops/logger.js';
import { PrometheusMetrics } from '../ops/prometheus-metrics.js';
import { warnOfSecretFiles } from '../ops/secret-files.js';
import { timeRedis } from './redis-timing.js';
import type { Observing } from './running-process.js';
import { startTracing } from './tracing.js';

interface Sources {
  readonly botConfig: BotConfig;
  readonly env: NodeJS.ProcessEnv;
  readonly logLevel: string;
}

export interface ObservedProcess {
  readonly observing: Observing;
  /** Shows no secret, and names the trace that is under way; the metrics count its lines. */
  readonly log: Log;
  /** Sends the traces that are left. */
  readonly stopTracing: () => Promise<void>;
}

/**
 * Starts the metrics, the traces and the log of a process, and warns of secrets that everybody on the machine can read.
 * @throws if traces are asked for and their packages are missing
 */
export async function observeProcess(
  name: 'web' | 'worker',
  { botConfig, env, logLevel }: Sources,
): Promise<ObservedProcess> {
  const { telemetry, facts, stop } = await startTracing(name, env);
  const metrics = new PrometheusMetrics().watchProcess(name);
  timeRedis((...command) => metrics.commanded(...command));
  const written = createLog(logLevel, undefined, { secrets: secretWords(botConfig, env), moreFacts: facts });
  const log = countedLog(written, (...line) => metrics.logged(...line));
  warnOfSecretFiles(exposedSecretFiles(botConfig, env), log);
  return { observing: { metrics, telemetry }, log, stopTracing: stop };
}
