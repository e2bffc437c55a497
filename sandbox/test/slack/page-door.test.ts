import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { generalChannel, lan, opsChannel, overHttp, type Stage } from './bolt-bot.js';

let stage: Stage;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workspace-page-'));
  await writeFile(join(folder, 'index.html'), '<title>workspace</title>');
  await writeFile(join(folder, 'main.js'), 'export {};');
  stage = await overHttp((app) => app.command('/unlink', ({ ack }) => ack('heard')), { pageDir: folder });
});
afterAll(async () => {
  await stage.stop();
  await rm(folder, { recursive: true });
});

const at = (path: string) => `${stage.workspace.url}${path}`;
const send = (path: string, body: unknown) => fetch(at(path), { method: 'POST', body: JSON.stringify(body) });

it('tells the page about people and places', async () => {
  const state = stage.workspace.state();
  expect(await (await fetch(at('/sandbox/state'))).json()).toEqual(state);
  expect(state.team).toEqual({ id: 'T0ZCADEMO1', name: 'ZCA Demo', domain: 'zca-demo' });
  expect(state.users.map(({ name, role }) => `${name}: ${role}`)).toEqual([
    'lan: ops',
    'minh: approver',
    'hoa: approver',
    'ngoai: outsider',
    'zca-unlink: app',
  ]);
  expect(state.channels.map(({ name, members }) => [name, members.length])).toEqual([
    ['zca-ops', 5],
    ['general', 4],
  ]);
});

it('posts for a person, lists the messages they see, and streams changes', async () => {
  const events = await fetch(at('/sandbox/events'));
  const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect(events.headers.get('content-type')).toContain('text/event-stream');
  let streamed = (await reader?.read())?.value ?? '';
  const posted = await send('/sandbox/post', { user: lan, channel: opsChannel, text: '/unlink oa 1' });
  expect(await posted.json()).toMatchObject({ ok: true, status: 200 });
  const seen = await (await fetch(at(`/sandbox/messages?channel=${opsChannel}&user=${lan}`))).json();
  expect(seen).toMatchObject([{ text: 'heard', ephemeral_to: lan }]);
  while (!streamed.includes('\n\ndata:') || !streamed.endsWith('\n\n'))
    streamed += (await reader?.read())?.value ?? '';
  expect(streamed).toContain('"type":"message"');
  expect(streamed).toContain('"text":"heard"');
  await reader?.cancel();
});

it('answers 400 with the reason to invalid input', async () => {
  const wrong = await send('/sandbox/post', { user: lan, text: 'x' });
  expect(wrong.status).toBe(400);
  expect(await wrong.json()).toEqual({ error: expect.stringContaining('channel') });
  const nobody = await send('/sandbox/post', { user: 'U0NOBODY01', channel: generalChannel, text: 'x' });
  expect(await nobody.json()).toEqual({ error: 'no such user: U0NOBODY01' });
});

it('serves the built page, also for paths without a file, and nothing outside its folder', async () => {
  expect(await (await fetch(at('/'))).text()).toBe('<title>workspace</title>');
  expect((await fetch(at('/main.js'))).headers.get('content-type')).toContain('text/javascript');
  expect(await (await fetch(at(`/archives/${opsChannel}/p1`))).text()).toBe('<title>workspace</title>');
  const linked = await fetch(
    at(`/archives/${opsChannel}/p1764295000123456?thread_ts=1764295000.000100&cid=${opsChannel}`),
  );
  expect(new URL(linked.url).search).toBe(
    `?channel=${opsChannel}&message=1764295000.123456&thread=1764295000.000100`,
  );
  expect(await (await fetch(at('/..%2f..%2fetc%2fpasswd'))).text()).toBe('<title>workspace</title>');
});
