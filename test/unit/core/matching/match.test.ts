import { describe, expect, it } from 'vitest';
import type { Asset } from '../../../../src/core/asset/asset.js';
import { digitsOf } from '../../../../src/core/asset/asset-id.js';
import { assetsInOrder, type Match, matchAssets, matchInSteps } from '../../../../src/core/matching/match.js';
import { words } from '../../../../src/core/text/normalize.js';
import { atOnce } from '../../../../src/shared/at-once.js';
import { inSlices } from '../../../../src/shared/in-slices.js';
import { otherWork } from '../../../fixtures/other-work.js';
import { plainMatch } from '../../../fixtures/plain-match.js';
import { asset } from '../../../fixtures/requests.js';
import fc from '../../../fixtures/seeded-check.js';
import { anyText } from '../../../fixtures/strings.js';

const saigon = asset('4318093042839471234', 'Bán hàng Sài Gòn – Đại lý');
const hanoi = asset('1234777700001111222', 'Chăm sóc khách hàng Hà Nội');
const coffee = asset('5550001234000999888', '☕️ Cà phê 24h');
const shops = [saigon, hanoi, coffee];

describe('a search by id', () => {
  it('finds an exact id alone, even when other ids contain it', () => {
    const short = asset('1234');
    expect(matchAssets('1234', [...shops, short])).toEqual({ type: 'exact', asset: short });
  });

  it('lists ids that begin with the digits, then ids that end in them, then ids that contain them', () => {
    expect(found(matchAssets('1234', shops))).toEqual([hanoi, saigon, coffee]);
  });

  it.each([
    ['full-width digits', '４３１８０９３０４２８３９４７１２３４'],
    ['spaces between the digits', ' 4318 0930 4283 9471 234 '],
    ['dashes and dots between the digits', '4318-0930.4283_9471234'],
    ['zero-width characters copied along', '\u200b4318\u200d093042839471234\ufeff'],
    ['direction marks copied along', '\u202a4318093042839471234\u202c'],
  ])('finds an id written with %s', (_, query) => {
    expect(matchAssets(query, shops)).toEqual({ type: 'exact', asset: saigon });
  });

  it('offers ids with one typo, nearest first', () => {
    const nearer = asset('4318093042839471235');
    const farther = asset('4318093042839471299');
    expect(matchAssets('4318093042839471231', [farther, nearer])).toEqual({
      type: 'none',
      closest: [nearer, farther],
    });
  });
});

describe('a search by name', () => {
  it.each([
    'ban hang sai gon',
    'BÁN HÀNG SÀI GÒN',
    'sai gon ban hang',
    'dai ly',
    'đại lý',
    'ĐẠI LÝ',
    'Da\u0323i ly',
    'ban sai',
  ])('finds “Bán hàng Sài Gòn – Đại lý” by “%s”', (query) => {
    expect(found(matchAssets(query, shops))).toEqual([saigon]);
  });

  it('finds “d” in names with “đ” and “đ” in names with “d”', () => {
    const plain = asset('1', 'Dong Da');
    const accented = asset('2', 'Đống Đa');
    expect(found(matchAssets('đống', [plain, accented]))).toEqual(
      found(matchAssets('dong', [plain, accented])),
    );
  });

  it('does not find a word in the middle of another', () => {
    expect(matchAssets('ang', shops).type).toBe('none');
  });

  it('lists whole names first, then beginnings, then middles, then scattered words', () => {
    const whole = asset('4', 'Sài Gòn');
    const beginning = asset('3', 'Sài Gòn Mới');
    const middle = asset('2', 'Chợ Sài Gòn');
    const scattered = asset('1', 'Gòn ở Sài');
    const mixed = [scattered, middle, beginning, whole];
    expect(found(matchAssets('sai gon', mixed))).toEqual([whole, beginning, middle, scattered]);
  });

  it('finds a name by an emoji alone, with or without its variation selector', () => {
    expect(found(matchAssets('☕', shops))).toEqual([coffee]);
  });

  it('finds a name written from right to left', () => {
    const arabic = asset('9', 'متجر هانوي');
    expect(found(matchAssets('\u202bهانوي\u202c', [...shops, arabic]))).toEqual([arabic]);
  });

  it('finds nothing by a combining mark alone', () => {
    expect(matchAssets('\u0301', shops).type).toBe('none');
  });

  it('finds a name that is only digits when no id has them', () => {
    const numbered = asset('555', '1080');
    expect(found(matchAssets('1080', [asset('777'), numbered]))).toEqual([numbered]);
  });

  it('offers names with a typo', () => {
    expect(matchAssets('ban hnag sai gpn', shops)).toEqual({ type: 'none', closest: [saigon] });
  });

  it('offers at most three candidates', () => {
    const many = ['a', 'b', 'c', 'd', 'e'].map((letter, index) => asset(String(index), `cafe ${letter}`));
    expect(closest(matchAssets('cafx', many))).toHaveLength(3);
  });

  it('offers nothing for mere noise', () => {
    expect(matchAssets('xyzzyq', shops)).toEqual({ type: 'none', closest: [] });
  });
});

describe('a search among assets with any names', () => {
  it('finds any exact id alone', () => {
    fc.assert(
      fc.property(someAssets(), fc.nat(), (assets, pick) => {
        const wanted = picked(assets, pick);
        expect(matchAssets(wanted.id, assets)).toEqual({ type: 'exact', asset: wanted });
      }),
    );
  });

  it('finds an asset by any part of its id', () => {
    fc.assert(
      fc.property(someAssets(), fc.nat(), fc.nat(), fc.nat(), (assets, pick, from, length) => {
        const wanted = picked(assets, pick);
        const at = from % wanted.id.length;
        const part = wanted.id.slice(at, at + 1 + (length % (wanted.id.length - at)));
        const exact = assets.find(({ id }) => id === part);
        expect(found(matchAssets(part, assets))).toContain(exact ?? wanted);
      }),
    );
  });

  it('finds a name by its own words, normalised', () => {
    fc.assert(
      fc.property(someAssets(), fc.nat(), (assets, pick) => {
        const wanted = picked(assets, pick);
        const query = words(wanted.name).join(' ');
        fc.pre(query !== '' && digitsOf(query) === null);
        expect(found(matchAssets(query, assets))).toContain(wanted);
      }),
    );
  });

  it('gives the same answer in any order of the assets', () => {
    fc.assert(
      fc.property(
        someAssets().chain((assets) =>
          fc.tuple(fc.constant(assets), fc.shuffledSubarray([...assets], { minLength: assets.length })),
        ),
        fc.oneof(anyText(), fc.stringMatching(/^[0-9]{1,3}$/u), fc.constantFrom('a', 'shop', 'cafe')),
        ([assets, shuffled], query) => {
          expect(matchAssets(query, shuffled)).toEqual(matchAssets(query, assets));
        },
      ),
    );
  });

  it('finds exactly what the plain rules find, by ten thousand queries', () => {
    const queries = fc.array(anyQuery(), { minLength: 10, maxLength: 10 });
    fc.assert(
      fc.property(someAssets(), queries, (assets, asked) => {
        for (const query of asked) expect(matchAssets(query, assets)).toEqual(plainMatch(query, assets));
      }),
      { numRuns: 1_000 },
    );
  });

  it('answers any query without throwing', () => {
    fc.assert(
      fc.property(someAssets(), anyText({ maxLength: 300 }), (assets, query) => {
        expect(() => matchAssets(query, assets)).not.toThrow();
      }),
    );
  });
});

describe('a list that is searched in steps', () => {
  it('answers as one that is searched at once, and yields on the way', () => {
    const [listed, sameListed] = [many(5_000), many(5_000)];
    const queries = ['ca phe 77', '4318', 'cafx sai gpn'];
    const steps = [...matchInSteps(queries, listed)].length;
    expect(steps).toBeGreaterThan(10);
    const matches = queries.map((query) => matchAssets(query, sameListed));
    expect(atOnce(matchInSteps(queries, listed))).toEqual(matches);
  });

  it('takes a step for each thousand assets, and for each two thousand words of their names', () => {
    const count = 20_000;
    const queries = ['cafx sai gpn'];
    const listed = many(count);
    const words = listed.reduce((sum, { name }) => sum + name.split(' ').length, 0);
    const fresh = [...matchInSteps(queries, listed)].length;
    const again = [...matchInSteps(queries, listed)].length;
    // The ids are numbered and the names folded, then the words of the names numbered; later searches do without.
    expect(fresh - again).toBeGreaterThanOrEqual((2 * count) / 1_000 + words / 2_000);
  });

  it('does not hold up other work of the process', async () => {
    const others = otherWork();
    await inSlices(matchInSteps(['cafx sai gpn'], many(50_000)));
    expect(others.stop()).toBeGreaterThan(3);
  });

  it('shows an asset once that the source lists twice', () => {
    const twice = [saigon, hanoi, { ...saigon }];
    expect(found(matchAssets('sai gon', twice))).toEqual([saigon]);
    expect(atOnce(assetsInOrder(twice))).toEqual([saigon, hanoi]);
  });
});

function many(count: number): Asset[] {
  return Array.from({ length: count }, (_, at) =>
    asset(`4318${String(at).padStart(15, '0')}`, `Cà phê ${at % 977} Sài Gòn ${at}`),
  );
}

/** Whole ids and parts, words with and without accents and typing mistakes, and anything else. */
function anyQuery(): fc.Arbitrary<string> {
  const word = fc.constantFrom(
    'cà',
    'CA',
    'phe',
    'phê',
    'shop',
    'shpo',
    'đại',
    'dai',
    'ly',
    '24h',
    'a',
    'cafe',
    '–',
  );
  return fc.oneof(
    anyText(),
    fc.stringMatching(/^[1-9][0-9]{0,19}$/u),
    fc.stringMatching(/^[1-9][0-9]{11,14}0{3,5}$/u),
    fc.array(word, { minLength: 1, maxLength: 4 }).map((some) => some.join(' ')),
    fc.tuple(fc.stringMatching(/^[1-9][0-9]{14,19}$/u), word).map(([id, name]) => `${name} ${id}`),
  );
}

function someAssets(): fc.Arbitrary<readonly Asset[]> {
  const name = fc.oneof(anyText(), fc.constantFrom('Cà phê', 'Shop A', 'shop a', 'Đại lý', 'cafe 24h'));
  const one = fc.tuple(fc.stringMatching(/^[1-9][0-9]{0,19}$/u), name).map(([id, words]) => asset(id, words));
  return fc.uniqueArray(one, { selector: ({ id }) => id, minLength: 1, maxLength: 12 });
}

function picked(assets: readonly Asset[], pick: number): Asset {
  const chosen = assets[pick % assets.length];
  if (chosen === undefined) throw new Error('there is no asset to pick');
  return chosen;
}

function found(match: Match): readonly Asset[] {
  if (match.type === 'none') return [];
  return match.type === 'exact' ? [match.asset] : match.assets;
}

function closest(match: Match): readonly Asset[] {
  return match.type === 'none' ? match.closest : [];
}
