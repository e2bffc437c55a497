import { distance } from 'fastest-levenshtein';
import { TextNumbers } from './text-numbers.js';

/** A step compares or splits this many names or words: about a millisecond of work. */
const stepSize = 1_000;

/** The words of all names; each is compared once, however many names have it. */
export class Vocabulary {
  readonly #words: readonly string[];
  /** The words of name number n, from `starts[n]` to before `starts[n + 1]`, by their places among `#words`. */
  readonly #wordsOf: Uint32Array;
  readonly #starts: Uint32Array;

  private constructor(words: readonly string[], wordsOf: Uint32Array, starts: Uint32Array) {
    this.#words = words;
    this.#wordsOf = wordsOf;
    this.#starts = starts;
  }

  /** Of folded names whose words each follow a blank. */
  static *of(names: readonly string[]): Generator<void, Vocabulary> {
    const places = new TextNumbers();
    const words: string[] = [];
    let wordsOf = new Uint32Array(stepSize);
    let count = 0;
    const starts = new Uint32Array(names.length + 1);
    for (const [at, name] of names.entries()) {
      // There is nothing before the first blank.
      for (const word of name.split(' ').slice(1)) {
        let place = places.get(word);
        if (place === undefined) {
          place = words.push(word) - 1;
          places.set(word, place);
        }
        if (count === wordsOf.length) wordsOf = longer(wordsOf);
        wordsOf[count] = place;
        count += 1;
        if (count % (2 * stepSize) === 0) yield;
      }
      starts[at + 1] = count;
    }
    return new Vocabulary(words, wordsOf, starts);
  }

  /**
   * For each name how far it is from these words, in steps: the share of wrong characters in its closest word to each,
   * averaged; 0 to 1.
   */
  *farness(asked: readonly string[]): Generator<void, Float64Array> {
    const count = this.#starts.length - 1;
    const sums = new Float64Array(count);
    if (asked.length === 0) return sums.fill(1);
    const far = new Float64Array(this.#words.length);
    for (const word of asked) {
      for (const [at, part] of this.#words.entries()) {
        far[at] = distance(part, word) / Math.max(part.length, word.length);
        if (at % stepSize === stepSize - 1) yield;
      }
      for (let at = 0; at < count; at += 10 * stepSize) {
        this.#addNearest(sums, far, at, Math.min(at + 10 * stepSize, count));
        yield;
      }
    }
    return sums.map((sum) => (sum === Number.POSITIVE_INFINITY ? 1 : sum / asked.length));
  }

  #addNearest(sums: Float64Array, far: Float64Array, from: number, before: number): void {
    const wordsOf = this.#wordsOf;
    const starts = this.#starts;
    for (let at = from; at < before; at += 1) {
      let nearest = Number.POSITIVE_INFINITY;
      const end = starts[at + 1] as number;
      for (let place = starts[at] as number; place < end; place += 1) {
        const each = far[wordsOf[place] as number] as number;
        if (each < nearest) nearest = each;
      }
      sums[at] = (sums[at] as number) + nearest;
    }
  }
}

function longer(numbers: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const copy = new Uint32Array(2 * numbers.length);
  copy.set(numbers);
  return copy;
}
