import type { App } from '@slack/bolt';
import { afterEach, describe, expect, it } from 'vitest';
import { defaultSeed } from '../../slack/seed.js';
import { lan, minh, only, opsChannel, overHttp, overSocket, type Stage } from './bolt-bot.js';

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.stop();
  stage = undefined;
});

const button = (action_id: string, value: string) =>
  ({ type: 'button', action_id, value, text: { type: 'plain_text', text: action_id } }) as const;

/** A bot that answers /unlink with a card, and redraws the card when it is pressed. */
function cardBot(app: App): void {
  app.command('/unlink', async ({ ack, command, client }) => {
    await ack();
    await client.chat.postMessage({
      channel: command.channel_id,
      text: `card for ${command.text}`,
      blocks: [
        {
          type: 'actions',
          block_id: 'decision',
          elements: [button('confirm', 'R1'), button('cancel', 'R1')],
        },
      ],
    });
  });
  app.action('confirm', async ({ ack, body, action, client }) => {
    await ack();
    if (body.type !== 'block_actions' || !('value' in action)) throw new Error('not a button');
    await client.chat.update({
      channel: body.channel?.id ?? '',
      ts: body.message?.ts ?? '',
      text: `${action.value} confirmed by ${body.user.id}`,
    });
  });
}

describe.each([
  ['HTTP', overHttp],
  ['Socket Mode', overSocket],
])('a bot over %s', (_name, start) => {
  it('answers a slash command and a button press', async () => {
    stage = await start(cardBot);
    const { workspace } = stage;
    const asked = await workspace.post({ user: lan, channel: opsChannel, text: '/unlink oa 1234' });
    expect(asked).toMatchObject({ ok: true, status: 200 });
    const card = await workspace.waitFor(() => workspace.messages(opsChannel).at(-1));
    expect(card.text).toBe('card for oa 1234');
    const pressed = await workspace.action({
      user: minh,
      container: { type: 'message', channel: opsChannel, message_ts: card.ts },
      block_id: 'decision',
      action_id: 'confirm',
    });
    expect(pressed).toMatchObject({ ok: true, status: 200 });
    await workspace.waitFor(() => workspace.messages(opsChannel)[0]?.text === `R1 confirmed by ${minh}`);
    expect(only(workspace.messages(opsChannel)).blocks).toEqual([]);
  });

  it('may answer inside the acknowledgement of a command', async () => {
    stage = await start((app) => {
      app.command('/unlink', ({ ack, command }) =>
        command.text === 'loud' ? ack({ response_type: 'in_channel', text: 'to all' }) : ack('to you'),
      );
    });
    const { workspace } = stage;
    await workspace.post({ user: lan, channel: opsChannel, text: '/unlink' });
    expect(only(workspace.ephemerals(lan)).text).toBe('to you');
    await workspace.post({ user: lan, channel: opsChannel, text: '/unlink loud' });
    expect(only(workspace.messages(opsChannel)).text).toBe('to all');
  });

  it('hears a mention in a channel it is in, with the mention encoded', async () => {
    const heard: string[] = [];
    stage = await start((app) => {
      app.event('app_mention', async ({ event }) => {
        heard.push(event.text);
      });
    });
    const { workspace } = stage;
    await workspace.post({ user: lan, channel: opsChannel, text: '@zca-unlink gỡ <OA> & app' });
    await workspace.idle();
    expect(heard).toEqual(['<@U0ZCABOT01> gỡ &lt;OA&gt; &amp; app']);
    const absent = await workspace.post({ user: lan, channel: 'C0GENERAL1', text: '@zca-unlink hi' });
    expect(absent.notice).toContain('not in this channel');
    expect(heard).toHaveLength(1);
  });

  it('hears direct messages', async () => {
    const heard: unknown[] = [];
    stage = await start((app) => {
      app.message(async ({ message, say }) => {
        heard.push(message.channel_type);
        await say('đã nghe');
      });
    });
    const { workspace, app } = stage;
    const { channel } = await app.client.conversations.open({ users: lan });
    const direct = channel?.id ?? '';
    await workspace.post({ user: lan, channel: direct, text: 'chào bot' });
    await workspace.waitFor(() => workspace.messages(direct).at(-1)?.text === 'đã nghe');
    expect(heard).toEqual(['im']);
  });

  it('hears no direct message or command where its messages are read-only', async () => {
    const seed = defaultSeed();
    stage = await start(() => {}, { seed: { ...seed, bot: { ...seed.bot, messages_read_only: true } } });
    const { workspace, app } = stage;
    const { channel } = await app.client.conversations.open({ users: lan });
    for (const text of ['chào bot', '/unlink help']) {
      await expect(workspace.post({ user: lan, channel: channel?.id ?? '', text })).rejects.toThrow(
        'Sending messages to this app has been turned off.',
      );
    }
    expect(workspace.messages(channel?.id ?? '')).toEqual([]);
  });
});
