import type { World } from '../fixtures/world.js';

/** The environment of the built bot in a test's world, which keeps its data under a prefix of its own. */
export function botEnv({ config, zca, zcaToken }: World, prefix: string) {
  return {
    PATH: process.env['PATH'],
    PORT: '0',
    REDIS_URL: config.redis.url,
    REDIS_PREFIX: prefix,
    SLACK_BOT_TOKEN: config.slack.botToken,
    SLACK_SIGNING_SECRET: config.slack.signingSecret,
    SLACK_API_URL: config.slack.apiUrl,
    ZCA_API_URL: zca.url,
    ZCA_API_TOKEN: zcaToken,
    UNLINK_APPROVERS: 'S0APPROVE1',
  };
}
