import type { App } from '@slack/bolt';
import { afterEach, expect, it } from 'vitest';
import { lan, opsChannel, overHttp, type Stage, slackClient } from './bolt-bot.js';

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.stop();
  stage = undefined;
});

const button = [
  {
    type: 'actions',
    block_id: 'decide',
    elements: [
      { type: 'button', action_id: 'go', value: 'R1', text: { type: 'plain_text', text: 'Go' } },
    ] as const,
  },
] as const;

const pressed = { user: lan, block_id: 'decide', action_id: 'go' };

/** A bot that publishes a Home with one button and records each press. */
function homeBot(app: App): void {
  app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: [...button] as never } });
  });
  app.action('go', ({ ack }) => ack());
  app.shortcut('unlink_asset', ({ ack }) => ack());
}

it('a Home tab is published on opening, and its button acts from the view', async () => {
  stage = await overHttp(homeBot);
  const { workspace } = stage;
  await workspace.home({ user: lan });
  expect(workspace.deliveries.at(-1)?.body).toMatchObject({
    event: { type: 'app_home_opened', user: lan, tab: 'home', channel: expect.stringMatching(/^D/) },
  });
  const home = await workspace.waitFor(() => workspace.views(lan).home);
  const container = { type: 'view', view_id: home.id } as const;
  expect(await workspace.action({ ...pressed, container })).toMatchObject({ ok: true });
  expect(workspace.deliveries.at(-1)?.body).toMatchObject({
    ...{ type: 'block_actions', container, view: { id: home.id, type: 'home', hash: home.hash } },
    ...{ trigger_id: expect.any(String), actions: [{ action_id: 'go', value: 'R1' }] },
  });
  expect(workspace.deliveries.at(-1)?.body).not.toHaveProperty('channel');
  await workspace.home({ user: lan });
  expect(workspace.deliveries.at(-1)?.body).toMatchObject({ event: { view: { id: home.id } } });
  await workspace.waitFor(() => workspace.calls.filter(({ method }) => method === 'views.publish')[1]);
});

it('a global shortcut carries a trigger but no channel', async () => {
  stage = await overHttp(homeBot);
  const { workspace } = stage;
  await workspace.shortcut({ user: lan, callback_id: 'unlink_asset', channel: opsChannel });
  const body = workspace.deliveries.at(-1)?.body;
  expect(body).toMatchObject({
    ...{ type: 'shortcut', callback_id: 'unlink_asset', user: { id: lan } },
    ...{ trigger_id: expect.any(String), action_ts: expect.any(String) },
  });
  expect(body).not.toHaveProperty('channel');
  expect(body).not.toHaveProperty('response_url');
});

it('a button of an ephemeral message acts from an ephemeral container, without the message', async () => {
  stage = await overHttp(homeBot);
  const { workspace } = stage;
  const { message_ts = '' } = await slackClient(workspace).chat.postEphemeral({
    ...{ channel: opsChannel, user: lan, text: 'only you' },
    blocks: [...button] as never,
  });
  const container = { type: 'message', channel: opsChannel, message_ts } as const;
  await workspace.action({ ...pressed, container });
  const body = workspace.deliveries.at(-1)?.body;
  expect(body).toMatchObject({
    type: 'block_actions',
    container: { type: 'message', message_ts, channel_id: opsChannel, is_ephemeral: true },
    channel: { id: opsChannel },
    response_url: expect.stringContaining('/actions/'),
  });
  expect(body).not.toHaveProperty('message');
});
