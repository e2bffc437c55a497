import { describe, expect, it } from 'vitest';
import type { Asset } from '../../../../src/core/asset/asset.js';
import { matchAssets } from '../../../../src/core/matching/match.js';
import { differences, searchAssets, withoutLocked } from '../../../../src/core/request/asset-list.js';
import { assetsToVerify } from '../../../../src/core/request/asset-rules.js';
import type { Found } from '../../../../src/core/request/lookup-transition.js';
import { atOnce } from '../../../../src/shared/at-once.js';
import { asset, policy } from '../../../fixtures/requests.js';
import fc from '../../../fixtures/seeded-check.js';

const saigon = asset('4318093042839471234', 'Bán hàng Sài Gòn');
const hanoi = asset('1234777700001111222', 'Chăm sóc Hà Nội');
const coffee = asset('5550001234000999888', 'Cà phê 24h');
const tea = asset('5550001234000999777', 'Cà phê và trà');
const linked = [saigon, hanoi, coffee, tea];
const guarded = policy({ protectedAssets: [{ id: saigon.id, message: 'It is the main one.' }] });

/** The given number of assets, each with the word in its name. */
function many(count: number, word: string): Asset[] {
  return Array.from({ length: count }, (_, index) =>
    asset(`${word.length}${String(index).padStart(9, '0')}`, `${word} ${String(index).padStart(3, '0')}`),
  );
}

describe('the search for a request', () => {
  it('chooses the only asset that a query matches', () => {
    expect(search(['sai gon'], linked, policy())).toMatchObject({
      assets: [saigon],
      chosen: [saigon.id],
    });
  });

  it('lists the assets that an ambiguous query matches, and chooses none of them', () => {
    expect(search(['ca phe'], linked, policy())).toMatchObject({ assets: [coffee, tea], chosen: [] });
  });

  it('chooses the one of several that another query names', () => {
    expect(search(['ca phe', tea.id], linked, policy()).chosen).toEqual([tea.id]);
  });

  it('chooses among several queries only the asset named by its whole id, and none by a part of a name or an id', () => {
    const found = search(['sai gon', '1234777', tea.id], linked, policy());
    expect(found).toMatchObject({ assets: [tea, saigon, hanoi], chosen: [tea.id] });
  });

  it('puts the chosen assets before the possible ones', () => {
    expect(search(['ca phe', saigon.id], linked, policy()).assets).toEqual([saigon, coffee, tea]);
  });

  it('lists an asset once when several queries match it', () => {
    expect(search(['sai gon', saigon.id], linked, policy())).toMatchObject({
      assets: [saigon],
      chosen: [saigon.id],
    });
  });

  it('names the queries that match nothing, and lists what the others match', () => {
    expect(search(['xyzzyq', 'sai gon'], linked, policy())).toMatchObject({
      missed: ['xyzzyq'],
      assets: [saigon],
    });
  });

  it('suggests assets with a typo for a query that matches nothing', () => {
    expect(search(['sai gpn'], linked, policy())).toMatchObject({ assets: [], closest: [saigon] });
  });

  it('suggests each candidate once, and three at most', () => {
    const shops = many(6, 'cafe');
    const { closest } = search(['cafx', 'cafy', 'cafz'], shops, policy());
    expect([closest.length, new Set(closest).size]).toEqual([3, 3]);
  });

  it('excludes a protected asset and says why', () => {
    expect(search(['sai gon', 'ha noi'], linked, guarded)).toMatchObject({
      assets: [hanoi],
      chosen: [],
      withheld: [{ asset: saigon, why: { type: 'protected', message: 'It is the main one.' } }],
    });
  });

  it('does not call a query unmatched when it matches a protected asset', () => {
    expect(search(['sai gon'], linked, guarded)).toMatchObject({ assets: [], missed: [] });
  });

  it('does not choose the last of several when the others are protected', () => {
    const guard = policy({ protectedAssets: [{ id: tea.id, message: 'no' }] });
    expect(search(['ca phe'], linked, guard)).toMatchObject({ assets: [coffee], chosen: [] });
  });

  it('keeps ten of thousands of protected assets, whole ids first, and counts the rest', () => {
    const shops = many(5_000, 'cafe');
    const last = shops.at(-1) ?? saigon;
    const guard = policy({ protectedAssets: [{ name: 'cafe', message: 'no' }] });
    const found = search(['cafe', last.id], shops, guard);
    expect([found.assets, found.withheld.length, found.withheldMore]).toEqual([[], 10, 4_990]);
    expect(found.withheld[0]).toMatchObject({ asset: last });
  });

  it('excludes assets held by another request, and ticks none instead', () => {
    const found = withoutLocked(search(['ca phe', saigon.id], linked, policy()), saigon.id, 'UR-0000');
    expect(found).toMatchObject({
      assets: [coffee, tea],
      chosen: [],
      withheld: [{ asset: saigon, why: { type: 'held', by: 'UR-0000' } }],
    });
  });

  it('lists at most ten matches of one query, and counts the rest', () => {
    const { assets, more } = search(['cafe'], many(37, 'cafe'), policy());
    expect([assets.length, more]).toEqual([10, 27]);
  });

  it('lists as many matches of several queries as one request may have', () => {
    const shops = many(30, 'cafe');
    const { assets, more, chosen } = search(
      shops.map(({ id }) => id),
      shops,
      policy({ mostAssets: 20 }),
    );
    expect([assets.length, more, chosen.length]).toEqual([20, 10, 20]);
  });

  it('chooses no more than one request may have', () => {
    const shops = many(5, 'cafe');
    const queries = shops.map(({ id }) => id);
    expect(search(queries, shops, policy({ mostAssets: 2 })).chosen).toHaveLength(2);
  });

  it('keeps the certain matches on a list that is too long for all', () => {
    const crowd = many(40, 'cafe');
    const { assets } = search(['cafe', saigon.id], [...crowd, saigon], policy({ mostAssets: 10 }));
    expect(assets[0]).toEqual(saigon);
  });

  it.each([
    [
      'lists or withholds an asset once',
      ({ assets, withheld }: Found) => {
        const ids = [...assets, ...withheld.map(({ asset: each }) => each)].map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
      },
    ],
    [
      'chooses only what it lists',
      ({ assets, chosen }: Found) => {
        expect(assets.map(({ id }) => id)).toEqual(expect.arrayContaining([...chosen]));
      },
    ],
    [
      'chooses nothing that nobody named',
      ({ chosen }: Found, asked: readonly string[], some: readonly Asset[]) => {
        const fits = asked.map((query) => matchAssets(query, some));
        const alone = fits.flatMap((match) => (match.type === 'some' ? match.assets : []));
        const isAll = asked.length === 1 && alone.length === 1;
        expect(chosen.filter((id) => !asked.includes(id) && !(isAll && alone[0]?.id === id))).toEqual([]);
      },
    ],
    [
      'lists nothing that is protected',
      ({ assets }: Found) => {
        expect(assets).not.toContainEqual(saigon);
      },
    ],
  ])('%s, whatever the queries and the linked assets', (_, fact) => {
    const queries = fc.uniqueArray(fc.constantFrom('1', '12', 'ca', 'sai', 'phe', 'x', '777', saigon.id), {
      minLength: 1,
    });
    fc.assert(
      fc.property(queries, fc.subarray(linked), (asked, some) =>
        fact(search(asked, some, guarded), asked, some),
      ),
      { seed: 20_261_127, numRuns: 500 },
    );
  });
});

describe('the difference from the list that was shown', () => {
  const shown = { assets: [saigon, hanoi, coffee], chosen: [saigon.id, hanoi.id] };
  const renamed = { ...hanoi, name: 'Hà Nội mới' };

  it('is empty when every chosen asset is linked as before', () => {
    expect(differences(shown, linked, policy())).toBeNull();
  });

  it('is empty when only an asset differs that is not chosen', () => {
    expect(differences(shown, [saigon, hanoi], policy())).toBeNull();
  });

  it('is empty when another asset was linked since', () => {
    expect(differences(shown, [...linked, asset('999')], policy())).toBeNull();
  });

  it('includes a chosen asset that is no longer linked, which leaves the list', () => {
    expect(differences(shown, [saigon, coffee], policy())).toEqual({
      assets: [saigon, coffee],
      changes: [{ type: 'gone', asset: hanoi }],
    });
  });

  it('includes a chosen asset with a new name, which stays on the list under that name', () => {
    expect(differences(shown, [saigon, renamed, coffee], policy())).toEqual({
      assets: [saigon, renamed, coffee],
      changes: [{ type: 'changed', asset: renamed, before: hanoi }],
    });
  });

  it('includes a chosen asset that has become protected, which leaves the list', () => {
    expect(differences(shown, linked, guarded)).toEqual({
      assets: [hanoi, coffee],
      changes: [{ type: 'protected', asset: saigon, message: 'It is the main one.' }],
    });
  });

  it.each([
    ['verified', { verified: false }, { verified: true }],
    ['when it was linked', { linkedAt: '2024-01-01T00:00:00Z' }, { linkedAt: '2025-01-01T00:00:00Z' }],
    ['who linked it', { linkedBy: 'An' }, { linkedBy: 'Bình' }],
    ['the ZCA it is linked to', { zcaId: '1' }, { zcaId: '2' }],
  ])('includes a chosen asset whose facts at the ZCA changed: %s', (_, before, now) => {
    const one = { assets: [{ ...saigon, ...before }], chosen: [saigon.id] };
    expect(differences(one, [{ ...saigon, ...now }], policy())?.changes).toMatchObject([{ type: 'changed' }]);
  });

  it.each([
    ['verified', { verified: true }],
    ['when it was linked', { linkedAt: '2025-01-01T00:00:00Z' }],
    ['who linked it', { linkedBy: 'Bình' }],
    ['the ZCA it is linked to', { zcaId: '2' }],
  ])('includes a chosen asset with a fact that the card did not have: %s', (_, now) => {
    const one = { assets: [saigon], chosen: [saigon.id] };
    expect(differences(one, [{ ...saigon, ...now }], policy())?.changes).toMatchObject([{ type: 'changed' }]);
  });

  it('asks for the last digits of an asset that turned out to be verified', () => {
    const heavy = policy({ heavy: { verified: true, names: [], moreThan: null } });
    const one = { assets: [saigon], chosen: [saigon.id] };
    const now = differences(one, [{ ...saigon, verified: true }], heavy)?.assets ?? [];
    expect([assetsToVerify(heavy, one.assets).length, assetsToVerify(heavy, now).length]).toEqual([0, 1]);
  });

  it('is empty where the ZCA no longer gives a fact', () => {
    const one = { assets: [{ ...saigon, verified: true, linkedBy: 'An' }], chosen: [saigon.id] };
    expect(differences(one, [saigon], policy())).toBeNull();
  });

  it('leaves nothing when every chosen asset is gone', () => {
    const one = { assets: [saigon], chosen: [saigon.id] };
    expect(differences(one, [], policy())).toEqual({
      assets: [],
      changes: [{ type: 'gone', asset: saigon }],
    });
  });
});

function search(...asked: Parameters<typeof searchAssets>) {
  return atOnce(searchAssets(...asked));
}
