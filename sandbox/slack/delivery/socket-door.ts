import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { newSecret } from '../state/ids.js';
import { type Door, type Letter, receiptOf } from './letter.js';
import { createSocketPool } from './socket-pool.js';
import { createUnacknowledged } from './unacknowledged.js';

/** Why Slack ends a connection. docs.slack.dev/apis/events-api/using-socket-mode */
export type DisconnectReason = 'warning' | 'refresh_requested' | 'link_disabled';

/** What Socket Mode needs to know. */
export interface SocketDoorOptions {
  origin(): string;
  appId: string;
  timeoutMs: number;
  onConnection(): void;
}

/** Socket Mode: connections the app opened, through which letters go. */
export interface SocketDoor extends Door {
  /** Whether the app ever asked for a connection: from then on letters go this way only. */
  wanted(): boolean;
  connections(): number;
  /** The address for one new connection, good once. */
  newUrl(): string;
  /** Takes over a WebSocket handshake. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Asks every connection to reconnect, as Slack does every few hours. */
  disconnect(reason: DisconnectReason): void;
  /** Ends all connections for good. */
  close(): void;
}

/** A door without connections; `origin` is where the WebSocket server listens. */
export function createSocketDoor(options: SocketDoorOptions): SocketDoor {
  const server = new WebSocketServer({ noServer: true });
  const letters = createUnacknowledged(options.timeoutMs);
  const pool = createSocketPool({ onChange: options.onConnection, onMessage: letters.hear });
  const tickets = new Set<string>();
  let wanted = false;

  return {
    deliver(letter) {
      const socket = pool.next();
      if (!socket) return { receipt: Promise.resolve(receiptOf(0, { failure: 'connection_failed' })) };
      const envelope = envelopeOf(letter);
      socket.send(JSON.stringify(envelope));
      return { receipt: letters.receiptFor(envelope.envelope_id) };
    },
    wanted: () => wanted,
    connections: pool.size,
    newUrl() {
      wanted = true;
      const ticket = newSecret();
      tickets.add(ticket);
      const address = options.origin().replace(/^http/, 'ws');
      return `${address}/link/?ticket=${ticket}&app_id=${options.appId}`;
    },
    upgrade(request, socket, head) {
      const url = new URL(request.url ?? '/', 'http://localhost');
      if (url.pathname !== '/link/' || !tickets.delete(url.searchParams.get('ticket') ?? '')) {
        socket.end('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n');
        return;
      }
      server.handleUpgrade(request, socket, head, (opened) => {
        pool.add(opened);
        opened.send(JSON.stringify(hello(pool.size(), options.appId)));
      });
    },
    disconnect(reason) {
      pool.sayToAll(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'sandbox' } }));
    },
    close() {
      pool.close();
      server.close();
    },
  };
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
