import { createServer, type Server } from 'node:http';
import type { App } from '@slack/bolt';
import type { ChatPostMessageArguments } from '@slack/web-api';
import { afterEach, describe, expect, it } from 'vitest';
import { signBody } from '../../slack/delivery/signature.js';
import type { Workspace } from '../../slack/workspace.js';
import {
  botUser,
  lan,
  minh,
  only,
  openWorkspace,
  opsChannel,
  overHttp,
  overSocket,
  type Stage,
  signingSecret,
  slackClient,
} from './bolt-bot.js';

let stage: Pick<Stage, 'stop'> | undefined;
afterEach(async () => {
  await stage?.stop();
  stage = undefined;
});

/** A bare HTTP app that answers each request with the next of these statuses; 0 never answers. */
async function bareApp(statuses: number[], body = '', headers: Record<string, string> = {}) {
  const heard: { headers: Record<string, unknown>; body: string }[] = [];
  const server: Server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    heard.push({ headers: request.headers, body: text });
    const status = statuses[heard.length - 1] ?? 200;
    if (status !== 0) response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  const workspace = await openWorkspace({
    requestUrl: `http://127.0.0.1:${address.port}/slack/events`,
    ackTimeoutMs: 150,
    eventRetryDelaysMs: [0, 20, 40],
  });
  stage = {
    stop: async () => {
      await workspace.close();
      server.closeAllConnections();
      server.close();
    },
  };
  return { workspace, heard };
}

const unlink = { user: lan, channel: opsChannel, text: '/unlink oa 1234' };

describe('signatures', () => {
  it('match Slack’s published example', () => {
    const body =
      'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
    expect(signBody('8f742231b10e8888abcd99yyyzzz85a5', 1531420618, body)).toBe(
      'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
    );
  });

  it('can be wrong, stale or made with another secret, and a request can be repeated unchanged', async () => {
    let runs = 0;
    const bot = await overHttp((app) => {
      app.command('/unlink', async ({ ack }) => {
        runs += 1;
        await ack();
      });
    });
    stage = bot;
    const { workspace } = bot;
    await workspace.post(unlink);
    const sent = only(workspace.deliveries);
    const body = sent.request?.body ?? '';
    const nowSeconds = Math.floor(Date.now() / 1000);
    expect((await workspace.deliver(body, { signature: 'v0=00' })).status).toBe(401);
    expect((await workspace.deliver(body, { secret: `${signingSecret}x` })).status).toBe(401);
    expect((await workspace.deliver(body, { timestamp: nowSeconds - 301 })).status).toBe(401);
    expect((await workspace.deliver(body, { headers: { 'X-Slack-Signature': '' } })).status).toBe(401);
    expect(runs).toBe(1);
    expect((await workspace.redeliver(sent)).status).toBe(200);
    expect(runs).toBe(2);
  });

  it('let the app pass Slack’s check of its request URL', async () => {
    const bot = await overHttp(() => {});
    stage = bot;
    expect(await bot.workspace.verifyUrl()).toBe(true);
  });
});

describe('a slash command', () => {
  it('carries Slack’s fields as a form', async () => {
    const { workspace, heard } = await bareApp([200]);
    await workspace.post({ ...unlink, text: '/unlink  oa <1234> & more ' });
    const { headers, body } = only(heard);
    expect(headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(headers['x-slack-signature']).toMatch(/^v0=[0-9a-f]{64}$/);
    expect(Object.fromEntries(new URLSearchParams(body))).toMatchObject({
      command: '/unlink',
      text: 'oa <1234> & more',
      user_id: lan,
      user_name: 'lan',
      channel_id: opsChannel,
      channel_name: 'zca-ops',
      team_id: 'T0ZCADEMO1',
      team_domain: 'zca-demo',
      api_app_id: 'A0ZCABOT01',
      is_enterprise_install: 'false',
    });
  });

  it.each<[string, number[], string]>([
    ['does not answer in time', [0], 'operation_timeout'],
    ['answers 500', [500], 'dispatch_failed'],
  ])('is reported in Slack’s words when the app %s', async (_name, statuses, error) => {
    const { workspace } = await bareApp(statuses);
    const report = await workspace.post(unlink);
    expect(report).toMatchObject({ ok: false, notice: `/unlink failed with the error "${error}"` });
  });

  it('is reported when nobody listens', async () => {
    const workspace = await openWorkspace();
    stage = { stop: () => workspace.close() };
    const report = await workspace.post(unlink);
    expect(report).toMatchObject({
      ok: false,
      status: null,
      notice: '/unlink failed with the error "dispatch_failed"',
    });
  });

  it('is refused in a thread, and when no app registered it', async () => {
    const { workspace, heard } = await bareApp([200]);
    const inThread = await workspace.post({ ...unlink, thread_ts: '1.000001' });
    expect(inThread.notice).toBe('/unlink is not supported in threads. Sorry!');
    const unknown = await workspace.post({ ...unlink, text: '/relink 1' });
    expect(unknown.notice).toContain('/relink is not a valid command.');
    expect(heard).toEqual([]);
  });

  it('is refused from an unknown person', async () => {
    const { workspace } = await bareApp([200]);
    await expect(workspace.post({ ...unlink, user: 'U0NOBODY01' })).rejects.toThrow('no such user');
  });
});

describe('events', () => {
  const mention = { user: lan, channel: opsChannel, text: '@zca-unlink help' };

  it('are retried with Slack’s headers and the same event_id until the app takes them', async () => {
    const { workspace, heard } = await bareApp([500, 0, 200]);
    const first = await workspace.post(mention);
    expect(first).toMatchObject({ ok: false, status: 500 });
    await workspace.idle();
    expect(
      heard.map(({ headers }) => [headers['x-slack-retry-num'], headers['x-slack-retry-reason']]),
    ).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
      ['2', 'http_timeout'],
    ]);
    expect(new Set(heard.map(({ body }) => JSON.parse(body).event_id)).size).toBe(1);
  });

  it('are given up after three retries', async () => {
    const { workspace, heard } = await bareApp([500, 500, 500, 500, 200]);
    await workspace.post(mention);
    await workspace.idle();
    expect(heard).toHaveLength(4);
  });

  it('are not retried when the app says so', async () => {
    const { workspace, heard } = await bareApp([500, 200], '', { 'x-slack-no-retry': '1' });
    await workspace.post(mention);
    await workspace.idle();
    expect(heard).toHaveLength(1);
  });
});

describe('block actions', () => {
  const option = (value: string) => ({ text: { type: 'plain_text', text: value }, value }) as const;
  const checkboxes = {
    ...({ type: 'checkboxes', action_id: 'assets' } as const),
    options: [option('a'), option('b')],
  };
  const card: Extract<ChatPostMessageArguments, { blocks: unknown }>['blocks'] = [
    { type: 'actions', block_id: 'pick', elements: [checkboxes] },
    {
      type: 'actions',
      block_id: 'decide',
      elements: [
        { type: 'button', action_id: 'confirm', value: 'R1', text: { type: 'plain_text', text: 'OK' } },
      ],
    },
  ];

  /** A card in the channel, and every action payload that reaches the bot. */
  async function stageCard(): Promise<{
    workspace: Workspace;
    ts: string;
    heard: Record<string, unknown>[];
  }> {
    const heard: Record<string, unknown>[] = [];
    const bot = await overHttp((app: App) => {
      app.action(/.*/, async ({ ack, body }) => {
        await ack();
        heard.push({ ...body });
      });
    });
    stage = bot;
    const posted = await bot.app.client.chat.postMessage({ channel: opsChannel, text: 'card', blocks: card });
    return { workspace: bot.workspace, ts: posted.ts ?? '', heard };
  }

  it('carry the person, the message and the person’s choices in it', async () => {
    const { workspace, ts, heard } = await stageCard();
    const container = { type: 'message', channel: opsChannel, message_ts: ts } as const;
    const b = option('b');
    await workspace.action({ user: minh, container, block_id: 'pick', action_id: 'assets', selected: [b] });
    await workspace.action({ user: minh, container, block_id: 'decide', action_id: 'confirm' });
    expect(heard[0]).toMatchObject({ actions: [{ type: 'checkboxes', selected_options: [b] }] });
    expect(heard[1]).toMatchObject({
      type: 'block_actions',
      user: { id: minh, username: 'minh', name: 'minh', team_id: 'T0ZCADEMO1' },
      api_app_id: 'A0ZCABOT01',
      container: { type: 'message', message_ts: ts, channel_id: opsChannel, is_ephemeral: false },
      team: { id: 'T0ZCADEMO1', domain: 'zca-demo' },
      enterprise: null,
      is_enterprise_install: false,
      channel: { id: opsChannel, name: 'zca-ops' },
      message: { ts, text: 'card', bot_id: 'B0ZCABOT01' },
      state: { values: { pick: { assets: { type: 'checkboxes', selected_options: [b] } } } },
      actions: [{ type: 'button', block_id: 'decide', action_id: 'confirm', value: 'R1' }],
    });
  });

  it('keep each person’s choices apart', async () => {
    const { workspace, ts, heard } = await stageCard();
    const container = { type: 'message', channel: opsChannel, message_ts: ts } as const;
    const a = option('a');
    await workspace.action({ user: minh, container, block_id: 'pick', action_id: 'assets', selected: [a] });
    await workspace.action({ user: lan, container, block_id: 'decide', action_id: 'confirm' });
    expect(heard[1]).toMatchObject({ state: { values: { pick: { assets: { selected_options: [] } } } } });
  });

  it('carry no old choice of a block that was gone and came back', async () => {
    const { workspace, ts, heard } = await stageCard();
    const container = { type: 'message', channel: opsChannel, message_ts: ts } as const;
    const a = option('a');
    await workspace.action({ user: minh, container, block_id: 'pick', action_id: 'assets', selected: [a] });
    const slack = slackClient(workspace);
    await slack.chat.update({ channel: opsChannel, ts, text: 'card', blocks: card.slice(1) });
    await slack.chat.update({ channel: opsChannel, ts, text: 'card', blocks: card });
    await workspace.action({ user: minh, container, block_id: 'decide', action_id: 'confirm' });
    expect(heard[1]).toMatchObject({ state: { values: { pick: { assets: { selected_options: [] } } } } });
  });

  it('cannot come from somebody who does not see the message', async () => {
    const { workspace, heard } = await stageCard();
    const { message_ts: ts = '' } = await slackClient(workspace).chat.postEphemeral({
      ...{ channel: opsChannel, user: lan, text: 'only Lan' },
      blocks: card,
    });
    const press = (user: string, channel = opsChannel) =>
      workspace.action({
        user,
        container: { type: 'message', channel, message_ts: ts },
        ...{ block_id: 'decide', action_id: 'confirm' },
      });
    await expect(press(minh)).rejects.toThrow('sees no message');
    workspace.setMembers(opsChannel, [minh, botUser]);
    await expect(press(lan)).rejects.toThrow('is not in');
    expect(heard).toEqual([]);
  });

  it('report an input only when it dispatches, and remember its text until the next press', async () => {
    const { workspace, heard } = await stageCard();
    const input = (block_id: string, dispatch_action: boolean) =>
      ({
        ...({ type: 'input', block_id, dispatch_action } as const),
        label: { type: 'plain_text', text: block_id },
        element: { type: 'plain_text_input', action_id: 'text' },
      }) as const;
    const { ts = '' } = await slackClient(workspace).chat.postMessage({
      ...{ channel: opsChannel, text: 'form' },
      blocks: [input('quiet', false), input('loud', true)],
    });
    const container = { type: 'message', channel: opsChannel, message_ts: ts } as const;
    const write = (block_id: string) =>
      workspace.action({ user: lan, container, block_id, action_id: 'text', typed: block_id });
    expect(await write('quiet')).toEqual({ ok: true, status: null, elapsed_ms: 0 });
    expect(heard).toEqual([]);
    await write('loud');
    expect(only(heard)).toMatchObject({
      actions: [{ type: 'plain_text_input', block_id: 'loud', value: 'loud' }],
      state: { values: { quiet: { text: { value: 'quiet' } }, loud: { text: { value: 'loud' } } } },
    });
  });

  it('are refused for unknown elements and options, unless forged', async () => {
    const { workspace, ts, heard } = await stageCard();
    const container = { type: 'message', channel: opsChannel, message_ts: ts } as const;
    const c = option('c');
    await expect(
      workspace.action({ user: minh, container, block_id: 'pick', action_id: 'assets', selected: [c] }),
    ).rejects.toThrow('does not offer');
    await expect(
      workspace.action({ user: minh, container, block_id: 'decide', action_id: 'reject' }),
    ).rejects.toThrow('no element');
    const forged = { type: 'button', block_id: 'decide', action_id: 'confirm', value: 'R999' };
    expect(await workspace.forgeAction({ user: minh, container, action: forged })).toMatchObject({
      ok: true,
    });
    expect(heard).toHaveLength(1);
    expect(heard[0]).toMatchObject({ actions: [forged] });
  });
});

describe('an external select', () => {
  it.each([
    ['HTTP', overHttp],
    ['Socket Mode', overSocket],
  ])('asks the app for its options over %s', async (_name, start) => {
    const bot = await start((app) => {
      app.options('asset', async ({ ack, options }) => {
        await ack({
          options: [{ text: { type: 'plain_text', text: `OA ${options.value}` }, value: options.value }],
        });
      });
    });
    stage = bot;
    const select = { type: 'external_select', action_id: 'asset' } as const;
    const { ts = '' } = await bot.app.client.chat.postMessage({
      channel: opsChannel,
      text: 'pick',
      blocks: [{ type: 'actions', block_id: 'pick', elements: [select] }],
    });
    const answer = await bot.workspace.options({
      user: lan,
      container: { type: 'message', channel: opsChannel, message_ts: ts },
      block_id: 'pick',
      action_id: 'asset',
      value: '43',
    });
    expect(answer.options).toEqual([{ text: { type: 'plain_text', text: 'OA 43' }, value: '43' }]);
  });
});
