import botConfig from '../../../bot.config.js';
import { loadConfig } from '../../../src/config/load-config.js';
import { createLog } from '../../../src/ops/logger.js';
import { adoptTime } from '../../../src/ops/process-time.js';
import { startWeb } from '../../../src/wiring/web-process.js';
import { installation, signingSecret } from '../slack-stub.js';

/** The bot's web process as src/web.ts runs it; only that one person may ask without limit. */
const loaded = loadConfig(botConfig, {
  ...process.env,
  PORT: '0',
  SLACK_BOT_TOKEN: installation.botToken,
  SLACK_SIGNING_SECRET: signingSecret,
  ZCA_API_URL: 'http://127.0.0.1:9',
  ZCA_API_TOKEN: 'bench-zca-token',
  UNLINK_APPROVERS: 'U0MINH0002',
});
const most = 1_000_000_000;
const unlimited = {
  asksPerMinute: most,
  pressesPerMinute: most,
  looksPerMinute: most,
  searchesPerMinute: most,
};
const budgets = { ...loaded.policy.budgets, ...unlimited };
const config = { ...loaded, policy: { ...loaded.policy, budgets } };
const { port } = await startWeb(config, createLog(config.logLevel), adoptTime);
process.send?.({ port });
