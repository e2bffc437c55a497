import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import type { Hono } from 'hono';
import type { SocketDoor } from '../delivery/socket-door.js';

/** A server that listens on this machine only. */
export interface Listening {
  url: string;
  /** Cuts every connection, including those a fault left hanging. */
  close(): Promise<void>;
}

/** Listens on 127.0.0.1; port 0 takes any free port. */
export async function listen(
  port: number,
  app: Hono<{ Bindings: HttpBindings }>,
  socketDoor: SocketDoor,
): Promise<Listening> {
  const server = createServer(getRequestListener((request, env) => app.fetch(request, env)));
  server.on('upgrade', (request, socket, head) => socketDoor.upgrade(request, socket, head));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return { url: `http://127.0.0.1:${portOf(server)}`, close: () => closeServer(server) };
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('the workspace does not listen');
  return address.port;
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
