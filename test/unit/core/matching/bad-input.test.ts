import { describe, expect, it } from 'vitest';
import type { Asset } from '../../../../src/core/asset/asset.js';
import { commandLimits } from '../../../../src/core/command/command.js';
import { type Match, matchInSteps } from '../../../../src/core/matching/match.js';
import { searchAssets } from '../../../../src/core/request/asset-list.js';
import { asset, policy } from '../../../fixtures/requests.js';

describe('a search among a hundred thousand assets', () => {
  const linked = many(100_000);

  it.each([
    ['by a word that all names have', 'ca phe'],
    ['by digits that all ids have', '4318'],
  ])('%s lists ten in the order of names, counts the rest, and takes small steps', (_, query) => {
    const { result, steps } = run(searchAssets([query], linked, policy()));
    expect(result.assets).toHaveLength(10);
    expect(result.more).toBe(99_990);
    expect(result.assets.map(({ name }) => name)).toEqual(result.assets.map(({ name }) => name).toSorted());
    // Some two thousand assets or words a step.
    expect(steps).toBeGreaterThan(linked.length / 2_000);
  });

  it('by twenty whole ids folds no name', () => {
    const unread = linked.map((each) => {
      return {
        ...each,
        get name(): string {
          throw new Error('nobody has to read a name');
        },
      };
    });
    const ids = linked.slice(0, 20).map(({ id }) => id);
    const { result } = run(matchInSteps(ids, unread));
    expect(result.map(({ type }) => type)).toEqual(ids.map(() => 'exact'));
  });
});

describe('a search by twenty queries of a hundred words', () => {
  it('suggests what a single one would, in steps', () => {
    const linked = many(1_000);
    const query = Array.from({ length: 100 }, (_, at) => 'bcdgh'[at % 5]).join(' ');
    expect(query.length).toBeLessThanOrEqual(commandLimits.query);
    const { result, steps } = run(
      matchInSteps(
        Array.from({ length: 20 }, () => query),
        linked,
      ),
    );
    const [one] = run(matchInSteps([query], linked)).result;
    expect(result).toEqual(Array.from({ length: 20 }, () => one));
    // At least one for each word of each query.
    expect(steps).toBeGreaterThan(20 * 100);
  });
});

describe('a name of 900 kB', () => {
  const long = 900_000;

  it.each([
    ['one word', 'x'.repeat(long)],
    ['many words', 'chợ lớn '.repeat(long / 8)],
    ['signs alone', '☕'.repeat(long)],
    ['marks alone', '\u0301'.repeat(long)],
  ])('of %s is found by its id and keeps no other from being found', (_, name) => {
    const odd = asset('4318093042839471234', name);
    const shop = asset('1234777700001111222', 'Sài Gòn');
    const find = (query: string): Match | undefined => run(matchInSteps([query], [odd, shop])).result[0];
    expect(find(odd.id)).toEqual({ type: 'exact', asset: odd });
    expect(find('sai gon')).toEqual({ type: 'some', assets: [shop] });
    expect(find('sia gonn')).toEqual({ type: 'none', closest: [shop] });
  });
});

/** The result of work in steps, and their number. */
function run<T>(work: Generator<void, T>): { readonly result: T; readonly steps: number } {
  for (let steps = 0; ; steps += 1) {
    const step = work.next();
    if (step.done === true) return { result: step.value, steps };
  }
}

function many(count: number): Asset[] {
  return Array.from({ length: count }, (_, at) =>
    asset(`4318${String(at).padStart(15, '0')}`, `Cà phê ${String(at).padStart(6, '0')}`),
  );
}
