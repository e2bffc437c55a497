import { afterEach, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { z } from 'zod';
import type { Workspace } from '../../slack/workspace.js';
import { appToken, lan, only, openWorkspace, opsChannel, overSocket, type Stage } from './bolt-bot.js';

let stop: (() => Promise<void>) | undefined;
afterEach(async () => {
  await stop?.();
  stop = undefined;
});

/** A bare client that shows the raw frames; it acknowledges nothing by itself. */
async function bareClient(workspace: Workspace) {
  const response = await fetch(`${workspace.apiUrl}apps.connections.open`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${appToken}` },
  });
  const { url } = z.object({ url: z.string() }).parse(await response.json());
  const frames: Record<string, unknown>[] = [];
  const socket = new WebSocket(url);
  const waiting = new Set<() => void>();
  socket.on('message', (data) => {
    frames.push(JSON.parse(String(data)));
    for (const look of [...waiting]) look();
  });
  const frame = (type: string) =>
    new Promise<Record<string, unknown>>((resolve) => {
      const look = () => {
        const found = frames.find((candidate) => candidate['type'] === type);
        if (!found) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
  await frame('hello');
  return { url, socket, frames, frame };
}

async function bareWorkspace() {
  const workspace = await openWorkspace({
    appToken,
    ackTimeoutMs: 100,
    eventRetryDelaysMs: [0, 10, 10],
  });
  stop = () => workspace.close();
  return workspace;
}

const command = { user: lan, channel: opsChannel, text: '/unlink oa 1' };

describe('Socket Mode', () => {
  it('greets, sends envelopes, and takes an acknowledgement with a payload', async () => {
    const workspace = await bareWorkspace();
    const { socket, frame } = await bareClient(workspace);
    expect(await frame('hello')).toMatchObject({
      num_connections: 1,
      connection_info: { app_id: 'A0ZCABOT01' },
    });
    const report = workspace.post(command);
    const envelope = await frame('slash_commands');
    expect(envelope).toMatchObject({
      accepts_response_payload: true,
      payload: { command: '/unlink', text: 'oa 1' },
    });
    socket.send(JSON.stringify({ envelope_id: envelope['envelope_id'], payload: { text: 'ok' } }));
    expect(await report).toMatchObject({ ok: true, status: 200 });
    expect(only(workspace.ephemerals(lan)).text).toBe('ok');
    socket.close();
  });

  it('gives an address that opens only one connection', async () => {
    const workspace = await bareWorkspace();
    const { url, socket } = await bareClient(workspace);
    const again = new WebSocket(url);
    const error = await new Promise<Error>((resolve) => again.on('error', resolve));
    expect(error.message).toContain('408');
    socket.close();
  });

  it('reports an unacknowledged command, and retries an event with its retry number', async () => {
    const workspace = await bareWorkspace();
    const { socket, frames } = await bareClient(workspace);
    expect(await workspace.post(command)).toMatchObject({
      ok: false,
      notice: '/unlink failed with the error "operation_timeout"',
    });
    await workspace.post({ ...command, text: '@zca-unlink help' });
    await workspace.idle();
    const events = frames.filter((frame) => frame['type'] === 'events_api');
    expect(events.map((frame) => [frame['retry_attempt'], frame['retry_reason']])).toEqual([
      [0, ''],
      [1, 'http_timeout'],
      [2, 'http_timeout'],
      [3, 'http_timeout'],
    ]);
    socket.close();
  });

  it('fails at once when the app has no connection left', async () => {
    const workspace = await bareWorkspace();
    const { socket } = await bareClient(workspace);
    socket.close();
    await workspace.waitFor(() => workspace.connections() === 0);
    expect(await workspace.post(command)).toMatchObject({
      ok: false,
      notice: '/unlink failed with the error "dispatch_failed"',
    });
  });

  it('asks a real client to reconnect, and the client comes back', async () => {
    const stage: Stage = await overSocket((app) => app.command('/unlink', ({ ack }) => ack('here')));
    stop = stage.stop;
    const { workspace } = stage;
    workspace.disconnect('refresh_requested');
    await workspace.waitFor(() => workspace.connections() === 0);
    await workspace.waitFor(() => workspace.connections() === 1);
    expect(await workspace.post(command)).toMatchObject({ ok: true });
    expect(only(workspace.ephemerals(lan)).text).toBe('here');
  });
});
