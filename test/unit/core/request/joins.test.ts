import { describe, expect, it } from 'vitest';
import { unmetJoins } from '../../../../src/core/request/joins.js';
import { askedAt, asset, cancelled, expired, finished, pending } from '../../../fixtures/requests.js';

const hoa = { user: 'U0HOA00001', reason: 'closed', at: askedAt, requestId: 'UR-0000', assets: ['101'] };
const an = { user: 'U0AN000002', reason: null, at: askedAt, requestId: 'UR-0001', assets: ['101', '202'] };
const both = pending({ others: [hoa, an] });

describe('the assets that people joined for and a request ended without', () => {
  it.each([cancelled(both), expired(both)])('are all of them where it is $status', (request) => {
    expect(unmetJoins(request)).toEqual([
      { asset: asset('101'), users: [hoa.user, an.user], reason: 'closed' },
      { asset: asset('202'), users: [an.user], reason: null },
    ]);
  });

  it('are those outside the run where it has run', () => {
    const ran = finished('succeeded', { ...both, chosen: ['101'] });
    expect(unmetJoins(ran)).toMatchObject([{ asset: { id: '202' }, users: [an.user] }]);
  });

  it('are none where all of them were in the run', () => {
    expect(unmetJoins(finished('failed', both))).toEqual([]);
  });

  it('are named by id where they have left the list', () => {
    const left = pending({ others: [hoa], assets: [asset('202')], chosen: ['202'] });
    expect(unmetJoins(finished('succeeded', left))).toMatchObject([{ asset: { kind: 'oa', id: '101' } }]);
  });

  it('are known from the entries of an earlier version, which kept no asset, where only one is possible', () => {
    const { assets: _, ...older } = hoa;
    const one = pending({ others: [older], assets: [asset('202')] });
    expect(unmetJoins(expired(one))).toMatchObject([{ asset: { id: '202' }, users: [hoa.user] }]);
    expect(unmetJoins(expired(pending({ others: [older] })))).toEqual([]);
  });
});
