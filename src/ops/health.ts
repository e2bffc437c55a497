import type { ServerResponse } from 'node:http';
import { withTimeout } from '../shared/with-timeout.js';
import type { Route } from './http-server.js';
import { reused } from './reused.js';

/** A slower answer counts as none. */
const timeoutMs = 1_000;
/** An answer is reused for this long, so that frequent probes cost Redis nothing. */
const maxAgeMs = 1_000;

/** Checks by name; one that rejects or takes too long is reported as `no answer`. */
export interface Checks {
  readonly [name: string]: () => Promise<unknown>;
}

interface Readiness {
  readonly status: 200 | 503;
  readonly body: object;
}

/**
 * `GET /healthz`: the process is alive. `GET /readyz`: everything it needs answers, so it may receive work. `seen` is
 * reported there too but does not affect readiness: the process can work without it.
 */
export function healthRoutes(needs: Checks, seen: Checks = {}): Route[] {
  const ready = reused(() => readiness(needs, seen), maxAgeMs);
  return [
    {
      method: 'GET',
      path: '/healthz',
      handle: async (_request, response) => send(response, 200, { status: 'ok' }),
    },
    {
      method: 'GET',
      path: '/readyz',
      handle: async (_request, response) => {
        const { status, body } = await ready();
        send(response, status, body);
      },
    },
  ];
}

async function readiness(needs: Checks, seen: Checks): Promise<Readiness> {
  const [needed, others] = await Promise.all([answersOf(needs), answersOf(seen)]);
  const isReady = needed.every(([, answer]) => answer === 'ok');
  const status = isReady ? 'ok' : 'not ready';
  return { status: isReady ? 200 : 503, body: { status, ...Object.fromEntries([...needed, ...others]) } };
}

function answersOf(checks: Checks): Promise<(readonly [string, 'ok' | 'no answer'])[]> {
  return Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      const answered = await withTimeout(
        timeoutMs,
        check().then(() => 'ok' as const),
      ).catch(() => 'late');
      return [name, answered === 'ok' ? 'ok' : 'no answer'] as const;
    }),
  );
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
