import { createWriteStream } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { type BotProcess, startBotProcess } from '../../sandbox/bot-process.js';
import { startWorkspace } from '../../sandbox/slack/workspace.js';
import { botScopes } from '../../src/chat/slack/inbound/manifest.js';
import { answerTo, get, sent, statusIn, strangeTargets } from '../fixtures/raw-http.js';
import { useWorld } from '../fixtures/world.js';

/** Arbitrary input to the built `web`, at both of Slack's entrances. */
describe('the built web', () => {
  const world = useWorld();
  const silent = createWriteStream('/dev/null');
  const appToken = 'xapp-test-secret';
  let started: BotProcess | null = null;

  afterEach(() => void started?.child.kill('SIGKILL'));

  async function web(door: 'http' | 'socket', more: NodeJS.ProcessEnv = {}): Promise<BotProcess> {
    const { config, zca, zcaToken } = world();
    const { botToken, signingSecret = '' } = config.slack;
    const workspace = await startWorkspace({ botToken, signingSecret, scopes: botScopes, appToken });
    started = await startBotProcess(
      'dist/src/web.js',
      {
        PATH: process.env['PATH'],
        PORT: '0',
        HOST: '127.0.0.1',
        REDIS_URL: config.redis.url,
        REDIS_PREFIX: '{strangers}',
        SLACK_BOT_TOKEN: botToken,
        SLACK_SIGNING_SECRET: signingSecret,
        SLACK_API_URL: workspace.apiUrl,
        ...(door === 'socket' ? { SLACK_APP_TOKEN: appToken, OPS_PORT: '0' } : {}),
        ZCA_API_URL: zca.url,
        ZCA_API_TOKEN: zcaToken,
        UNLINK_APPROVERS: 'S0APPROVE1',
        ...more,
      },
      silent,
    );
    return started;
  }

  it.each(['http', 'socket'] as const)(
    'survives every malformed target, method and header over %s',
    async (door) => {
      const { child, ready } = await web(door);
      const port = (ready.opsPort ?? ready.port) as number;
      const malformed = [
        ...strangeTargets.map(get),
        'GET /healthz HTTP/1.1\r\n\r\n',
        'GET /healthz HTTP/9.9\r\nHost: bot\r\n\r\n',
        'GET /healthz HTTP/1.1\r\nHost: bot\r\nbroken header\r\n\r\n',
        `GET /healthz HTTP/1.1\r\nHost: bot\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`,
        'POST /slack/events HTTP/1.1\r\nHost: bot\r\nContent-Length: nonsense\r\n\r\n',
        'POST /slack/events HTTP/1.1\r\nHost: bot\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
      ];
      for (const bytes of malformed) {
        const status = statusIn(await answerTo(port, bytes));
        expect([bytes.slice(0, 60), Math.floor(status / 100)]).toEqual([bytes.slice(0, 60), 4]);
      }
      expect(statusIn(await answerTo(port, get('/healthz')))).toBe(200);
      expect(child.exitCode).toBeNull();
    },
  );

  it('refuses an unsigned request before its body is complete', async () => {
    const { ready } = await web('http');
    const unsigned = 'POST /slack/events HTTP/1.1\r\nHost: bot\r\nContent-Length: 250000\r\n\r\nabc';
    expect(statusIn(await answerTo(ready.port as number, unsigned))).toBe(401);
  });

  it('stops at once although a signed body never ends', async () => {
    const { child, ready } = await web('http');
    const at = Math.floor(Date.now() / 1000);
    const headers = `X-Slack-Signature: v0=${'0'.repeat(64)}\r\nX-Slack-Request-Timestamp: ${at}\r\n`;
    await sent(
      ready.port as number,
      `POST /slack/events HTTP/1.1\r\nHost: bot\r\n${headers}Content-Length: 1000\r\n\r\nabc`,
    );
    const ended = new Promise((resolve) => child.once('exit', resolve));
    const began = performance.now();
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    // If the body delayed it, it would end with its grace of 9 s.
    expect(performance.now() - began).toBeLessThan(8_000);
  });

  it('names the setting of a port in use', async () => {
    const { port } = (await web('http')).ready;
    await expect(web('http', { PORT: String(port) })).rejects.toThrow(
      `Another process listens on 127.0.0.1, port ${port}. Stop it, or set PORT to a free port.`,
    );
  });

  it('answers health on OPS_PORT alone when that is set, and Slack’s deliveries on PORT alone', async () => {
    const { port, opsPort } = (await web('http', { OPS_PORT: '0' })).ready;
    const statuses = (on: unknown) =>
      Promise.all(
        [get('/readyz'), 'POST /slack/events HTTP/1.1\r\nHost: bot\r\n\r\n'].map(async (bytes) =>
          statusIn(await answerTo(on as number, bytes)),
        ),
      );
    expect(await statuses(port)).toEqual([404, 401]);
    expect(await statuses(opsPort)).toEqual([200, 404]);
  });
});
