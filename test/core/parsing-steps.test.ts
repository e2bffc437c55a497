import { afterEach, describe, expect, it, vi } from 'vitest';
import { parseCommand } from '../../src/core/command.js';
import { commandLimits } from '../../src/core/command-type.js';
import { tidy } from '../../src/core/fold.js';
import { queriesOf } from '../../src/core/query-list.js';
import fc from '../seeded-check.js';
import { anyText } from './strings.js';

/** How many characters the text functions of the language are given while something runs: its work, whatever the machine. */
function charactersHandled(run: () => unknown): number {
  let characters = 0;
  const count = (length: number) => {
    characters += length;
  };
  const { normalize, replace, replaceAll, split, slice } = String.prototype;
  const { join } = Array.prototype;
  const text = String.prototype as unknown as Record<string, (...parts: unknown[]) => unknown>;
  for (const [name, original] of Object.entries({ normalize, replace, replaceAll, split, slice }))
    vi.spyOn(text, name).mockImplementation(function (this: unknown, ...parts) {
      count(String(this).length);
      return (original as (...all: unknown[]) => unknown).apply(this, parts);
    });
  vi.spyOn(Array.prototype, 'join').mockImplementation(function (this: unknown[], by) {
    const joined = join.call(this, by);
    count(joined.length);
    return joined;
  });
  run();
  vi.restoreAllMocks();
  return characters;
}

afterEach(() => void vi.restoreAllMocks());

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

/** As much text as `length`, of one piece again and again. */
const filled = (opening: string, piece: string, length: number) =>
  `${opening}${piece.repeat(Math.floor((length - opening.length) / piece.length))}`;

describe('reading what people type takes work in proportion to its length', () => {
  const atMost = (parse: (text: string) => unknown, opening: string, piece: string) => {
    const half = charactersHandled(() => parse(filled(opening, piece, commandLimits.text / 2)));
    const whole = charactersHandled(() => parse(filled(opening, piece, commandLimits.text)));
    expect([opening, piece, whole <= 2.5 * half + 1_000]).toEqual([opening, piece, true]);
  };

  it.each(openings.flatMap((opening) => pieces.map((piece) => [opening, piece] as const)))(
    'of %j and %j over and over',
    (opening, piece) => atMost(parseCommand, opening, piece),
  );

  it('of any text over and over', () => {
    const piece = anyText({ minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.constantFrom(...openings), piece, (opening, each) => {
        atMost(parseCommand, opening, each);
        atMost(tidy, opening, each);
        atMost(queriesOf, opening, each);
      }),
      { numRuns: 50 },
    );
  });

  it('and not read at all where it is longer than a command may be', () => {
    const text = filled('history ', 'since ', 250_000);
    expect(charactersHandled(() => parseCommand(text))).toBeLessThan(1_000);
    expect(parseCommand(text)).toEqual({
      type: 'mistake',
      mistake: { type: 'text_too_long', length: text.length, most: 12_000 },
      nearest: '/unlink help',
    });
  });
});
