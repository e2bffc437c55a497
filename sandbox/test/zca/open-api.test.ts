import { describe, expect, it, onTestFinished } from 'vitest';
import { startZca, type Zca } from '../../zca/zca.js';
import { accessToken, get, saigonDealer } from './call-zca.js';

const oaToken = 'token-of-the-oa';

describe('Zalo’s OpenAPI in the sandbox', () => {
  it('shows the ZCA of a linked OA to its own token, and nothing once it is unlinked', async () => {
    const zca = await started();
    expect(await askAbout(zca)).toMatchObject({
      error: 0,
      data: { oaid: saigonDealer, linked_ZCA: 'SANDB0XZCA7Q2M9KD' },
    });
    zca.remove('oa', saigonDealer);
    expect(await askAbout(zca)).toMatchObject({ error: 0, data: { linked_ZCA: '' } });
  });

  it.each(['somebody else', accessToken])('answers 200 with -216 to the token “%s”', async (token) => {
    const { status, data } = await get((await started()).url, '/v2.0/oa/getoa', { access_token: token });
    expect([status, data.error]).toEqual([200, -216]);
  });

  it('tells a given story about an OA until it is told to tell the truth', async () => {
    const zca = await started();
    zca.zaloSays(saigonDealer, { field: 'linked_zca', linked: 'another' });
    expect((await askAbout(zca)).data).toMatchObject({ linked_zca: 'another' });
    expect((await askAbout(zca)).data).not.toHaveProperty('linked_ZCA');
    zca.zaloSays(saigonDealer, null);
    expect((await askAbout(zca)).data).toMatchObject({ linked_ZCA: 'SANDB0XZCA7Q2M9KD' });
  });

  it('misbehaves as the gateway does, and is in the ledger without a token', async () => {
    const zca = await started();
    zca.faults.add({ type: 'error_in_200', operation: 'getoa', id: saigonDealer, error: -32 });
    expect(await askAbout(zca)).toMatchObject({ error: -32 });
    expect(zca.ledger.calls).toMatchObject([{ operation: 'getoa', fault: 'error_in_200', status: 200 }]);
    expect(JSON.stringify(zca.ledger)).not.toContain(oaToken);
  });
});

async function started(): Promise<Zca> {
  const zca = await startZca({ accessToken, oaTokens: { [saigonDealer]: oaToken } });
  onTestFinished(() => zca.close());
  return zca;
}

async function askAbout({ url }: Zca) {
  return (await get(url, '/v2.0/oa/getoa', { access_token: oaToken })).data;
}
