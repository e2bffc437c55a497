import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type FaultOrder, startZca, type Zca, type ZcaAsset } from '../../../sandbox/zca/zca.js';
import type { UnlinkOrder } from '../../../src/flow/ports/zca.js';
import {
  ZcaBusy,
  ZcaDenied,
  ZcaError,
  ZcaNotContract,
  ZcaRefused,
  ZcaUnclear,
} from '../../../src/flow/zca-error.js';
import { HttpZcaClient } from '../../../src/zca/http-client.js';
import { withServer } from '../../fixtures/with-server.js';

const token = 'zca-token-that-must-not-leak';
const timeoutMs = 300;
/**
 * The longest time of a call: its time-out, the half second of the connection and a slow machine's
 * share.
 */
const inTimeMs = timeoutMs + 1_500;

/** 250 made-up OAs: three pages. */
const assets: readonly ZcaAsset[] = Array.from({ length: 250 }, (_, at) => ({
  kind: 'oa',
  id: String(4_000_000_000_000_000 + at),
  name: `Shop ${at}`,
}));
const shop = { kind: 'oa', id: '4000000000000007' } as const;
const order: UnlinkOrder = {
  ...shop,
  round: 1,
  requestId: 'UR-TEST',
  reason: 'closed',
  requestedBy: 'U0LAN00001',
  approvedBy: ['U0MINH0002'],
  begin: async () => undefined,
};

describe('the ZCA client', () => {
  let zca: Zca;
  beforeAll(async () => {
    zca = await startZca({ accessToken: token, assets });
  });
  afterEach(() => zca.faults.clear());
  afterAll(() => zca.close());

  it('reads a list of several pages to its end, each asset once', async () => {
    const listed = await client().list('oa');
    expect(new Set(listed.map(({ id }) => id)).size).toBe(250);
    expect(listed).toHaveLength(250);
    expect(zca.ledger.calls.filter(({ operation }) => operation === 'list')).toHaveLength(3);
  });

  it('returns an empty list for a kind without linked assets', async () => {
    expect(await client().list('app')).toEqual([]);
  });

  it.each(['same', 'fresh'] as const)('ends a list whose cursors never end (%s)', async (cursor) => {
    zca.faults.add({ type: 'next_page_loop', cursor });
    const before = zca.ledger.calls.length;
    const error = await failureOf(client(5_000).list('oa'));
    expect(error).toBeInstanceOf(ZcaNotContract);
    expect(zca.ledger.calls.length - before).toBeLessThanOrEqual(500);
  });

  it.each<[string, FaultOrder]>([
    ['never comes', { type: 'hang' }],
    ['drips in too slowly', { type: 'slow_body', durationMs: 20_000 }],
    ['is a closed connection', { type: 'drop_before' }],
    ['breaks off in the middle', { type: 'drop_midway' }],
    ['is a 503', { type: 'status', status: 503 }],
    ['is a 502 in HTML', { type: 'html' }],
  ])('treats an answer that %s as unclear, within the time-out', async (_what, fault) => {
    zca.faults.add(fault);
    const began = performance.now();
    expect(await failureOf(client().read('oa', shop.id))).toBeInstanceOf(ZcaUnclear);
    expect(performance.now() - began).toBeLessThan(inTimeMs);
  });

  it.each<[string, FaultOrder]>([
    ['HTML with status 200', { type: 'html', status: 200 }],
    ['JSON cut short', { type: 'nonsense', variant: 'truncated_json' }],
    ['another shape', { type: 'nonsense', variant: 'wrong_shape' }],
    ['an id that is a number', { type: 'nonsense', variant: 'number_id' }],
    ['another asset', { type: 'nonsense', variant: 'other_id' }],
    ['nothing', { type: 'nonsense', variant: 'empty' }],
    ['a body that is far too large', { type: 'huge_body' }],
  ])('concludes nothing from %s', async (_what, fault) => {
    zca.faults.add(fault);
    expect(await failureOf(client(5_000).read('oa', shop.id))).toBeInstanceOf(ZcaNotContract);
  });

  it.each<[string, FaultOrder, unknown]>([
    ['401', { type: 'status', status: 401 }, { type: 'token_invalid' }],
    ['-216 in a 200', { type: 'error_in_200', error: -216 }, { type: 'token_invalid' }],
    ['403', { type: 'status', status: 403 }, { type: 'not_allowed' }],
  ])('blames the token after %s', async (_what, fault, failure) => {
    zca.faults.add(fault);
    const error = await failureOf(client().read('oa', shop.id));
    expect(error).toBeInstanceOf(ZcaDenied);
    expect(error).toMatchObject({ failure });
  });

  it('passes on how long to wait and why it was refused', async () => {
    zca.faults.add({ type: 'ratelimited', retryAfterSeconds: 7 });
    expect(await failureOf(client().read('oa', shop.id))).toMatchObject({ retryAfterMs: 7_000 });
    zca.faults.add({ type: 'ratelimited', retryAfterSeconds: 7 });
    expect(await failureOf(client().read('oa', shop.id))).toBeInstanceOf(ZcaBusy);
    zca.faults.add({ type: 'status', status: 409, message: 'Còn nợ' });
    const refused = await failureOf(client().unlink(order));
    expect(refused).toBeInstanceOf(ZcaRefused);
    expect(refused).toMatchObject({ failure: { type: 'refused', message: 'Còn nợ' } });
  });

  it('knows “not linked” from the envelope, unlinks with a key, and finds the link gone', async () => {
    expect(await client().unlink(order)).toBe('unlinked');
    expect(await client().read('oa', shop.id)).toBeNull();
    expect(await client().unlink({ ...order, requestId: 'UR-LATER' })).toBe('not_linked');
    const keys = zca.ledger.calls
      .filter(({ operation, id }) => operation === 'unlink' && id === shop.id)
      .map(({ idempotencyKey }) => idempotencyKey);
    expect(keys.slice(-2)).toEqual([`UR-TEST-oa-${shop.id}-1`, `UR-LATER-oa-${shop.id}-1`]);
  });

  it('does not take a 404 without the envelope for “not linked”', async () => {
    await withServer(
      (_request, response) => response.writeHead(404, { 'content-type': 'text/plain' }).end('Not Found'),
      async (baseUrl) => {
        const stranger = new HttpZcaClient({ baseUrl, accessToken: token, timeoutMs });
        expect(await failureOf(stranger.read('oa', shop.id))).toBeInstanceOf(ZcaNotContract);
        expect(await failureOf(stranger.unlink(order))).toBeInstanceOf(ZcaNotContract);
      },
    );
  });

  it('follows no redirect, so the token reaches no other host', async () => {
    const reached: unknown[] = [];
    await withServer(
      (request, response) => {
        reached.push(request.headers['access_token']);
        response.end('{}');
      },
      (elsewhere) =>
        withServer(
          (_request, response) => response.writeHead(307, { location: `${elsewhere}/v1/assets` }).end(),
          async (baseUrl) => {
            const led = new HttpZcaClient({ baseUrl, accessToken: token, timeoutMs });
            for (const call of [led.list('oa'), led.read('oa', shop.id), led.unlink(order)])
              expect(await failureOf(call)).toBeInstanceOf(ZcaError);
          },
        ),
    );
    expect(reached).toEqual([]);
  });

  it('does not send a call recorded so long ago that another worker may have the job by now', async () => {
    let stoodStillMs = 0;
    const real = performance.now.bind(performance);
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => real() + stoodStillMs);
    const begin = async () => {
      stoodStillMs = 6_000;
    };
    const before = zca.ledger.calls.length;
    const error = await failureOf(client().unlink({ ...order, begin }));
    clock.mockRestore();
    expect(error).toBeInstanceOf(ZcaUnclear);
    expect(error.message).toContain('was paused before the call');
    expect(zca.ledger.calls).toHaveLength(before);
  });

  it('puts no token into any error, however it is printed', async () => {
    const faults: readonly FaultOrder[] = [
      { type: 'drop_before' },
      { type: 'hang' },
      { type: 'slow_body', durationMs: 20_000 },
      { type: 'huge_body' },
      { type: 'html', status: 200 },
      { type: 'status', status: 401 },
      { type: 'status', status: 503 },
      { type: 'ratelimited' },
    ];
    for (const fault of faults) {
      zca.faults.add(fault);
      expect(printed(await failureOf(client().read('oa', '4000000000000008')))).not.toContain(token);
    }
    const unreachable = new HttpZcaClient({ baseUrl: 'http://127.0.0.1:1', accessToken: token, timeoutMs });
    const error = await failureOf(unreachable.unlink(order));
    expect(error).toBeInstanceOf(ZcaUnclear);
    expect(printed(error)).not.toContain(token);
  });

  function client(patienceMs = timeoutMs): HttpZcaClient {
    return new HttpZcaClient({ baseUrl: zca.url, accessToken: token, timeoutMs: patienceMs });
  }
});

/** The error of a call; a call that succeeds fails the test. */
async function failureOf(call: Promise<unknown>): Promise<Error> {
  const outcome = await call.then(
    () => null,
    (error: unknown) => error,
  );
  if (outcome instanceof Error) return outcome;
  throw new Error('the call should have failed');
}

function printed(error: Error): string {
  return [
    JSON.stringify(error),
    error.message,
    error.stack,
    inspect(error, { depth: 20, showHidden: true }),
    inspect(error.cause, { depth: 20 }),
  ].join('\n');
}
