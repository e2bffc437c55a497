/** About this many characters are searched in one step, less than a millisecond of work. */
const blockLength = 200_000;
/** A step makes this many texts at most, and looks at this many hits. */
const stepSize = 2_000;

interface Block {
  /** Its texts, each ended by a line feed. */
  readonly text: string;
  /** The number of its first text. */
  readonly first: number;
  /** The start of each text, and the end of the block. */
  readonly starts: Uint32Array;
}

/** Many short texts joined into a few long ones, which the JavaScript engine searches much faster. */
export class JoinedTexts {
  readonly #blocks: readonly Block[];

  private constructor(blocks: readonly Block[]) {
    this.#blocks = blocks;
  }

  /** Joins the texts of these numbers, from 0, in steps. */
  static *of(count: number, textOf: (number: number) => string): Generator<void, JoinedTexts> {
    const blocks: Block[] = [];
    for (let first = 0; first < count; ) {
      const texts: string[] = [];
      for (let length = 0; first + texts.length < count && length < blockLength; ) {
        const text = textOf(first + texts.length);
        texts.push(text);
        length += text.length + 1;
        if (texts.length % stepSize === 0) yield;
      }
      blocks.push(blockOf(texts, first));
      first += texts.length;
      yield;
    }
    return new JoinedTexts(blocks);
  }

  /** The numbers of the texts that contain a part, which has no line feed; ascending, in steps. */
  *containing(part: string): Generator<void, number[]> {
    const found: number[] = [];
    for (const { text, first, starts } of this.#blocks) {
      let number = 0;
      for (let hit = text.indexOf(part); hit !== -1; hit = text.indexOf(part, starts[number])) {
        while ((starts[number + 1] as number) <= hit) number += 1;
        found.push(first + number);
        number += 1;
        if (found.length % stepSize === 0) yield;
      }
      yield;
    }
    return found;
  }
}

function blockOf(texts: readonly string[], first: number): Block {
  const starts = new Uint32Array(texts.length + 1);
  for (const [at, text] of texts.entries()) starts[at + 1] = (starts[at] as number) + text.length + 1;
  return { text: `${texts.join('\n')}\n`, first, starts };
}
