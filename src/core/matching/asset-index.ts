import { distance } from 'fastest-levenshtein';
import type { Asset } from '../asset/asset.js';
import { fold, spacedWords } from '../text/normalize.js';

/** A step of a generator handles this many assets or words: about a millisecond of work. */
const stepSize = 1_000;

/** A linked asset as it is searched. */
export interface IndexedAsset {
  readonly asset: Asset;
  readonly folded: string;
  /** The words of its folded name, each after a blank. */
  readonly spacedWords: string;
}

/** A list of linked assets with each name folded once, in the order of names, then ids. */
export class AssetIndex {
  /** Without duplicates: the source may list an asset twice. */
  readonly assets: readonly IndexedAsset[];
  readonly #byId: ReadonlyMap<string, IndexedAsset>;
  #vocabulary: Vocabulary | null = null;

  private constructor(assets: readonly IndexedAsset[]) {
    this.assets = assets;
    this.#byId = new Map(assets.map((each) => [each.asset.id, each]));
  }

  /** Makes the index in steps. */
  static *of(listed: readonly Asset[]): Generator<void, AssetIndex> {
    const byId = new Map<string, IndexedAsset>();
    for (const [at, asset] of listed.entries()) {
      if (at % stepSize === stepSize - 1) yield;
      const folded = fold(asset.name);
      byId.set(asset.id, { asset, folded, spacedWords: spacedWords(folded) });
    }
    return new AssetIndex(yield* sorted([...byId.values()]));
  }

  byId(id: string): IndexedAsset | null {
    return this.#byId.get(id) ?? null;
  }

  /**
   * For each asset, in order, how far its name is from these words, in steps: the share of wrong characters in its
   * closest word to each, averaged; 0 to 1. Each word that occurs in any name is compared once.
   */
  *nameFarness(asked: readonly string[]): Generator<void, Float64Array> {
    this.#vocabulary ??= yield* vocabularyOf(this.assets);
    const { words, wordsOf, starts } = this.#vocabulary;
    const sums = new Float64Array(this.assets.length);
    const far = new Float64Array(words.length);
    for (const word of asked) {
      for (const [at, part] of words.entries()) {
        if (at % stepSize === stepSize - 1) yield;
        far[at] = distance(part, word) / Math.max(part.length, word.length);
      }
      for (let at = 0; at < sums.length; at += 1) {
        if (at % (10 * stepSize) === 10 * stepSize - 1) yield;
        let nearest = Number.POSITIVE_INFINITY;
        for (let place = starts[at] as number; place < (starts[at + 1] as number); place += 1) {
          const each = far[wordsOf[place] as number] as number;
          if (each < nearest) nearest = each;
        }
        sums[at] = (sums[at] as number) + nearest;
      }
    }
    return sums.map((sum) => (Number.isFinite(sum) && asked.length > 0 ? sum / asked.length : 1));
  }
}

/** The words of all names: `wordsOf` has those of asset number n from `starts[n]` to before `starts[n + 1]`. */
interface Vocabulary {
  readonly words: readonly string[];
  readonly wordsOf: Uint32Array;
  readonly starts: Uint32Array;
}

function* vocabularyOf(assets: readonly IndexedAsset[]): Generator<void, Vocabulary> {
  const numbers = new Map<string, number>();
  const wordsOf: number[] = [];
  const starts = new Uint32Array(assets.length + 1);
  for (const [at, { spacedWords: named }] of assets.entries()) {
    if (at % stepSize === stepSize - 1) yield;
    // Nothing stands before the first blank.
    for (const word of named.split(' ').slice(1)) {
      const number = numbers.get(word) ?? numbers.size;
      numbers.set(word, number);
      wordsOf.push(number);
    }
    starts[at + 1] = wordsOf.length;
  }
  return { words: [...numbers.keys()], wordsOf: Uint32Array.from(wordsOf), starts };
}

/** Merges runs that are sorted in one step each. */
function* sorted(assets: readonly IndexedAsset[]): Generator<void, IndexedAsset[]> {
  let runs: IndexedAsset[][] = [];
  for (let at = 0; at < assets.length; at += stepSize) {
    runs.push(assets.slice(at, at + stepSize).sort(byNameThenId));
    yield;
  }
  while (runs.length > 1) {
    const merged: IndexedAsset[][] = [];
    for (let at = 0; at < runs.length; at += 2)
      merged.push(yield* mergeOf(runs[at] ?? [], runs[at + 1] ?? []));
    runs = merged;
  }
  return runs[0] ?? [];
}

function* mergeOf(
  one: readonly IndexedAsset[],
  other: readonly IndexedAsset[],
): Generator<void, IndexedAsset[]> {
  const merged: IndexedAsset[] = [];
  for (let a = 0, b = 0; a < one.length || b < other.length; ) {
    const [first, second] = [one[a], other[b]];
    if (second === undefined || (first !== undefined && byNameThenId(first, second) <= 0)) {
      merged.push(first as IndexedAsset);
      a += 1;
    } else {
      merged.push(second);
      b += 1;
    }
    if (merged.length % stepSize === 0) yield;
  }
  return merged;
}

function byNameThenId(a: IndexedAsset, b: IndexedAsset): number {
  return compare(a.folded, b.folded) || compare(a.asset.id, b.asset.id);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
