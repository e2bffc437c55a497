import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import type { ZcaClient } from '../../../src/flow/ports/zca.js';
import { ZcaBusy, ZcaDenied, ZcaNotContract, ZcaRefused, ZcaUnclear } from '../../../src/flow/zca-error.js';
import { HttpZcaClient } from '../../../src/zca/http-client.js';
import { withServer } from '../../fixtures/with-server.js';
import { failureOf, order } from './driver.contract.js';

interface Said {
  readonly status: number;
  readonly error?: number;
  readonly headers?: Record<string, string>;
}

const shop = { kind: 'oa', id: '4000000000000007' } as const;
const message = 'Còn cước phí chưa thanh toán: 1.250.000 ₫';

/** The cells of the failure table in the gateway's specification, row by row. */
const spec = z
  .object({ info: z.object({ description: z.string() }) })
  .parse(parse(readFileSync(new URL('../../../docs/zca-gateway.openapi.yaml', import.meta.url), 'utf8')));
const rows = spec.info.description
  .split('\n')
  .filter((line) => /^\| \d/u.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()));
const table = rows.map(([, status = '', error = '', , does = '']) => ({ status, error, does }));

/** The client's reactions to the words in the table's last column. */
const meanings = [
  { says: 'stops, shows the message', seen: { type: ZcaRefused, failure: { type: 'refused', message } } },
  { says: 'stops, alerts the operators', seen: { type: ZcaDenied, failure: { type: 'token_invalid' } } },
  { says: 'stops, does not retry', seen: { type: ZcaDenied, failure: { type: 'not_allowed' } } },
  { says: 'counts it as already unlinked', seen: 'not_linked' },
  { says: 'waits `Retry-After` seconds', seen: { type: ZcaBusy, failure: { type: 'too_many_calls' } } },
  { says: 'reads the link first', seen: { type: ZcaUnclear, failure: { type: 'unreachable' } } },
] as const;

const known = table
  .filter(({ status }) => /^\d+$/u.test(status))
  .map(({ status, error, does }) => ({ status: Number(status), error: Number(error), does }));
const servers = [500, 502, 503, 504, 599];

describe('the failures in the gateway’s specification', () => {
  it('are all read from its table', () => {
    expect(table.map(({ status }) => status)).toEqual(['400', '401', '403', '404', '409', '429', '5XX']);
    expect(table.filter(({ does }) => meaningOf(does) === undefined)).toEqual([]);
  });

  it.each(known)('HTTP $status with $error: $does', async ({ status, error, does }) => {
    await expectSeen({ status, error }, does);
  });

  it.each(known)(
    'include HTTP 200 with $error, which counts like the status that belongs to it: $does',
    async ({ error, does }) => {
      await expectSeen({ status: 200, error }, does);
    },
  );

  it.each(servers)('HTTP %i with any code: reads the link first', async (status) => {
    for (const error of [-status, -1, -404]) await expectSeen({ status, error }, 'reads the link first');
    await expectSeen({ status }, 'reads the link first');
  });

  it('include an unknown code with HTTP 200, as a failure of the gateway', async () => {
    for (const error of [-500, -999, 7]) await expectSeen({ status: 200, error }, 'reads the link first');
  });

  it.each(
    known.flatMap(({ status }) =>
      known.filter((other) => other.status !== status).map(({ error }) => ({ status, error })),
    ),
  )('settle nothing when HTTP $status and $error contradict each other', async (said) => {
    await expectNothing(said);
  });

  it.each(known)('settle nothing when HTTP $status has a success in its envelope', async ({ status }) => {
    await expectNothing({ status, error: 0 });
  });

  it('do not include a 404 with a code of the gateway’s own as “not linked”', async () => {
    await expectNothing({ status: 404, error: -999 });
  });

  it('show the first 500 characters of a refusal', async () => {
    const long = 'x'.repeat(9_000);
    await withAnswer({ status: 409, error: -409 }, long, async (client) => {
      const refused = await failureOf(client.unlink(order(shop)));
      expect(refused).toMatchObject({ failure: { message: 'x'.repeat(500) } });
    });
  });

  it('stop all calls for as long as a 503 asks', async () => {
    const headers = { 'retry-after': '30' };
    let calls = 0;
    await withServer(
      (_request, response) => {
        calls += 1;
        response.writeHead(503, headers).end();
      },
      async (baseUrl) => {
        const client = clientOf(baseUrl);
        expect(await failureOf(client.read('oa', shop.id))).toBeInstanceOf(ZcaUnclear);
        const next = [client.list('oa'), client.read('oa', shop.id), client.unlink(order(shop))];
        for (const call of next) {
          const busy = await failureOf(call);
          expect(busy).toBeInstanceOf(ZcaBusy);
          expect(busy).toMatchObject({ retryAfterMs: expect.closeTo(30_000, -4) });
        }
      },
    );
    expect(calls).toBe(1);
  });
});

describe('a list that breaks the contract', () => {
  const asset = (id: string) => ({ ...shop, id, name: 'Cửa hàng', status: 'linked' });
  const page = (items: readonly object[], next_cursor: string | null) => ({ items, next_cursor });

  it.each([
    ['holds an id twice on a page', [page([asset(shop.id), asset(shop.id)], null)], 'twice'],
    ['holds an id on two pages', [page([asset(shop.id)], 'b'), page([asset(shop.id)], null)], 'twice'],
    ['repeats a cursor', [page([], 'b'), page([], 'b')], 'cursor'],
    ['has more on a page than may be', [page(Array(101).fill(asset(shop.id)), null)], 'items'],
    ['has a name that is far too long', [page([{ ...asset(shop.id), name: 'x'.repeat(501) }], null)], 'name'],
    ['has an id that was cut', [page([asset('123')], null)], 'id'],
  ])('is read no further when it %s', async (_what, pages, detail) => {
    let calls = 0;
    await withServer(
      (_request, response) => {
        const data = pages[Math.min(calls, pages.length - 1)];
        calls += 1;
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ error: 0, message: 'Success', data }));
      },
      async (baseUrl) => {
        const error = await failureOf(clientOf(baseUrl).list('oa'));
        expect(error).toBeInstanceOf(ZcaNotContract);
        expect(error.message).toContain(detail);
      },
    );
    expect(calls).toBe(pages.length);
  });
});

function meaningOf(does: string) {
  return meanings.find(({ says }) => does.startsWith(says));
}

async function expectSeen(said: Said, does: string): Promise<void> {
  const seen = meaningOf(does)?.seen;
  await withAnswer(said, message, async (client) => {
    if (seen === undefined || seen === 'not_linked') {
      expect(await client.unlink(order(shop))).toBe('not_linked');
      return expect(await client.read('oa', shop.id)).toBeNull();
    }
    for (const call of [client.read('oa', shop.id), client.unlink(order(shop))]) {
      const error = await failureOf(call);
      expect(error).toBeInstanceOf(seen.type);
      expect(error).toMatchObject({ failure: seen.failure });
    }
  });
}

async function expectNothing(said: Said): Promise<void> {
  await withAnswer(said, message, async (client) => {
    for (const call of [client.list('oa'), client.read('oa', shop.id), client.unlink(order(shop))])
      expect(await failureOf(call)).toBeInstanceOf(ZcaNotContract);
  });
}

/** A gateway that gives every call the same answer; without `error` it is no envelope. */
function withAnswer(
  { status, error, headers = {} }: Said,
  text: string,
  use: (client: ZcaClient) => Promise<unknown>,
): Promise<void> {
  const body = error === undefined ? 'Bad Gateway' : JSON.stringify({ error, message: text, data: null });
  return withServer(
    (_request, response) => response.writeHead(status, headers).end(body),
    async (baseUrl) => void (await use(clientOf(baseUrl))),
  );
}

function clientOf(baseUrl: string): HttpZcaClient {
  return new HttpZcaClient({ baseUrl, accessToken: 'zca-token', timeoutMs: 5_000 });
}
