import { createServer, connect as dial, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A proxy between two TCP peers that can cut and delay their connections. */
export interface TcpProxy {
  readonly port: number;
  /** Breaks every open connection, on both sides; new ones are accepted. */
  cut(): void;
  /** Lets nothing through in either direction for this time, then everything, in order. */
  hold(ms: number): void;
  close(): Promise<void>;
}

/** @param targets ports of 127.0.0.1, in the order of trying; asked again for each connection */
export async function startTcpProxy(targets: () => readonly number[]): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let heldUntil = 0;
  const keep = (socket: Socket) => {
    sockets.add(socket.setNoDelay(true));
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
  };
  const pause = async () => {
    for (let left = heldUntil - Date.now(); left > 0; left = heldUntil - Date.now()) await sleep(left);
  };
  const server = createServer({ allowHalfOpen: true }, async (near) => {
    keep(near);
    await pause();
    const far = await dialFirst(targets());
    if (far === null) return void near.destroy();
    keep(far);
    for (const socket of [near, far]) socket.once('close', () => (socket === near ? far : near).destroy());
    void carry(near, far, pause);
    void carry(far, near, pause);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    cut,
    hold: (ms) => {
      heldUntil = Math.max(heldUntil, Date.now() + ms);
    },
    close: () => {
      cut();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/**
 * Carries bytes in order until one side ends; bytes that are held when the connection is cut never arrive.
 */
async function carry(from: Socket, to: Socket, pause: () => Promise<void>): Promise<void> {
  try {
    for await (const chunk of from) {
      await pause();
      if (to.destroyed) return;
      if (!to.write(chunk))
        await new Promise<void>((resolve) => to.once('drain', resolve).once('close', resolve));
    }
    await pause();
    to.end();
  } catch {
    to.destroy();
  }
}

async function dialFirst(ports: readonly number[]): Promise<Socket | null> {
  for (const port of ports) {
    const socket = dial({ port, host: '127.0.0.1', allowHalfOpen: true });
    const connected = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    if (connected) return socket;
  }
  return null;
}
