import { createSlackAdapter } from '@chat-adapter/slack';
import { createRedisState } from '@chat-adapter/state-redis';
import { Chat } from 'chat';
import { openQueue } from './queue.mjs';
import { serveFetch } from './serve-fetch.mjs';

const add = await openQueue('{chat-sdk}');
const chat = new Chat({
  userName: 'unlink',
  logger: 'error',
  adapters: {
    slack: createSlackAdapter({
      botToken: 'xoxb-bench',
      signingSecret: 'bench-signing-secret-0123',
      logger: undefined,
    }),
  },
  state: createRedisState({ url: process.env.REDIS_URL, keyPrefix: 'chat-sdk' }),
});
chat.onSlashCommand('/unlink', async ({ text, user, raw, triggerId }) => {
  await add({
    trigger: triggerId,
    text,
    user: user.userId,
    channel: raw.channel_id,
    replyTo: raw.response_url,
  });
});
await chat.initialize();
serveFetch(async (request) => {
  const tasks = [];
  const response = await chat.webhooks.slack(request, { waitUntil: (task) => tasks.push(task) });
  // The SDK answers before its handlers end; durable before the 200 means to wait for them.
  await Promise.all(tasks);
  return response;
});
