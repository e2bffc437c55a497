import { createServer, connect as dial } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.js';

describe('a TCP proxy', () => {
  const echo = createServer((socket) => void socket.on('error', () => undefined).pipe(socket));
  let proxy: TcpProxy;

  beforeAll(async () => {
    await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
    const address = echo.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    // Nobody listens on the first port, so the proxy tries the next.
    proxy = await startTcpProxy(() => [1, port]);
  });
  afterAll(async () => {
    await proxy.close();
    echo.close();
  });

  it('carries bytes both ways, past a port where nobody listens', async () => {
    expect(await sent('hello')).toBe('hello');
  });

  it('holds bytes and then lets them through', async () => {
    proxy.hold(300);
    const began = Date.now();
    expect(await sent('later')).toBe('later');
    expect(Date.now() - began).toBeGreaterThanOrEqual(290);
  });

  it('cuts open connections, and accepts new ones', async () => {
    const open = dial(proxy.port, '127.0.0.1');
    await new Promise((resolve) => open.once('connect', resolve));
    const closed = new Promise((resolve) => open.on('error', () => undefined).once('close', resolve));
    open.write('first');
    await new Promise((resolve) => open.once('data', resolve));
    proxy.cut();
    await closed;
    expect(await sent('again')).toBe('again');
  });

  /** Resolves with the reply. */
  function sent(text: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = dial(proxy.port, '127.0.0.1', () => socket.write(text));
      socket.once('error', reject).once('data', (data) => {
        resolve(data.toString());
        socket.destroy();
      });
    });
  }
});
