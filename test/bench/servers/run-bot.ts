import botConfig from '../../../bot.config.js';
import { loadConfig } from '../../../src/config/load-config.js';
import { createLog } from '../../../src/ops/logger.js';
import { adoptTime } from '../../../src/ops/process-time.js';
import { startWorker } from '../../../src/wiring/worker-process.js';
import { runConcurrency } from '../run-load.js';
import { installation, signingSecret } from '../slack-stub.js';

/** The bot's worker as src/worker.ts runs it, with the limits of Slack and the ZCA lifted. */
const loaded = loadConfig(botConfig, {
  ...process.env,
  SLACK_BOT_TOKEN: installation.botToken,
  SLACK_SIGNING_SECRET: signingSecret,
  ZCA_API_TOKEN: 'bench-zca-token',
  UNLINK_APPROVERS: 'U0MINH0002',
  LOG_LEVEL: 'warn',
});
if (loaded.zca.driver !== 'http') throw new Error('the bench has a gateway');
const config = {
  ...loaded,
  zca: { ...loaded.zca, concurrency: runConcurrency, callsPerSecond: 100_000 },
  slack: { ...loaded.slack, postsPerSecond: 10_000, updatesPerMinute: 1_000_000 },
  policy: { ...loaded.policy, stopWindowMs: 0 },
};
await startWorker(config, createLog(config.logLevel), adoptTime);
process.send?.({ port: 0 });
