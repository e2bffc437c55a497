import type { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultSeed } from '../../slack/seed.js';
import type { Workspace } from '../../slack/workspace.js';
import {
  botToken,
  botUser,
  generalChannel,
  lan,
  minh,
  only,
  openWorkspace,
  opsChannel,
  slackClient,
} from './bolt-bot.js';

let workspace: Workspace;
let slack: WebClient;

beforeAll(async () => {
  workspace = await openWorkspace();
  slack = slackClient(workspace);
});
afterAll(() => workspace.close());

const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } }) as const;

describe('chat.postMessage', () => {
  it('posts text and blocks, and gives each block an id', async () => {
    const posted = await slack.chat.postMessage({
      channel: opsChannel,
      text: 'Xin chào',
      blocks: [section('*Chào*')],
    });
    const message = workspace.messages(opsChannel).find(({ ts }) => ts === posted.ts);
    expect(message).toMatchObject({ text: 'Xin chào', user: botUser, channel: opsChannel });
    expect(message?.blocks[0]?.block_id).toMatch(/^.{5}$/);
    expect(posted.message).toMatchObject({ bot_id: 'B0ZCABOT01', app_id: 'A0ZCABOT01' });
  });

  it('takes JSON as well as a form', async () => {
    const response = await fetch(`${workspace.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${botToken}`, 'Content-Type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ channel: opsChannel, blocks: [section('from JSON')] }),
    });
    expect(await response.json()).toMatchObject({ ok: true, channel: opsChannel });
  });

  it('opens a direct message when the channel is a person', async () => {
    const first = await slack.chat.postMessage({ channel: lan, text: 'one' });
    const second = await slack.chat.postMessage({ channel: lan, text: 'two' });
    expect(first.channel).toMatch(/^D/);
    expect(second.channel).toBe(first.channel);
  });

  it.each([
    [{ channel: 'C0NOWHERE1', text: 'x' }, 'channel_not_found'],
    [{ channel: generalChannel, text: 'x' }, 'not_in_channel'],
    [{ channel: opsChannel, text: '' }, 'no_text'],
    [{ channel: opsChannel, text: 'x'.repeat(40_001) }, 'msg_too_long'],
    [
      { channel: opsChannel, text: 'x', blocks: Array.from({ length: 5 }, () => section('x'.repeat(2900))) },
      'msg_blocks_too_long',
    ],
  ])('refuses what Slack refuses: %#', async (args, error) => {
    await expect(slack.chat.postMessage(args)).rejects.toMatchObject({ data: { error } });
  });

  it('refuses blocks that are not a list of objects before looking at them', async () => {
    await expect(
      slack.apiCall('chat.postMessage', { channel: opsChannel, blocks: '{"a":1}' }),
    ).rejects.toMatchObject({
      data: { error: 'invalid_blocks_format' },
    });
  });
});

describe('chat.update', () => {
  it('keeps the message in its place without an edited mark when given blocks', async () => {
    const { ts = '' } = await slack.chat.postMessage({
      channel: opsChannel,
      text: 'card',
      blocks: [section('one')],
    });
    await slack.chat.update({ channel: opsChannel, ts, text: 'card 2', blocks: [section('two')] });
    const message = workspace.messages(opsChannel).find((candidate) => candidate.ts === ts);
    expect(message).toMatchObject({ text: 'card 2', blocks: [section('two')] });
    expect(message?.edited).toBeUndefined();
  });

  it('removes the blocks when given only text', async () => {
    const { ts = '' } = await slack.chat.postMessage({
      channel: opsChannel,
      text: 'card',
      blocks: [section('one')],
    });
    await slack.chat.update({ channel: opsChannel, ts, text: 'plain' });
    const message = workspace.messages(opsChannel).find((candidate) => candidate.ts === ts);
    expect(message).toMatchObject({ text: 'plain', blocks: [] });
    expect(message?.edited).toBeDefined();
  });

  it('refuses a message that does not exist or is not the bot’s', async () => {
    await expect(slack.chat.update({ channel: opsChannel, ts: '1.000001', text: 'x' })).rejects.toMatchObject(
      {
        data: { error: 'message_not_found' },
      },
    );
    await workspace.post({ user: lan, channel: opsChannel, text: 'tin của Lan' });
    const ts = workspace.messages(opsChannel).findLast((message) => message.user === lan)?.ts ?? '';
    await expect(slack.chat.update({ channel: opsChannel, ts, text: 'x' })).rejects.toMatchObject({
      data: { error: 'cant_update_message' },
    });
  });
});

describe('chat.postEphemeral', () => {
  it('is seen by one person only, stays out of history and cannot be updated', async () => {
    const { message_ts: ts = '' } = await slack.chat.postEphemeral({
      channel: opsChannel,
      user: lan,
      text: 'psst',
    });
    expect(workspace.messages(opsChannel, lan).at(-1)).toMatchObject({ text: 'psst', ephemeral_to: lan });
    expect(workspace.messages(opsChannel, minh).some((message) => message.ts === ts)).toBe(false);
    expect(only(workspace.ephemerals(lan)).text).toBe('psst');
    const history = await slack.conversations.history({ channel: opsChannel });
    expect(history.messages?.some((message) => message.ts === ts)).toBe(false);
    await expect(slack.chat.update({ channel: opsChannel, ts, text: 'x' })).rejects.toMatchObject({
      data: { error: 'message_not_found' },
    });
  });

  it('refuses a recipient outside the channel', async () => {
    await expect(
      slack.chat.postEphemeral({ channel: opsChannel, user: 'U0NOBODY01', text: 'x' }),
    ).rejects.toMatchObject({ data: { error: 'user_not_in_channel' } });
  });
});

describe('threads', () => {
  it('answers replies with the parent first, and with metadata only on request', async () => {
    const { ts = '' } = await slack.chat.postMessage({ channel: opsChannel, text: 'parent' });
    const metadata = { event_type: 'unlink_result', event_payload: { op: 'a1' } };
    await slack.chat.postMessage({ channel: opsChannel, thread_ts: ts, text: 'reply', metadata });
    const plain = await slack.conversations.replies({ channel: opsChannel, ts });
    expect(plain.messages?.map(({ text }) => text)).toEqual(['parent', 'reply']);
    expect(plain.messages?.[0]).toMatchObject({ reply_count: 1, thread_ts: ts });
    expect(plain.messages?.[1]?.metadata).toBeUndefined();
    const full = await slack.conversations.replies({ channel: opsChannel, ts, include_all_metadata: true });
    expect(full.messages?.[1]?.metadata).toEqual(metadata);
  });

  it('keeps replies out of history, and pages with a cursor', async () => {
    const fresh = (await slack.conversations.open({ users: minh })).channel?.id ?? '';
    const first = await slack.chat.postMessage({ channel: fresh, text: '1' });
    await slack.chat.postMessage({ channel: fresh, text: '2' });
    await slack.chat.postMessage({ channel: fresh, text: 'in thread', thread_ts: first.ts ?? '' });
    await slack.chat.postMessage({ channel: fresh, text: '3' });
    const seen: unknown[] = [];
    for await (const page of slack.paginate('conversations.history', { channel: fresh, limit: 2 })) {
      const { messages = [] } = page as { messages?: { text: string }[] };
      seen.push(messages.map(({ text }) => text));
    }
    expect(seen).toEqual([['3', '2'], ['1']]);
    await expect(slack.conversations.history({ channel: fresh, oldest: 'soon' })).rejects.toMatchObject({
      data: { error: 'invalid_ts_oldest' },
    });
    const since = await slack.conversations.history({
      channel: fresh,
      oldest: first.ts ?? '',
      inclusive: true,
    });
    expect(since.messages?.map(({ text }) => text)).toEqual(['3', '2', '1']);
    const after = await slack.conversations.history({ channel: fresh, oldest: first.ts ?? '' });
    expect(after.messages?.map(({ text }) => text)).toEqual(['3', '2']);
  });

  it('says thread_not_found for a thread that does not exist', async () => {
    await expect(slack.conversations.replies({ channel: opsChannel, ts: '1.000001' })).rejects.toMatchObject({
      data: { error: 'thread_not_found' },
    });
  });
});

describe('authentication', () => {
  it('names the bot', async () => {
    expect(await slack.auth.test()).toMatchObject({
      user_id: botUser,
      bot_id: 'B0ZCABOT01',
      team_id: 'T0ZCADEMO1',
    });
  });

  it.each([
    ['chat.postMessage', undefined, 'not_authed'],
    ['chat.postMessage', 'xoxb-wrong', 'invalid_auth'],
    ['apps.connections.open', botToken, 'not_allowed_token_type'],
    ['chat.shout', botToken, 'unknown_method'],
  ])('%s with token %s says %s', async (method, token, error) => {
    const response = await fetch(workspace.apiUrl + method, {
      method: 'POST',
      headers: token === undefined ? {} : { Authorization: `Bearer ${token}` },
    });
    expect(await response.json()).toMatchObject({ ok: false, error });
  });

  it('takes the token from the body as well, and keeps it out of the log', async () => {
    const body = new URLSearchParams({ token: botToken, channel: opsChannel });
    const response = await fetch(`${workspace.apiUrl}conversations.info`, { method: 'POST', body });
    expect(await response.json()).toMatchObject({ ok: true, channel: { name: 'zca-ops', is_member: true } });
    expect(workspace.calls.at(-1)).toMatchObject({ method: 'conversations.info', outcome: 'ok' });
    expect(workspace.calls.at(-1)?.args).toEqual({ channel: opsChannel });
  });
});

describe('people', () => {
  it('have their locale only on request', async () => {
    const { user } = await slack.users.info({ user: minh, include_locale: true });
    expect(user).toMatchObject({ real_name: 'Trần Quốc Minh', locale: 'en-US', tz: 'Asia/Ho_Chi_Minh' });
    await expect(slack.users.info({ user: 'U0NOBODY01' })).rejects.toMatchObject({
      data: { error: 'user_not_found' },
    });
  });

  it('belong to user groups that can change', async () => {
    const before = await slack.usergroups.users.list({ usergroup: 'S0APPROVE1' });
    expect(before.users).toEqual([minh, 'U0HOA00003']);
    workspace.setUsergroup('S0APPROVE1', [lan]);
    const after = await slack.usergroups.users.list({ usergroup: 'S0APPROVE1' });
    expect(after.users).toEqual([lan]);
  });
});

it('gives a permalink that opens on the sandbox itself', async () => {
  const { ts = '' } = await slack.chat.postMessage({ channel: opsChannel, text: 'link me' });
  const { permalink } = await slack.chat.getPermalink({ channel: opsChannel, message_ts: ts });
  expect(permalink).toBe(`${workspace.url}/archives/${opsChannel}/p${ts.replace('.', '')}`);
});

it('shares an uploaded file into a thread', async () => {
  const { ts = '' } = await slack.chat.postMessage({ channel: opsChannel, text: 'report' });
  const csv = 'id,outcome\n1234,unlinked\n';
  await slack.files.uploadV2({
    channel_id: opsChannel,
    thread_ts: ts,
    filename: 'result.csv',
    file: Buffer.from(csv),
    initial_comment: 'chi tiết',
  });
  const shared = workspace.messages(opsChannel).at(-1);
  expect(shared).toMatchObject({ thread_ts: ts, text: 'chi tiết' });
  expect(shared?.files?.[0]).toMatchObject({ name: 'result.csv', mimetype: 'text/csv', content: csv });
});

describe('chat.delete', () => {
  it('removes only the bot’s own message', async () => {
    const { ts = '' } = await slack.chat.postMessage({ channel: opsChannel, text: 'oops' });
    await slack.chat.delete({ channel: opsChannel, ts });
    expect(workspace.messages(opsChannel).some((message) => message.ts === ts)).toBe(false);
    await workspace.post({ user: lan, channel: opsChannel, text: 'giữ lại' });
    const own = workspace.messages(opsChannel).at(-1)?.ts ?? '';
    await expect(slack.chat.delete({ channel: opsChannel, ts: own })).rejects.toMatchObject({
      data: { error: 'cant_delete_message' },
    });
  });
});

describe('metadata', () => {
  it.each([
    ['{"event_type":1}', 'invalid_metadata_schema'],
    ['not json', 'invalid_metadata_format'],
    [JSON.stringify({ event_type: 'x', event_payload: { a: 'x'.repeat(9000) } }), 'metadata_too_large'],
  ])('is refused when it is not metadata: %#', async (metadata, error) => {
    const call = slack.apiCall('chat.postMessage', { channel: opsChannel, text: 'x', metadata });
    await expect(call).rejects.toMatchObject({ data: { error } });
  });
});

describe('another workspace', () => {
  it('may hide private channels from the bot, and have people of other teams', async () => {
    const seed = defaultSeed();
    seed.channels.push({
      ...{ id: 'C0SECRET01', name: 'secret', topic: '', is_ext_shared: false, is_private: true },
      members: [lan],
    });
    seed.users = seed.users.map((user) =>
      user.id === lan ? { ...user, team_id: 'T0OTHER001', is_stranger: true } : user,
    );
    const other = await openWorkspace({ seed });
    const bot = slackClient(other);
    await expect(bot.chat.postMessage({ channel: 'C0SECRET01', text: 'x' })).rejects.toMatchObject({
      data: { error: 'channel_not_found' },
    });
    expect((await bot.users.info({ user: lan })).user).toMatchObject({
      team_id: 'T0OTHER001',
      is_stranger: true,
    });
    await other.close();
  });

  it('is refused when the seed makes no workspace', async () => {
    const seed = defaultSeed();
    await expect(openWorkspace({ seed: { ...seed, bot: { ...seed.bot, user_id: 'zca' } } })).rejects.toThrow(
      'user_id',
    );
  });
});
