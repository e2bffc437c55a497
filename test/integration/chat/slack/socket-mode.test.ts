import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { cardFor, press, privateAnswer, resultOf } from '../../../fixtures/conversation.js';
import { alert, withOpsChannel } from '../../../fixtures/ops-channel.js';
import { patienceMs } from '../../../fixtures/patience.js';
import { people, places, startWorld, stopWorld, useWorld } from '../../../fixtures/world.js';

const appToken = 'xapp-test-secret';

describe('over Socket Mode,', async () => {
  const port = await freePort();
  const world = useWorld({
    ...withOpsChannel,
    env: { ...withOpsChannel.env, SLACK_APP_TOKEN: appToken, PORT: String(port) },
    workspace: { appToken },
  });

  it('a request runs as it does over HTTP', async () => {
    const { workspace } = world();
    await workspace.waitFor(() => workspace.connections() > 0);
    const card = await cardFor(world(), people.lan, '/unlink oa 1234');
    await press(world(), people.minh, card, 'confirm');
    expect((await resultOf(world(), card)).text).toContain('unlinked; the ZCA no longer shows it');
    expect(workspace.deliveries.every(({ via }) => via === 'socket')).toBe(true);
  });

  it('a mistake is answered in the acknowledgement, and a mention gets its card', async () => {
    const { workspace } = world();
    const note = await privateAnswer(world(), people.lan, () =>
      workspace.post({ user: people.lan, channel: places.ops, text: '/unlink ao 5678' }),
    );
    expect(note.text).toContain('/unlink oa 5678');
    const card = await cardFor(world(), people.lan, '@zca-unlink unlink app 1234');
    expect(card.text).toContain('2791234630649070902');
  });

  it('the bot returns after Slack has closed the connection and refused the next', async () => {
    const { workspace } = world();
    const readiness = async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).json();
    workspace.faults.add({
      method: 'apps.connections.open',
      kind: 'error',
      error: 'internal_error',
      times: 4,
    });
    workspace.disconnect('refresh_requested');
    await expect
      .poll(readiness, { timeout: patienceMs })
      .toMatchObject({ status: 'not ready', redis: 'ok', slack: 'no answer' });
    await alert(world(), 'refuses to open a socket to the bot: internal_error');
    await workspace.waitFor(() => workspace.connections() > 0);
    await expect.poll(readiness, { timeout: patienceMs }).toMatchObject({ status: 'ok', slack: 'ok' });
    const card = await cardFor(world(), people.lan, '/unlink app 5678');
    expect(card.text).toContain('5676885507861205678');
  });

  it('the health checks are answered on the port', async () => {
    for (const path of ['/healthz', '/readyz'])
      expect((await fetch(`http://127.0.0.1:${port}${path}`)).status).toBe(200);
    expect((await fetch(`http://127.0.0.1:${port}/elsewhere`)).status).toBe(404);
  });

  it('no secret appears in a log line or a call to Slack', () => {
    const { config, logged, workspace, zcaToken } = world();
    const said = JSON.stringify([logged, workspace.calls]);
    for (const secret of [appToken, config.slack.botToken, config.slack.signingSecret, zcaToken])
      expect(said).not.toContain(secret);
  });
});

describe('a stop over Socket Mode', () => {
  it('answers first the deliveries it has taken', async () => {
    const port = await freePort();
    const world = await startWorld({
      env: { SLACK_APP_TOKEN: appToken, PORT: String(port) },
      workspace: { appToken },
    });
    const { workspace, zca, web } = world;
    await workspace.waitFor(() => workspace.connections() > 0);
    zca.faults.add({ type: 'delay', operation: 'list', delayMs: 400 });
    const asked = workspace.post({ user: people.lan, channel: places.ops, text: '/unlink show oa 1234' });
    await expect.poll(() => zca.ledger.calls.length).toBeGreaterThan(0);
    await web.stop();
    await asked;
    expect(
      workspace
        .ephemerals(people.lan)
        .map(({ text }) => text)
        .join(''),
    ).toContain('4318093042839471234');
    await expect.poll(() => workspace.connections()).toBe(0);
    await stopWorld({ ...world, web: { ...web, stop: async () => undefined } });
  });
});

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
