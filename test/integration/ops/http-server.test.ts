import { afterEach, describe, expect, it } from 'vitest';
import { healthRoutes } from '../../../src/ops/health.js';
import { type HttpServer, listen, type Route } from '../../../src/ops/http-server.js';
import { answerTo, get, sent, statusIn, strangeTargets } from '../../fixtures/raw-http.js';

const said: [string, object][] = [];
const log = {
  info: () => undefined,
  warn: (event: string, _what: string, facts: object = {}) => void said.push([event, facts]),
  error: () => undefined,
};
const open: HttpServer[] = [];

async function serving(routes: readonly Route[], requestMs = 10_000): Promise<HttpServer> {
  const server = await listen(routes, { port: 0, host: '127.0.0.1', setting: 'PORT', log, requestMs });
  open.push(server);
  return server;
}

/** Reads the whole body, then answers 200. */
const reading: Route = {
  method: 'POST',
  path: '/take',
  handle: async (request, response) => {
    for await (const _part of request);
    response.writeHead(200).end();
  },
};
const unfinished = 'POST /take HTTP/1.1\r\nHost: bot\r\nContent-Length: 1000\r\n\r\nabc';

function promise(): [Promise<void>, () => void] {
  const parts: (() => void)[] = [];
  return [new Promise((resolve) => parts.push(resolve)), () => parts[0]?.()];
}

afterEach(async () => {
  said.length = 0;
  await Promise.all(open.splice(0).map((server) => server.close().catch(() => undefined)));
});

describe('the server for health and deliveries', () => {
  it.each(strangeTargets.map((target) => [target.slice(0, 60), target]))(
    'answers 4xx to GET %s, and goes on',
    async (_shown, target) => {
      const { port } = await serving(healthRoutes({}));
      const status = statusIn(await answerTo(port, get(target)));
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
      expect(statusIn(await answerTo(port, get('/healthz')))).toBe(200);
    },
  );

  it('answers 400 to what is not HTTP', async () => {
    const { port } = await serving([]);
    expect(statusIn(await answerTo(port, '\u0016\u0003\u0001 not http\r\n\r\n'))).toBe(400);
  });

  it('answers 405 to another method, and HEAD as GET without a body', async () => {
    const { port } = await serving(healthRoutes({}));
    expect(statusIn(await answerTo(port, get('/healthz').replace('GET', 'DELETE')))).toBe(405);
    const head = await answerTo(port, get('/healthz').replace('GET', 'HEAD'));
    expect([statusIn(head), head.split('\r\n\r\n')[1]]).toEqual([200, '']);
  });

  it('logs once that requests came for an unknown path, without their content', async () => {
    const { port } = await serving([]);
    for (const _each of [1, 2, 3]) await answerTo(port, get('/slack/oauth_redirect?code=SECRET'));
    expect(said).toEqual([['http.unknown_path', { requests: 1 }]]);
  });

  it('answers 500 where a handler fails, and goes on', async () => {
    const failing: Route = { ...reading, handle: async () => Promise.reject(new Error('broken')) };
    const { port } = await serving([failing, ...healthRoutes({})]);
    const answer = await answerTo(port, 'POST /take HTTP/1.1\r\nHost: bot\r\nContent-Length: 0\r\n\r\n');
    expect(statusIn(answer)).toBe(500);
    expect(statusIn(await answerTo(port, get('/healthz')))).toBe(200);
  });

  it.each([
    ['a body that never ends', unfinished],
    ['headers that never end', 'GET /healthz HTTP/1.1\r\nHost: bot\r\n'],
    ['nothing at all', ''],
  ])('closes the connection of a client that sends %s', async (_what, bytes) => {
    const { port } = await serving([reading], 200);
    expect(['', '408']).toContain((await answerTo(port, bytes)).slice(9, 12));
  });

  it('stops in spite of a body that never ends', async () => {
    const server = await serving([reading]);
    const socket = await sent(server.port, unfinished);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    await server.close();
    await closed;
  });

  it('answers complete requests before it stops', async () => {
    const [finished, finish] = promise();
    const [hasBegun, begun] = promise();
    const handle: Route['handle'] = async (request, response) => {
      for await (const _part of request);
      begun();
      await finished;
      response.writeHead(200).end();
    };
    const server = await serving([{ ...reading, handle }]);
    const answer = answerTo(server.port, 'POST /take HTTP/1.1\r\nHost: bot\r\nContent-Length: 3\r\n\r\nabc');
    await hasBegun;
    const stopped = server.close();
    finish();
    await stopped;
    expect(statusIn(await answer)).toBe(200);
  });

  it('names the setting of a port that another process uses', async () => {
    const { port } = await serving([]);
    const taken = listen([], { port, host: '127.0.0.1', setting: 'OPS_PORT', log });
    await expect(taken).rejects.toThrow(
      `Another process listens on 127.0.0.1, port ${port}. Stop it, or set OPS_PORT to a free port.`,
    );
  });
});

describe('the readiness check', () => {
  it('runs once a second at most, however many clients ask', async () => {
    let asked = 0;
    const { port } = await serving(healthRoutes({ redis: async () => (asked += 1) }));
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => fetch(`http://127.0.0.1:${port}/readyz`)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(asked).toBeLessThanOrEqual(2);
  });

  it('names each dependency that does not answer; an optional one does not make it fail', async () => {
    const gone = () => Promise.reject(new Error('gone'));
    const well = async () => undefined;
    const ready = async (...checks: Parameters<typeof healthRoutes>) => {
      const { port } = await serving(healthRoutes(...checks));
      const answer = await fetch(`http://127.0.0.1:${port}/readyz`);
      return [answer.status, await answer.json()];
    };
    expect(await ready({ redis: gone, queue: well })).toEqual([
      503,
      { status: 'not ready', redis: 'no answer', queue: 'ok' },
    ]);
    expect(await ready({ redis: well }, { worker: gone })).toEqual([
      200,
      { status: 'ok', redis: 'ok', worker: 'no answer' },
    ]);
  });
});
