import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { newSecret } from '../state/ids.js';
import { type Door, type Letter, receiptOf } from './letter.js';
import { SocketPool } from './socket-pool.js';
import { Unacknowledged } from './unacknowledged.js';

/** The reason why Slack ends a connection. docs.slack.dev/apis/events-api/using-socket-mode */
export type DisconnectReason = 'warning' | 'refresh_requested' | 'link_disabled';

/** Options of Socket Mode. */
export interface SocketDoorOptions {
  origin(): string;
  appId: string;
  timeoutMs: number;
  onConnection(): void;
}

/** Socket Mode: sends letters through the connections that the app opened. */
export class SocketDoor implements Door {
  readonly #options: SocketDoorOptions;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #letters: Unacknowledged;
  readonly #pool: SocketPool;
  readonly #tickets = new Set<string>();
  #wanted = false;

  /** `origin` is the address of the WebSocket server. */
  constructor(options: SocketDoorOptions) {
    this.#options = options;
    this.#letters = new Unacknowledged(options.timeoutMs);
    this.#pool = new SocketPool({
      onChange: options.onConnection,
      onMessage: (data) => this.#letters.hear(data),
    });
  }

  deliver(letter: Letter): ReturnType<Door['deliver']> {
    const socket = this.#pool.next();
    if (!socket) return { receipt: Promise.resolve(receiptOf(0, { failure: 'connection_failed' })) };
    const envelope = envelopeOf(letter);
    socket.send(JSON.stringify(envelope));
    return { receipt: this.#letters.receiptFor(envelope.envelope_id) };
  }

  /** Tells whether the app has ever asked for a connection: from then on letters go only this way. */
  wanted(): boolean {
    return this.#wanted;
  }

  connections(): number {
    return this.#pool.size();
  }

  /** The address for one new connection; it works once. */
  newUrl(): string {
    this.#wanted = true;
    const ticket = newSecret();
    this.#tickets.add(ticket);
    const address = this.#options.origin().replace(/^http/, 'ws');
    return `${address}/link/?ticket=${ticket}&app_id=${this.#options.appId}`;
  }

  /** Takes over a WebSocket handshake. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname !== '/link/' || !this.#tickets.delete(url.searchParams.get('ticket') ?? '')) {
      socket.end('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n');
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (opened) => {
      this.#pool.add(opened);
      opened.send(JSON.stringify(hello(this.#pool.size(), this.#options.appId)));
    });
  }

  /** Asks every connection to reconnect, as Slack does every few hours. */
  disconnect(reason: DisconnectReason): void {
    this.#pool.sayToAll(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'sandbox' } }));
  }

  /** Ends all connections for good. */
  close(): void {
    this.#pool.close();
    this.#server.close();
  }
}

function hello(connections: number, appId: string): Record<string, unknown> {
  return {
    type: 'hello',
    num_connections: connections,
    debug_info: { host: 'sandbox', build_number: 1, approximate_connection_time: 3600 },
    connection_info: { app_id: appId },
  };
}

function envelopeOf({ kind, body, retry }: Letter) {
  return {
    envelope_id: randomUUID(),
    type: kind,
    payload: body,
    accepts_response_payload: kind !== 'events_api',
    ...(kind === 'events_api' ? { retry_attempt: retry?.num ?? 0, retry_reason: retry?.reason ?? '' } : {}),
  };
}
