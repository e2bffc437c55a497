import { webApi } from '@slack/bolt';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { clientOptions, isReplyHost } from '../../../../../src/chat/slack/outbound/web-client.js';
import type { RateLimitCooldown } from '../../../../../src/flow/ports/message-delivery.js';
import { noMetrics } from '../../../../../src/flow/ports/metrics.js';
import { withServer } from '../../../../fixtures/with-server.js';

const quiet = { raise: () => undefined };
const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => webApi.LogLevel.INFO,
  setName: () => undefined,
};

/** The rate-limit cool-downs, in memory. */
function memory(): RateLimitCooldown & { readonly held: Map<string, number> } {
  const held = new Map<string, number>();
  return {
    held,
    left: async (call) => held.get(call) ?? 0,
    hold: async (call, ms) => void held.set(call, ms),
  };
}

describe('the client of Slack’s Web API', () => {
  afterEach(() => vi.restoreAllMocks());

  it.each([
    ['https://slack.com/api/', 'https://hooks.slack.com/commands/1', true],
    ['https://slack-gov.com/api/', 'https://hooks.slack-gov.com/commands/1', true],
    ['https://slack-gov.com/api/', 'https://hooks.slack.com/commands/1', false],
  ])('of %s answers privately at %s: %s', (api, reply, isOne) => {
    expect(isReplyHost(new URL(reply), new URL(api))).toBe(isOne);
  });

  it('follows no redirect, neither with the token nor with an answer to a press', async () => {
    const reached: string[] = [];
    await withServer(
      (request, response) => {
        reached.push(`${request.url} ${request.headers.authorization}`);
        response.end('{"ok":true}');
      },
      (elsewhere) =>
        withServer(
          (_request, response) => response.writeHead(307, { location: `${elsewhere}/api/auth.test` }).end(),
          async (url) => {
            const options = clientOptions({
              apiUrl: `${url}/api/`,
              logger: silent,
              cooldown: memory(),
              alerts: quiet,
              metrics: noMetrics,
            });
            await expect(new webApi.WebClient('xoxb-secret', options).auth.test()).rejects.toThrow();
            await expect(options.fetch?.(`${url}/actions/T1/1/abc`, { method: 'POST' })).rejects.toThrow();
          },
        ),
    );
    expect(reached).toEqual([]);
  });

  it.each([
    'http://127.0.0.1:9/latest/meta-data',
    'https://hooks.slack.com.example.org/actions/T1/1/abc',
    'https://example.org/hooks.slack.com',
    'http://hooks.slack.com/actions/T1/1/abc',
    'https://slack.com.example.org/api/chat.postMessage',
    'https://xhooks.slack.com/',
    'file:///etc/passwd',
  ])('calls no host outside Slack: %s', async (address) => {
    const sent = vi.spyOn(globalThis, 'fetch');
    const { fetch } = clientOptions({
      apiUrl: 'https://slack.com/api/',
      logger: silent,
      cooldown: memory(),
      alerts: quiet,
      metrics: noMetrics,
    });
    await expect(fetch?.(address, { method: 'POST' })).rejects.toThrow('no host but the configured Slack');
    expect(sent).not.toHaveBeenCalled();
  });

  it.each([
    'https://slack.com/api/chat.postMessage',
    'https://hooks.slack.com/actions/T1/1/abc',
    'https://hooks.slack.com/commands/T1/1/abc',
  ])('calls Slack’s hosts: %s', async (address) => {
    const sent = vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response('ok'));
    const { fetch } = clientOptions({
      apiUrl: 'https://slack.com/api/',
      logger: silent,
      cooldown: memory(),
      alerts: quiet,
      metrics: noMetrics,
    });
    await fetch?.(address, { method: 'POST' });
    expect(String(sent.mock.calls[0]?.[0])).toBe(address);
  });

  it('holds back a rate-limited method for as long as Slack asks, a post only in its channel', async () => {
    const asked: string[] = [];
    const held = memory();
    await withServer(
      (request, response) => {
        asked.push(String(request.url));
        response.writeHead(429, { 'retry-after': '7' }).end('{"ok":false,"error":"ratelimited"}');
      },
      async (url) => {
        const client = new webApi.WebClient(
          'xoxb-secret',
          clientOptions({
            apiUrl: `${url}/api/`,
            logger: silent,
            cooldown: held,
            alerts: quiet,
            metrics: noMetrics,
          }),
        );
        const post = (channel: string) => client.chat.postMessage({ channel, text: 'x' });
        for (const call of [post('C1'), client.chat.update({ channel: 'C1', ts: '1.1', text: 'x' })])
          await expect(call).rejects.toMatchObject({ retryAfter: 7 });
        held.held.set('chat.postMessage C1', 2_500);
        await expect(post('C1')).rejects.toMatchObject({ retryAfter: 3 });
        await expect(post('C2')).rejects.toMatchObject({ retryAfter: 7 });
      },
    );
    expect(asked).toEqual(['/api/chat.postMessage', '/api/chat.update', '/api/chat.postMessage']);
    expect([...held.held.keys()]).toEqual(['chat.postMessage C1', 'chat.update', 'chat.postMessage C2']);
  });

  it('holds back nothing while the cool-downs cannot be read', async () => {
    const held: RateLimitCooldown = {
      left: () => Promise.reject(new Error('Redis is away')),
      hold: () => new Promise(() => undefined),
    };
    await withServer(
      (_request, response) => response.end('{"ok":true}'),
      async (url) => {
        const client = new webApi.WebClient(
          'xoxb-secret',
          clientOptions({
            apiUrl: `${url}/api/`,
            logger: silent,
            cooldown: held,
            alerts: quiet,
            metrics: noMetrics,
          }),
        );
        expect(await client.auth.test()).toMatchObject({ ok: true });
      },
    );
  });
});
