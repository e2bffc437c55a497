import type { WebSocket } from 'ws';

/** Slack pings every few seconds; the client gives up after 30 s without one. */
const pingEveryMs = 5000;

/** How long a client has to say goodbye. */
const closeGraceMs = 500;

/** The connections an app holds. */
export interface SocketPool {
  size(): number;
  /** Keeps a connection alive until it closes. */
  add(socket: WebSocket): void;
  /** Slack sends each envelope through one of the connections; here they take turns. */
  next(): WebSocket | undefined;
  sayToAll(message: string): void;
  close(): void;
}

/** No connections yet. */
export function createSocketPool(options: { onChange(): void; onMessage(data: string): void }): SocketPool {
  const open = new Set<WebSocket>();
  let turn = 0;

  function remove(socket: WebSocket): void {
    open.delete(socket);
    options.onChange();
  }

  return {
    size: () => open.size,
    add(socket) {
      open.add(socket);
      const ping = setInterval(() => socket.ping('Ping from sandbox'), pingEveryMs);
      socket.on('close', () => {
        clearInterval(ping);
        remove(socket);
      });
      socket.on('error', () => socket.terminate());
      socket.on('message', (data) => options.onMessage(String(data)));
      options.onChange();
    },
    next() {
      const ready = [...open].filter((socket) => socket.readyState === socket.OPEN);
      turn += 1;
      return ready[turn % Math.max(ready.length, 1)];
    },
    sayToAll(message) {
      for (const socket of open) socket.send(message);
    },
    close() {
      for (const socket of open) socket.close(1000);
      // A client that does not answer the closing handshake must not hold up the process.
      setTimeout(() => {
        for (const socket of open) socket.terminate();
      }, closeGraceMs).unref();
    },
  };
}
