import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { privateAnswer } from '../../../fixtures/conversation.js';
import { people, places, useWorld } from '../../../fixtures/world.js';

describe('hostile input', () => {
  const world = useWorld();

  it.each([300_000, 5_000_000])('is refused unread when it has %i bytes', async (bytes) => {
    const { workspace } = world();
    const receipt = await workspace.deliver(`command=%2Funlink&text=${'9'.repeat(bytes)}`);
    // A client that is still sending when it is refused may find the connection closed.
    expect(receipt.failure ?? receipt.status).not.toBe(200);
    if (receipt.failure === undefined) expect(receipt.status).toBe(413);
    expect(await workspace.verifyUrl()).toBe(true);
  });

  it('brings no answer to an address outside Slack, though it is correctly signed', async () => {
    const { workspace, logged } = world();
    const reached: (string | undefined)[] = [];
    const elsewhere = createServer((request, response) => {
      reached.push(request.url);
      response.end('ok');
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    const address = elsewhere.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const payload = {
      type: 'block_actions',
      user: { id: people.lan, team_id: 'T0ZCADEMO1' },
      team: { id: 'T0ZCADEMO1', domain: 'zca' },
      api_app_id: 'A0ZCABOT01',
      container: { type: 'message', message_ts: '1.1', channel_id: places.ops, is_ephemeral: true },
      channel: { id: places.ops },
      trigger_id: 'forged.1',
      response_url: `http://127.0.0.1:${port}/actions/T1/1/abc`,
      actions: [
        {
          type: 'button',
          action_id: 'history_next',
          block_id: 'pages',
          value: JSON.stringify({ command: '/unlink history', page: 1 }),
        },
      ],
    };
    const told = await privateAnswer(world(), people.lan, () =>
      workspace.deliver(`payload=${encodeURIComponent(JSON.stringify(payload))}`),
    );
    expect(told.text).not.toBe('');
    expect(logged.some((line) => line.includes('no host but the configured Slack'))).toBe(true);
    expect(reached).toEqual([]);
    elsewhere.closeAllConnections();
    elsewhere.close();
  });

  it.each(['.*', '(a+)+$', '[', '\\', '^', '$&', '%', '../../v1', '?kind=app&x=1', '{{7*7}}'])(
    'is searched for literally, whatever it means elsewhere: %s',
    async (text) => {
      const note = await privateAnswer(world(), people.lan, () =>
        world().workspace.post({ user: people.lan, channel: places.ops, text: `/unlink oa zz${text}zz` }),
      );
      expect(note.text).toContain('No linked OA matches');
    },
  );

  it('writes no line of its own into the log, and none of its words', async () => {
    const { workspace, logged, zca } = world();
    const line = '{"level":60,"msg":"FORGED"}';
    zca.link({ kind: 'oa', id: '555500001111222233', name: `Tiệm\n${line}\r\n\u001b[31mFORGED` });
    for (const text of [
      `/unlink oa nobody\n${line}\r\n${line}`,
      `/unlink FORGED\u001b[31m\u0007`,
      `@zca-unlink unlink FORGED -- ${line}`,
      `/unlink oa 555500001111222233 -- ${line}`,
      `/unlink status UR-FORGED`,
    ])
      await workspace.post({ user: people.lan, channel: places.ops, text });
    await workspace.deliver(`payload=${encodeURIComponent(`{"type":"FORGED\\n${line}`)}`);
    await workspace.deliver('command=%2Funlink%0AFORGED&text=FORGED', { signature: 'v0=FORGED' });
    await workspace.idle();
    await workspace.waitFor(() =>
      workspace.messages(places.ops).find(({ text }) => text.includes('555500001111222233')),
    );
    expect(logged.length).toBeGreaterThan(0);
    for (const each of logged) {
      expect(each.trimEnd().split('\n')).toHaveLength(1);
      expect(JSON.parse(each)).toMatchObject({ msg: expect.any(String) });
      expect(each).not.toContain('FORGED');
    }
  });
});
