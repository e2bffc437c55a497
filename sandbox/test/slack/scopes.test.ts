import { afterEach, describe, expect, it } from 'vitest';
import { scopesOf } from '../../slack/api/scopes.js';
import type { Workspace } from '../../slack/workspace.js';
import {
  botUser,
  lan,
  minh,
  only,
  openWorkspace,
  opsChannel,
  overHttp,
  type Stage,
  slackClient,
} from './bolt-bot.js';

let stage: Pick<Stage, 'stop'> | undefined;
afterEach(async () => {
  await stage?.stop();
  stage = undefined;
});

async function workspaceWith(...scopes: string[]): Promise<Workspace> {
  const workspace = await openWorkspace({ scopes });
  stage = { stop: () => workspace.close() };
  return workspace;
}

describe('a method without its scope', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['chat.postMessage', { channel: opsChannel, text: 'x' }, 'chat:write'],
    ['chat.update', { channel: opsChannel, ts: '1.000001', text: 'x' }, 'chat:write'],
    ['chat.postEphemeral', { channel: opsChannel, user: lan, text: 'x' }, 'chat:write'],
    ['conversations.history', { channel: opsChannel }, 'channels:history'],
    ['conversations.replies', { channel: opsChannel, ts: '1.000001' }, 'channels:history'],
    ['conversations.info', { channel: 'C0NOWHERE1' }, 'channels:read,groups:read,im:read'],
    ['conversations.open', { users: lan }, 'im:write'],
    ['usergroups.users.list', { usergroup: 'S0APPROVE1' }, 'usergroups:read'],
    ['users.info', { user: lan }, 'users:read'],
    ['files.getUploadURLExternal', { filename: 'a', length: 1 }, 'files:write'],
  ])('%s is refused', async (method, args, needed) => {
    const workspace = await workspaceWith('app_mentions:read', 'commands');
    const call = slackClient(workspace).apiCall(method, args);
    await expect(call).rejects.toMatchObject({
      data: { error: 'missing_scope', needed, provided: 'app_mentions:read,commands' },
    });
    expect(only(workspace.calls)).toMatchObject({ outcome: 'missing_scope', scopes: needed.split(',') });
  });

  it.each(['auth.test', 'chat.getPermalink', 'views.open', 'views.publish', 'apps.connections.open'])(
    '%s needs none',
    async (method) => {
      expect(scopesOf(method)).toEqual([]);
      const workspace = await workspaceWith();
      const failure = await slackClient(workspace)
        .apiCall(method)
        .catch((error) => error.data);
      expect(failure.error).not.toBe('missing_scope');
    },
  );
});

it('reads a conversation with only the scope of its kind', async () => {
  const workspace = await workspaceWith('chat:write', 'im:write', 'im:history');
  const slack = slackClient(workspace);
  const { channel } = await slack.conversations.open({ users: lan });
  const direct = channel?.id ?? '';
  await slack.chat.postMessage({ channel: direct, text: 'one' });
  expect((await slack.conversations.history({ channel: direct })).messages).toHaveLength(1);
  await expect(slack.conversations.history({ channel: opsChannel })).rejects.toMatchObject({
    data: { error: 'missing_scope', needed: 'channels:history' },
  });
});

it('tells the token’s scopes with every answer, as Slack does', async () => {
  const workspace = await workspaceWith('commands', 'chat:write');
  const answer = await slackClient(workspace).auth.test();
  expect(answer.response_metadata?.scopes).toEqual(['commands', 'chat:write']);
});

describe('a person’s action', () => {
  it('does not reach an app without its scope', async () => {
    const workspace = await workspaceWith('chat:write');
    const command = await workspace.post({ user: lan, channel: opsChannel, text: '/unlink oa 1' });
    expect(command.notice).toContain('/unlink is not a valid command');
    await expect(workspace.shortcut({ user: lan, callback_id: 'unlink_asset' })).rejects.toThrow();
    await workspace.post({ user: minh, channel: opsChannel, text: '@zca-unlink hi' });
    expect(workspace.messages(opsChannel).at(-1)?.text).toBe(`<@${botUser}> hi`);
    expect(workspace.deliveries).toEqual([]);
  });

  it('reaches an app with its scope', async () => {
    const bot = await overHttp((app) => app.command('/unlink', ({ ack }) => ack()), {
      scopes: ['commands', 'app_mentions:read'],
    });
    stage = bot;
    await bot.workspace.post({ user: lan, channel: opsChannel, text: '/unlink oa 1' });
    await bot.workspace.post({ user: lan, channel: opsChannel, text: '@zca-unlink hi' });
    await bot.workspace.idle();
    expect(bot.workspace.deliveries.map(({ kind }) => kind)).toEqual(['slash_commands', 'events_api']);
  });
});
