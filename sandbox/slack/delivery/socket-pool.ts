import type { WebSocket } from 'ws';

/** Slack pings every few seconds; the client gives up after 30 s without one. */
const pingEveryMs = 5000;

/** A client has this long to answer the closing handshake. */
const closeGraceMs = 500;

/** The pool's callbacks: a connection opened or closed, and a message from the app. */
export interface SocketPoolOptions {
  onChange(): void;
  onMessage(data: string): void;
}

/** The app's open connections. */
export class SocketPool {
  readonly #options: SocketPoolOptions;
  readonly #open = new Set<WebSocket>();
  #turn = 0;

  constructor(options: SocketPoolOptions) {
    this.#options = options;
  }

  size(): number {
    return this.#open.size;
  }

  /** Keeps a connection alive until it closes. */
  add(socket: WebSocket): void {
    this.#open.add(socket);
    const ping = setInterval(() => socket.ping('Ping from sandbox'), pingEveryMs);
    socket.on('close', () => {
      clearInterval(ping);
      this.#remove(socket);
    });
    socket.on('error', () => socket.terminate());
    socket.on('message', (data) => this.#options.onMessage(String(data)));
    this.#options.onChange();
  }

  /** Slack picks one connection for each envelope; here they take turns. */
  next(): WebSocket | null {
    const ready = [...this.#open].filter((socket) => socket.readyState === socket.OPEN);
    this.#turn += 1;
    return ready[this.#turn % Math.max(ready.length, 1)] ?? null;
  }

  sayToAll(message: string): void {
    for (const socket of this.#open) socket.send(message);
  }

  close(): void {
    for (const socket of this.#open) socket.close(1000);
    // A client that ignores the closing handshake must not hold up the process.
    setTimeout(() => {
      for (const socket of this.#open) socket.terminate();
    }, closeGraceMs).unref();
  }

  #remove(socket: WebSocket): void {
    this.#open.delete(socket);
    this.#options.onChange();
  }
}
