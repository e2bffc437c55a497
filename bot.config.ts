import { defineConfig, fromEnv } from './src/config/define-config.js';

/** The one file an operator edits. Secrets come from the environment; the README explains every setting. */
export default defineConfig({
  locale: fromEnv('BOT_LOCALE', 'vi'),
  port: fromEnv('PORT', '3000'),
  logLevel: fromEnv('LOG_LEVEL', 'info'),

  redis: {
    url: fromEnv('REDIS_URL', 'redis://127.0.0.1:6379'),
    prefix: fromEnv('REDIS_PREFIX', '{zca-unlink}'),
  },

  slack: {
    botToken: fromEnv('SLACK_BOT_TOKEN'),
    signingSecret: fromEnv('SLACK_SIGNING_SECRET'),
    appToken: fromEnv('SLACK_APP_TOKEN'),
    apiUrl: fromEnv('SLACK_API_URL', 'https://slack.com/api/'),
  },

  zca: {
    apiUrl: fromEnv('ZCA_API_URL'),
    accessToken: fromEnv('ZCA_API_TOKEN'),
    timeoutMs: 8_000,
    attempts: 5,
    backoffMs: 1_000,
    concurrency: 5,
  },

  policy: {
    approvers: fromEnv('UNLINK_APPROVERS', ''),
    requesters: fromEnv('UNLINK_REQUESTERS', ''),
    channels: fromEnv('UNLINK_CHANNELS', ''),
    allowSelfApproval: false,
  },
});
