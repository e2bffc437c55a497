import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../../../src/core/command/command.js';
import { commandLimits } from '../../../../src/core/command/command-type.js';
import { queriesOf } from '../../../../src/core/matching/query-list.js';
import { collapseBlanks } from '../../../../src/core/text/normalize.js';
import fc from '../../../fixtures/seeded-check.js';
import { anyText } from '../../../fixtures/strings.js';

/** The language's functions that take or return text, and the objects that hold them. */
const counted = [
  ...(['normalize', 'replace', 'replaceAll', 'split', 'slice'] as const).map((name) => ({
    on: String.prototype as object,
    name: name as string,
    length: (text: unknown, _given: unknown) => String(text).length,
  })),
  {
    on: Array.prototype as object,
    name: 'join',
    length: (_list: unknown, joined: unknown) => String(joined).length,
  },
];

/**
 * The characters that the language's text functions are given during a run: its work, on any machine. Counted
 * by hand, since spies keep each of the hundred thousand calls with its text, which takes longer than the
 * work itself and, on a busy machine, longer than a test may.
 */
function charactersHandled(run: () => unknown): number {
  let characters = 0;
  const originals = counted.map(({ on, name }) => Object.getOwnPropertyDescriptor(on, name) ?? {});
  for (const [at, { on, name, length }] of counted.entries()) {
    const original = originals[at]?.value as (...all: unknown[]) => unknown;
    Object.defineProperty(on, name, {
      ...originals[at],
      value(this: unknown, ...parts: unknown[]) {
        const result = original.apply(this, parts);
        characters += length(this, result);
        return result;
      },
    });
  }
  try {
    run();
    return characters;
  } finally {
    for (const [at, { on, name }] of counted.entries()) Object.defineProperty(on, name, originals[at] ?? {});
  }
}

const openings = ['', 'oa ', 'app ', 'show oa ', 'history ', 'history oa ', 'status ', 'ao ', '--dry '];
const pieces = [
  'since ',
  'từ ',
  'since 7d ',
  'a ',
  'a,',
  '--x ',
  '-- ',
  '—a ',
  '4318093042839471234 ',
  ', ',
  '\n',
  'ơ',
];

/** A text of this length that repeats one piece. */
const filled = (opening: string, piece: string, length: number) =>
  `${opening}${piece.repeat(Math.floor((length - opening.length) / piece.length))}`;

describe('the work of reading typed text', () => {
  const atMost = (parse: (text: string) => unknown, opening: string, piece: string) => {
    const half = charactersHandled(() => parse(filled(opening, piece, commandLimits.text / 2)));
    const whole = charactersHandled(() => parse(filled(opening, piece, commandLimits.text)));
    expect([opening, piece, whole <= 2.5 * half + 1_000]).toEqual([opening, piece, true]);
  };

  it.each(openings.flatMap((opening) => pieces.map((piece) => [opening, piece] as const)))(
    'grows in proportion to its length: %j, then %j repeated',
    (opening, piece) => atMost(parseCommand, opening, piece),
  );

  it('grows in proportion to its length for any repeated text', () => {
    const piece = anyText({ minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.constantFrom(...openings), piece, (opening, each) => {
        atMost(parseCommand, opening, each);
        atMost(collapseBlanks, opening, each);
        atMost(queriesOf, opening, each);
      }),
      { numRuns: 50 },
    );
    // The bound is in characters; this time limit allows for a busy machine.
  });

  it('stays small for text longer than a command may be', () => {
    const text = filled('history ', 'since ', 250_000);
    expect(charactersHandled(() => parseCommand(text))).toBeLessThan(1_000);
    expect(parseCommand(text)).toEqual({
      type: 'mistake',
      mistake: { type: 'text_too_long', length: text.length, most: 12_000 },
      nearest: '/unlink help',
    });
  });
});
