import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { slackNetwork } from '../../../src/chat/slack/outbound/network.js';
import { troubleIn } from '../../../src/core/request/zca-trouble.js';
import { type CloudEvent, NotTaken } from '../../../src/flow/ports/events.js';
import { ZcaError } from '../../../src/flow/zca-error.js';
import { WebhookSink } from '../../../src/ops/event-sinks.js';
import { fixedTokens } from '../../../src/zalo/fixed-tokens.js';
import { HttpZcaClient } from '../../../src/zca/http-client.js';
import { ZaloClient } from '../../../src/zca/zalo-client.js';
import { Authority, type Certified } from '../../fixtures/certificates.js';
import { type ConnectProxy, startConnectProxy } from '../../fixtures/connect-proxy.js';

/** Resolves nowhere (RFC 6761, 6.4): only the proxy can lead there. */
const host = 'gateway.invalid';
const event = { id: '1' } as CloudEvent;

describe('behind a proxy and TLS of one’s own', () => {
  let dir = '';
  let authority: Authority;
  let client: Certified;
  let stranger: Certified;
  let gateway: Server;
  let port = 0;
  const seen: { peer: string; token: unknown }[] = [];
  const opened: ConnectProxy[] = [];

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'networks-'));
    authority = await Authority.found(dir);
    const other = await Authority.found(dir, 'other');
    const [server] = await Promise.all([
      authority.certify('server', `DNS:${host},DNS:slack.invalid,IP:127.0.0.1`),
    ]);
    client = await authority.certify('client');
    stranger = await other.certify('stranger');
    gateway = createServer(
      { ...server, ca: authority.ca, requestCert: true, rejectUnauthorized: true },
      (request, response) => {
        const peer = (request.socket as TLSSocket).getPeerCertificate().subject?.CN;
        seen.push({ peer: String(peer), token: request.headers['access_token'] });
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end('{"error":0,"message":"Success","data":{"items":[],"next_cursor":null}}');
      },
    );
    await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
    ({ port } = gateway.address() as AddressInfo);
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((proxy) => proxy.close()));
    seen.length = 0;
  });
  afterAll(async () => {
    gateway.closeAllConnections();
    await new Promise((resolve) => gateway.close(resolve));
    await rm(dir, { recursive: true });
  });

  it('the gateway gets the client certificate, and its own authority is believed', async () => {
    expect(await calling(null, { ...client, ca: authority.ca }).list('oa')).toEqual([]);
    expect(seen).toEqual([{ peer: 'client', token: 'zca-token' }]);
  });

  it.each([
    ['without a client certificate', () => ({ cert: '', key: '', ca: authority.ca })],
    ['with one of another authority', () => ({ ...stranger, ca: authority.ca })],
    ['when nobody vouches for the gateway', () => ({ ...client, ca: '' })],
  ])('nothing reaches the gateway %s', async (_, tls) => {
    await expect(calling(null, tls()).list('oa')).rejects.toThrow();
    expect(seen).toEqual([]);
  });

  it('a gateway that asks for a client certificate and gets none is named as such', async () => {
    const tls = { cert: '', key: '', ca: authority.ca };
    const error: unknown = await calling(null, tls)
      .list('oa')
      .catch((thrown: unknown) => thrown);
    if (!(error instanceof ZcaError)) throw error;
    expect(troubleIn(error.failure)?.why).toBe('wants_certificate');
  });

  it('a sink of events is reached through the proxy', async () => {
    const proxy = await opening();
    const { fetch } = slackNetwork({ url: proxy.url, noProxy: [] });
    const sink = new WebhookSink({ url: `https://slack.invalid:${port}/events`, secrets: [], fetch });
    // The test's authority is not believed there, so the call ends in the tunnel.
    await expect(sink.take([event], AbortSignal.timeout(5_000))).rejects.toBeInstanceOf(NotTaken);
    expect(proxy.asked).toEqual([`slack.invalid:${port}`]);
  });

  it.each([undefined, 'bot:pass-word'])(
    'the gateway is reached through the proxy, with the log-in %s',
    async (login) => {
      const proxy = await opening(login);
      const tls = { ...client, ca: authority.ca };
      const through = new URL(proxy.url);
      const zca = new HttpZcaClient({ ...common, baseUrl: `https://${host}:${port}`, proxy: through, tls });
      expect(await zca.list('oa')).toEqual([]);
      expect(proxy.asked).toEqual([`${host}:${port}`]);
      // The tunnel ends at the gateway: the proxy sees neither token nor certificate.
      expect(seen).toEqual([{ peer: 'client', token: 'zca-token' }]);
    },
  );

  it('a proxy that refuses the log-in is a call that was not sent or is unclear, and names no secret', async () => {
    const proxy = await opening('bot:pass-word');
    const wrong = new URL(proxy.url.replace('pass-word', 'other-word'));
    const zca = new HttpZcaClient({ ...common, baseUrl: `https://${host}:${port}`, proxy: wrong });
    const failure = await zca.list('oa').catch(String);
    expect(failure).not.toContain('other-word');
    expect(seen).toEqual([]);
  });

  it('Zalo is asked through the proxy', async () => {
    const proxy = await opening();
    const tokens = fixedTokens(new Map([['4318093042839471234', 'oa-token']]));
    const zalo = new ZaloClient({
      ...{ apiUrl: `https://${host}:${port}`, tokens, timeoutMs: 2_000 },
      proxy: new URL(proxy.url),
    });
    await zalo.linkedZca('4318093042839471234');
    expect(proxy.asked).toEqual([`${host}:${port}`]);
  });

  it('Slack is called through the proxy, a form with a file too', async () => {
    const proxy = await opening();
    const { fetch } = slackNetwork({ url: proxy.url, noProxy: [] });
    const form = new FormData();
    form.append('file', new Blob(['content']), 'a.txt');
    // The test's authority is not believed there, so the call ends in the tunnel.
    await expect(
      fetch(`https://slack.invalid:${port}/api/x`, { method: 'POST', body: form }),
    ).rejects.toThrow();
    expect(proxy.asked).toEqual([`slack.invalid:${port}`]);
  });

  it('Slack is called directly where NO_PROXY names it', async () => {
    const proxy = await opening();
    const { fetch } = slackNetwork({ url: proxy.url, noProxy: ['slack.invalid'] });
    await expect(fetch(`https://slack.invalid:${port}/api/x`)).rejects.toThrow();
    expect(proxy.asked).toEqual([]);
  });

  const common = { accessToken: 'zca-token', timeoutMs: 2_000 };

  function calling(proxy: URL | null, tls: { cert: string; key: string; ca: string }): HttpZcaClient {
    return new HttpZcaClient({ ...common, baseUrl: `https://127.0.0.1:${port}`, proxy, tls });
  }

  async function opening(login?: string): Promise<ConnectProxy> {
    const proxy = await startConnectProxy(port, login);
    opened.push(proxy);
    return proxy;
  }
});
