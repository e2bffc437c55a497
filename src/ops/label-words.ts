/** A word of this code or of Slack’s method names; every id, hash and text of a person has something else in it. */
const word = /^[a-z][a-zA-Z._]{0,47}$/u;

/**
 * The values that one label of a metric may have. Each value is a series that Prometheus keeps for weeks, so a value
 * that is no word, or one too many, becomes `other`.
 */
export class LabelWords {
  readonly #most: number;
  readonly #known = new Set<string>();

  constructor(most: number) {
    this.#most = most;
  }

  of(value: string): string {
    if (this.#known.has(value)) return value;
    if (this.#known.size >= this.#most || !word.test(value)) return 'other';
    this.#known.add(value);
    return value;
  }
}
