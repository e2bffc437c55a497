import { mkdtemp, rm } from 'node:fs/promises';
import { createServer as createPlainServer } from 'node:http';
import { createServer, globalAgent } from 'node:https';
import type { Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../../sandbox/free-port.js';
import { troubleIn } from '../../../src/core/request/zca-trouble.js';
import { ZcaError } from '../../../src/flow/zca-error.js';
import { checkAddress } from '../../../src/zca/console/check-address.js';
import { HttpZcaClient } from '../../../src/zca/http-client.js';
import { selfSigned } from '../../fixtures/certificates.js';

const timeoutMs = 1_500;
/** The ways in which both drivers check that their server answers. */
const looks = [
  ['a gateway', (at: string) => new HttpZcaClient({ baseUrl: at, accessToken: 't', timeoutMs }).look()],
  ['a console', (at: string) => checkAddress(at, timeoutMs)],
] as const;

describe.each(looks)('trouble with %s is recognised as', (_what, look) => {
  let dir: string;
  const servers: Server[] = [];
  const trusted = globalAgent.options.ca;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'zca-trouble-'));
  });
  afterAll(async () => {
    globalAgent.options.ca = trusted;
    for (const server of servers) server.close();
    await rm(dir, { recursive: true });
  });

  const troubleAt = async (address: string) => {
    const error = await look(address).then(
      () => 'it answers',
      (thrown: unknown) => thrown,
    );
    return error instanceof ZcaError ? troubleIn(error.failure)?.why : error;
  };
  const listening = async (server: Server): Promise<number> => {
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  };
  /** A server with a self-signed certificate that is valid for this many days from now. */
  const withCertificate = async (names: string, days = 1) => {
    const { cert, key } = await selfSigned(dir, names, days);
    const server = createServer({ cert, key }, (_request, response) => response.end('hello'));
    return { address: `https://127.0.0.1:${await listening(server)}`, cert };
  };

  it('a closed port', async () => {
    expect(await troubleAt(`http://127.0.0.1:${await freePort()}`)).toBe('refused');
  });

  it('an unknown host name', async () => {
    expect(await troubleAt('http://zca.invalid')).toBe('unknown_name');
  });

  it('a certificate that nobody it trusts has signed', async () => {
    const { address } = await withCertificate('IP:127.0.0.1');
    expect(await troubleAt(address)).toBe('untrusted');
  });

  it('an expired certificate', async () => {
    const { address, cert } = await withCertificate('IP:127.0.0.1', -1);
    globalAgent.options.ca = cert;
    expect(await troubleAt(address)).toBe('expired');
  });

  it('a certificate for another name', async () => {
    const { address, cert } = await withCertificate('DNS:other.example.com');
    globalAgent.options.ca = cert;
    expect(await troubleAt(address)).toBe('other_name');
  });

  it('a server without TLS', async () => {
    const port = await listening(createPlainServer((_request, response) => response.end('hello')));
    expect(await troubleAt(`https://127.0.0.1:${port}`)).toBe('no_tls');
  });

  it('a server that never answers', async () => {
    const port = await listening(createPlainServer(() => undefined));
    expect(await troubleAt(`http://127.0.0.1:${port}`)).toBe('no_answer');
  });

  it('a server that hangs up', async () => {
    const port = await listening(createPlainServer(({ socket }) => socket.destroy()));
    expect(await troubleAt(`http://127.0.0.1:${port}`)).toBe('broken');
  });

  it('a server that fails', async () => {
    const port = await listening(
      createPlainServer((_request, response) => response.writeHead(502).end('<html>')),
    );
    expect(await troubleAt(`http://127.0.0.1:${port}`)).toBe('server_error');
  });
});
