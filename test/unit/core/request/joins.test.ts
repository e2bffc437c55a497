import { describe, expect, it } from 'vitest';
import { unmetJoins } from '../../../../src/core/request/joins.js';
import { askedAt, asset, cancelled, expired, finished, pending } from '../../../fixtures/requests.js';

const hoa = { user: 'U0HOA00001', reason: 'closed', at: askedAt, requestId: 'UR-0000', assets: ['101'] };
const an = { user: 'U0AN000002', reason: null, at: askedAt, requestId: 'UR-0001', assets: ['101', '202'] };
const both = pending({ others: [hoa, an] });

describe('what people joined for and a request has ended without', () => {
  it.each([cancelled(both), expired(both)])('is all of it where it is $status', (request) => {
    expect(unmetJoins(request)).toEqual([
      { asset: asset('101'), users: [hoa.user, an.user], reason: 'closed' },
      { asset: asset('202'), users: [an.user], reason: null },
    ]);
  });

  it('is what was not in the run where it has run', () => {
    const ran = finished('succeeded', { ...both, chosen: ['101'] });
    expect(unmetJoins(ran)).toMatchObject([{ asset: { id: '202' }, users: [an.user] }]);
  });

  it('is nothing where all of it was in the run', () => {
    expect(unmetJoins(finished('failed', both))).toEqual([]);
  });

  it('is named by its id where it has left the list', () => {
    const left = pending({ others: [hoa], assets: [asset('202')], chosen: ['202'] });
    expect(unmetJoins(finished('succeeded', left))).toMatchObject([{ asset: { kind: 'oa', id: '101' } }]);
  });

  it('is known of the entries of an earlier version, which kept no asset, where there is but one', () => {
    const { assets: _, ...older } = hoa;
    const one = pending({ others: [older], assets: [asset('202')] });
    expect(unmetJoins(expired(one))).toMatchObject([{ asset: { id: '202' }, users: [hoa.user] }]);
    expect(unmetJoins(expired(pending({ others: [older] })))).toEqual([]);
  });
});
