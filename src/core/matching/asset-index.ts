import type { Asset } from '../asset/asset.js';
import { fold, spacedWords } from '../text/normalize.js';
import { JoinedTexts } from './joined-texts.js';
import { orderOf } from './name-order.js';
import { TextNumbers } from './text-numbers.js';
import { Vocabulary } from './vocabulary.js';

/** A step handles this many assets: about a millisecond of work. */
const stepSize = 1_000;
/** So few assets are sorted in one step, without the order of all. */
const fewAssets = 500;

/** The names of the linked assets, each folded once, by the asset's number. */
interface FoldedNames {
  readonly folded: readonly string[];
  /** The words of each folded name, each after a blank. */
  readonly spaced: readonly string[];
}

/**
 * A list of linked assets as it is searched, each by its number in the list. What a search needs is made when the
 * first one needs it, in steps, and kept: an id alone needs no name folded.
 */
export class AssetIndex {
  /** Without duplicates: the source may list an asset twice. */
  readonly assets: readonly Asset[];
  readonly #numbers: TextNumbers;
  #ids: JoinedTexts | null = null;
  #names: FoldedNames | null = null;
  #words: JoinedTexts | null = null;
  #vocabulary: Vocabulary | null = null;
  #order: Uint32Array | null = null;

  private constructor(assets: readonly Asset[], numbers: TextNumbers) {
    this.assets = assets;
    this.#numbers = numbers;
  }

  static *of(listed: readonly Asset[]): Generator<void, AssetIndex> {
    const assets: Asset[] = [];
    const numbers = new TextNumbers();
    for (const [at, asset] of listed.entries()) {
      if (at % stepSize === stepSize - 1) yield;
      const number = numbers.get(asset.id) ?? assets.length;
      numbers.set(asset.id, number);
      assets[number] = asset;
    }
    return new AssetIndex(assets, numbers);
  }

  byId(id: string): Asset | null {
    const number = this.#numbers.get(id);
    return number === undefined ? null : this.asset(number);
  }

  asset(number: number): Asset {
    return this.assets[number] as Asset;
  }

  /** The numbers of the assets whose id contains these digits. */
  *withDigits(digits: string): Generator<void, number[]> {
    this.#ids ??= yield* JoinedTexts.of(this.assets.length, (number) => this.asset(number).id);
    return yield* this.#ids.containing(digits);
  }

  /** The numbers of the assets with a word that begins so. */
  *withWord(beginning: string): Generator<void, number[]> {
    const { spaced } = yield* this.names();
    this.#words ??= yield* JoinedTexts.of(spaced.length, (number) => spaced[number] as string);
    return yield* this.#words.containing(` ${beginning}`);
  }

  *names(): Generator<void, FoldedNames> {
    if (this.#names !== null) return this.#names;
    const folded: string[] = [];
    const spaced: string[] = [];
    for (const { name } of this.assets) {
      const plain = fold(name);
      folded.push(plain);
      spaced.push(spacedWords(plain));
      if (folded.length % stepSize === 0) yield;
    }
    this.#names = { folded, spaced };
    return this.#names;
  }

  *vocabulary(): Generator<void, Vocabulary> {
    this.#vocabulary ??= yield* Vocabulary.of((yield* this.names()).spaced);
    return this.#vocabulary;
  }

  /** These numbers in the order of names, then ids. */
  *inOrder(numbers: readonly number[]): Generator<void, readonly number[]> {
    if (numbers.length < 2) return numbers;
    const compare = yield* this.#comparison();
    if (numbers.length <= fewAssets) return numbers.toSorted(compare);
    this.#order ??= yield* orderOf(this.assets.length, compare);
    const isWanted = new Uint8Array(this.assets.length);
    for (const number of numbers) isWanted[number] = 1;
    yield;
    return [...this.#order.filter((number) => isWanted[number] === 1)];
  }

  /** The first few of these numbers in the same order. */
  *firstOf(numbers: readonly number[], few: number): Generator<void, readonly number[]> {
    const compare = yield* this.#comparison();
    const first: number[] = [];
    for (const [at, number] of numbers.entries()) {
      if (at % (5 * stepSize) === 5 * stepSize - 1) yield;
      let place = first.length;
      while (place > 0 && compare(number, first[place - 1] as number) < 0) place -= 1;
      if (place < few) first.splice(place, 0, number);
      if (first.length > few) first.pop();
    }
    return first;
  }

  *#comparison(): Generator<void, (a: number, b: number) => number> {
    const { folded } = yield* this.names();
    return (a, b) =>
      compareTexts(folded[a] as string, folded[b] as string) ||
      compareTexts(this.asset(a).id, this.asset(b).id);
  }
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
