import type { Registry } from 'prom-client';
import type { Route } from './http-server.js';
import { reused } from './reused.js';

/** A scrape within this time gets the text of the one before, so that nobody keeps the process busy by scraping. */
const maxAgeMs = 1_000;

/** `GET /metrics`, in Prometheus’s text format. `refresh` brings the gauges up to date and never rejects. */
export function metricsRoute(registry: Registry, refresh: () => Promise<void>): Route {
  const text = reused(async () => {
    await refresh();
    return registry.metrics();
  }, maxAgeMs);
  return {
    method: 'GET',
    path: '/metrics',
    handle: async (_request, response) => {
      const body = await text();
      response.writeHead(200, { 'content-type': registry.contentType }).end(body);
    },
  };
}
