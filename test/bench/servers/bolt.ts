import { createHash } from 'node:crypto';
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { freePort } from '../../../sandbox/free-port.js';
import { installation, signingSecret } from '../slack-stub.js';

/** Bolt as its README starts it. With `queue`, each command and press is one BullMQ job before its 200. */
const queue =
  process.argv[2] === 'queue'
    ? new Queue('ask', {
        connection: new Redis(process.env['REDIS_URL'] ?? '', { maxRetriesPerRequest: null }),
        prefix: '{bolt}',
      })
    : null;
await queue?.waitUntilReady();
const port = Number(process.env['PORT'] ?? (await freePort()));
const app = new App({
  token: installation.botToken,
  receiver: new HTTPReceiver({ signingSecret, port, logLevel: LogLevel.ERROR }),
  clientOptions: { slackApiUrl: process.env['SLACK_API_URL'] ?? '' },
  logLevel: LogLevel.ERROR,
});
const jobId = (trigger: string) => createHash('sha256').update(trigger).digest('hex');
app.command('/unlink', async ({ command, ack }) => {
  const { trigger_id, text, user_id: user, channel_id: channel, response_url: replyTo } = command;
  await queue?.add('ask', { text, user, channel, replyTo }, { jobId: jobId(trigger_id) });
  await ack();
});
app.action('approve', async ({ body, action, ack }) => {
  if (body.type !== 'block_actions' || action.type !== 'button') return;
  const { trigger_id, user, channel, response_url: replyTo } = body;
  const data = { request: action.value, user: user.id, channel: channel?.id, replyTo };
  await queue?.add('press', data, { jobId: jobId(trigger_id) });
  await ack();
});
await app.start();
process.send?.({ port });
