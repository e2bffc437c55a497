const mapCount = 127;

/** A number for each of many texts. One map of them all would hold up the process each time it grows. */
export class TextNumbers {
  readonly #maps: readonly Map<string, number>[] = Array.from({ length: mapCount }, () => new Map());

  get(text: string): number | undefined {
    return this.#mapOf(text).get(text);
  }

  set(text: string, number: number): void {
    this.#mapOf(text).set(text, number);
  }

  #mapOf(text: string): Map<string, number> {
    // Ids and words differ most at their ends.
    let hash = text.length;
    for (let at = Math.max(0, text.length - 3); at < text.length; at += 1)
      hash = hash * 31 + text.charCodeAt(at);
    return this.#maps[hash % mapCount] as Map<string, number>;
  }
}
