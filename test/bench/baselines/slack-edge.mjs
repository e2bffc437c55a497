import { SlackApp } from 'slack-edge';
import { openQueue } from './queue.mjs';
import { serveFetch } from './serve-fetch.mjs';

const add = await openQueue('{slack-edge}');
const app = new SlackApp({
  env: {
    SLACK_SIGNING_SECRET: 'bench-signing-secret-0123',
    SLACK_BOT_TOKEN: 'xoxb-bench',
    SLACK_LOGGING_LEVEL: 'ERROR',
  },
  // By default it asks Slack's auth.test for each delivery.
  authorize: async () => ({
    botToken: 'xoxb-bench',
    teamId: 'T0BENCH001',
    botId: 'B0BENCH001',
    botUserId: 'U0BOT00001',
    userId: 'U0BOT00001',
    botScopes: [],
  }),
});
app.command('/unlink', async ({ payload }) => {
  const { trigger_id: trigger, text, user_id: user, channel_id: channel, response_url: replyTo } = payload;
  await add({ trigger, text, user, channel, replyTo });
});
serveFetch((request) => app.run(request, { waitUntil: () => undefined }));
