import { endpoint } from '../chat/slack/inbound/manifest.js';
import type { Config } from '../config/schema.js';
import type { Log } from '../flow/ports/log.js';
import { type HttpServer, listen, type Route } from '../ops/http-server.js';

/** The ports that a process listens on; null: none. */
export interface WebPorts {
  /** For Slack, and for health unless `OPS_PORT` is set. */
  readonly port: number | null;
  readonly opsPort: number | null;
}

/**
 * Serves Slack's deliveries (null over Socket Mode) and other chats' on `PORT`, and health on `OPS_PORT`, or on `PORT` if that is not
 * set.
 * @throws {PortUnavailable}
 */
export async function serveWeb(
  config: Config,
  deliveries: { readonly slack: Route['handle'] | null; readonly others: readonly Route[] },
  health: readonly Route[],
  log: Log,
): Promise<WebPorts & Pick<HttpServer, 'close'>> {
  const { slack, others } = deliveries;
  const chats: Route[] = [
    ...(slack === null ? [] : [{ method: 'POST' as const, path: endpoint, handle: slack }]),
    ...others,
  ];
  const { port: opsPort } = config.ops;
  const routes = opsPort === null ? [...chats, ...health] : chats;
  const { host } = config;
  const main =
    routes.length === 0 ? null : await listen(routes, { port: config.port, host, setting: 'PORT', log });
  const ops = await serveWorker(config, health, log);
  return {
    port: main?.port ?? null,
    opsPort: ops?.port ?? null,
    close: async () => void (await Promise.all([main?.close(), ops?.close()])),
  };
}

/** Serves health on `OPS_PORT`; nothing if that is not set. @throws {PortUnavailable} */
export async function serveWorker(
  { host, ops: { port } }: Config,
  health: readonly Route[],
  log: Log,
): Promise<HttpServer | null> {
  return port === null ? null : listen(health, { port, host, setting: 'OPS_PORT', log });
}
