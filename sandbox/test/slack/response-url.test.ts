import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lan, only, opsChannel, overHttp, type Stage } from './bolt-bot.js';

let stage: Stage;
let nowMs: number;

beforeEach(async () => {
  nowMs = Date.now();
  stage = await overHttp(
    (app) => {
      app.command('/unlink', ({ ack }) => ack());
      app.action('go', ({ ack }) => ack());
    },
    { now: () => nowMs },
  );
});
afterEach(() => stage.stop());

const responseUrl = () => String(stage.workspace.deliveries.at(-1)?.body['response_url']);

async function respond(url: string, message: Record<string, unknown>) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(message),
  });
  return { status: response.status, body: await response.text() };
}

/** Presses the button of a message and returns the press's response_url. */
async function press(ts: string): Promise<string> {
  const container = { type: 'message', channel: opsChannel, message_ts: ts } as const;
  await stage.workspace.action({ user: lan, container, block_id: 'b', action_id: 'go' });
  return responseUrl();
}

const go = {
  type: 'actions',
  block_id: 'b',
  elements: [{ type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' } }],
} as const;

describe('the response_url of a command', () => {
  it('answers five times, then says used_url', async () => {
    await stage.workspace.post({ user: lan, channel: opsChannel, text: '/unlink' });
    const url = responseUrl();
    for (let use = 1; use <= 5; use += 1) expect((await respond(url, { text: `${use}` })).status).toBe(200);
    expect(await respond(url, { text: '6' })).toEqual({
      status: 404,
      body: '{"ok":false,"error":"used_url"}',
    });
    expect(stage.workspace.ephemerals(lan).map(({ text }) => text)).toEqual(['1', '2', '3', '4', '5']);
  });

  it('expires after thirty minutes', async () => {
    await stage.workspace.post({ user: lan, channel: opsChannel, text: '/unlink' });
    nowMs += 30 * 60 * 1000 + 1;
    expect(await respond(responseUrl(), { text: 'late' })).toMatchObject({
      status: 404,
      body: '{"ok":false,"error":"expired_url"}',
    });
  });

  it('works where the bot is not a member', async () => {
    await stage.workspace.post({ user: lan, channel: 'C0GENERAL1', text: '/unlink' });
    await respond(responseUrl(), { text: 'please /invite me' });
    expect(only(stage.workspace.ephemerals(lan)).channel).toBe('C0GENERAL1');
  });

  it('names the faults of blocks', async () => {
    await stage.workspace.post({ user: lan, channel: opsChannel, text: '/unlink' });
    const answer = await respond(responseUrl(), { blocks: [{ type: 'banner' }] });
    expect(answer).toEqual({ status: 400, body: '{"ok":false,"error":"invalid_blocks"}' });
  });
});

describe('the response_url of a press', () => {
  it('replaces and deletes the message pressed', async () => {
    const { client } = stage.app;
    const { ts = '' } = await client.chat.postMessage({ channel: opsChannel, text: 'card', blocks: [go] });
    const url = await press(ts);
    await respond(url, { replace_original: true, text: 'decided' });
    expect(only(stage.workspace.messages(opsChannel))).toMatchObject({ ts, text: 'decided', blocks: [] });
    await respond(url, { delete_original: true });
    expect(stage.workspace.messages(opsChannel)).toEqual([]);
  });

  it('replaces an ephemeral message, whose payload carries no message', async () => {
    const { client } = stage.app;
    const { message_ts: ts = '' } = await client.chat.postEphemeral({
      ...{ channel: opsChannel, user: lan, text: 'sure?' },
      blocks: [go],
    });
    const url = await press(ts);
    expect(stage.workspace.deliveries.at(-1)?.body).not.toHaveProperty('message');
    await respond(url, { replace_original: true, text: 'ok' });
    expect(only(stage.workspace.ephemerals(lan)).text).toBe('ok');
  });

  it('answers everybody in the thread on request', async () => {
    const { client } = stage.app;
    const { ts = '' } = await client.chat.postMessage({ channel: opsChannel, text: 'card', blocks: [go] });
    const url = await press(ts);
    await respond(url, { response_type: 'in_channel', replace_original: false, thread_ts: ts, text: 'done' });
    expect(stage.workspace.messages(opsChannel).at(-1)).toMatchObject({ text: 'done', thread_ts: ts });
  });
});
