import type { AxiosResponse } from 'axios';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seedAssets } from '../../zca/seed-assets.js';
import { startZca, type Zca } from '../../zca/zca.js';
import { accessToken, get, list, readOa, saigonDealer, unlink, unlinkBody } from './call-zca.js';
import { at, examples, gatewaySpec, problemsWith, responseFor, schemaOf } from './gateway-spec.js';

const listOperation = ['/v1/assets', 'get'] as const;
const readOperation = ['/v1/assets/{kind}/{id}', 'get'] as const;
const unlinkOperation = ['/v1/assets/{kind}/{id}/unlink', 'post'] as const;
type OperationAddress = typeof listOperation | typeof readOperation | typeof unlinkOperation;

const debtor = seedAssets.find(({ refusal }) => refusal !== undefined)?.id ?? '';
const unknownId = '1111111111111111111';
let zca: Zca;

beforeEach(async () => {
  zca = await startZca({ accessToken });
});
afterEach(() => zca.close());

function expectConforming([path, method]: OperationAddress, answer: AxiosResponse): void {
  const response = responseFor(path, method, answer.status);
  expect(answer.headers['content-type']).toMatch(/^application\/json/);
  expect(problemsWith(schemaOf(response), answer.data)).toBeUndefined();
}

describe('the OpenAPI document', () => {
  it('is OpenAPI 3.1 and has the three operations', () => {
    expect(gatewaySpec['openapi']).toBe('3.1.0');
    expect(Object.keys(at('paths'))).toEqual([listOperation[0], readOperation[0], unlinkOperation[0]]);
  });

  it('has examples that conform to its schemas', () => {
    const all = examples();
    expect(all.length).toBeGreaterThanOrEqual(20);
    const wrong = all.flatMap(({ place, schema, value }) => {
      const problems = problemsWith(schema, value);
      return problems === undefined ? [] : [`${place}: ${problems}`];
    });
    expect(wrong).toEqual([]);
  });

  it('has an example for every answer', () => {
    const places = examples().map(({ place }) => place);
    for (const name of Object.keys(at('components', 'responses'))) {
      expect(places.some((place) => place.startsWith(`#/components/responses/${name}/content`))).toBe(true);
    }
    for (const [path, method] of [listOperation, readOperation, unlinkOperation]) {
      expect(places.some((place) => place.startsWith(`#/paths/${path}/${method}/responses/200`))).toBe(true);
    }
  });

  it('gives every operation the failures of the contract', () => {
    for (const [path, method] of [listOperation, readOperation, unlinkOperation]) {
      expect(Object.keys(at('paths', path, method, 'responses'))).toEqual(
        expect.arrayContaining(['200', '400', '401', '403', '429', '5XX']),
      );
    }
  });

  it.each([
    ['an id as a number', { kind: 'oa', id: 4_318_093_042, name: 'x', status: 'linked' }],
    [
      'an id with a zero-width space',
      { kind: 'oa', id: `${saigonDealer}\u200b`, name: 'x', status: 'linked' },
    ],
    ['no name', { kind: 'oa', id: saigonDealer, status: 'linked' }],
    ['an unknown kind', { kind: 'page', id: saigonDealer, name: 'x', status: 'linked' }],
  ])('rejects an asset with %s', (_what, data) => {
    const schema = schemaOf(responseFor(...readOperation, 200));
    expect(problemsWith(schema, { error: 0, message: 'Success', data })).toBeDefined();
  });

  it('rejects a failure without its code, and another failure in its place', () => {
    const schema = schemaOf(responseFor(...readOperation, 404));
    expect(problemsWith(schema, { error: -404, message: 'x', data: null })).toBeUndefined();
    expect(problemsWith(schema, { error: 0, message: 'x', data: null })).toBeDefined();
    expect(problemsWith(schema, { error: -409, message: 'x', data: null })).toBeDefined();
  });
});

describe('every answer of the sandbox conforms', () => {
  it('list: pages with every seed asset', async () => {
    expectConforming(listOperation, await list(zca.url, 'limit=100'));
    expectConforming(listOperation, await list(zca.url, 'kind=app&limit=2'));
  });

  it('read: every seed asset', async () => {
    for (const { kind, id } of seedAssets) {
      expectConforming(readOperation, await get(zca.url, `/v1/assets/${kind}/${id}`));
    }
  });

  it('unlink: done, repeated, and the body the tests send', async () => {
    const schema = at(
      ...['paths', ...unlinkOperation, 'requestBody', 'content', 'application/json', 'schema'],
    );
    expect(problemsWith(schema, unlinkBody)).toBeUndefined();
    expectConforming(unlinkOperation, await unlink(zca.url, saigonDealer));
    expectConforming(unlinkOperation, await unlink(zca.url, saigonDealer));
  });

  it.each([
    ['list with a wrong limit', 400, listOperation, () => list(zca.url, 'limit=0')],
    ['list without a token', 401, listOperation, () => get(zca.url, '/v1/assets', { access_token: '' })],
    ['read of an unlinked asset', 404, readOperation, () => readOa(zca.url, unknownId)],
    ['read of a malformed id', 400, readOperation, () => readOa(zca.url, '1234')],
    ['unlink of an unlinked asset', 404, unlinkOperation, () => unlink(zca.url, unknownId)],
    ['unlink of a debtor', 409, unlinkOperation, () => unlink(zca.url, debtor)],
    ['unlink without a key', 400, unlinkOperation, () => unlink(zca.url, saigonDealer, { key: null })],
    ['unlink with an empty body', 400, unlinkOperation, () => unlink(zca.url, saigonDealer, { body: {} })],
  ])('%s: %i', async (_what, status, address, call) => {
    const answer = await call();
    expect(answer.status).toBe(status);
    expectConforming(address, answer);
  });

  it.each([401, 403, 404, 409, 429, 500, 502, 503, 504])(
    'unlink that meets the fault status %i',
    async (status) => {
      zca.faults.add({ type: 'status', status });
      expectConforming(unlinkOperation, await unlink(zca.url, saigonDealer));
    },
  );

  it.each([
    ['list', listOperation, () => list(zca.url)],
    ['read', readOperation, () => readOa(zca.url, saigonDealer)],
    ['unlink', unlinkOperation, () => unlink(zca.url, saigonDealer)],
  ] as const)('%s that fails with HTTP 200', async (_what, address, call) => {
    zca.faults.add({ type: 'error_in_200', error: -403 });
    const answer = await call();
    expect([answer.status, answer.data.error]).toEqual([200, -403]);
    expectConforming(address, answer);
  });

  it('ratelimited: has a Retry-After of the documented form', async () => {
    zca.faults.add({ type: 'ratelimited' });
    const answer = await list(zca.url);
    expectConforming(listOperation, answer);
    const header = at('components', 'responses', 'TooManyCalls', 'headers', 'Retry-After', 'schema');
    expect(problemsWith(header, Number(answer.headers['retry-after']))).toBeUndefined();
  });

  it('a lie about the link and an endless list: no schema can detect them', async () => {
    zca.faults.add({ type: 'stale_read' }, { type: 'next_page_loop', times: 1 }, { type: 'not_applied' });
    expectConforming(unlinkOperation, await unlink(zca.url, saigonDealer));
    expectConforming(readOperation, await readOa(zca.url, saigonDealer));
    expectConforming(listOperation, await list(zca.url));
    expectConforming(unlinkOperation, await unlink(zca.url, seedAssets[1]?.id ?? ''));
  });
});

describe('nonsense does not conform', () => {
  it.each(['wrong_shape', 'number_id'] as const)('%s', async (variant) => {
    zca.faults.add({ type: 'nonsense', variant });
    const { data } = await readOa(zca.url, saigonDealer);
    expect(problemsWith(schemaOf(responseFor(...readOperation, 200)), data)).toBeDefined();
  });
});
