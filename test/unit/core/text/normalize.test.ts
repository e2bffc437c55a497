import { describe, expect, it } from 'vitest';
import { asLatin } from '../../../../src/core/text/look-alikes.js';
import { collapseBlanks, fold, words } from '../../../../src/core/text/normalize.js';
import fc from '../../../fixtures/seeded-check.js';
import { anyText } from '../../../fixtures/strings.js';

describe('folding', () => {
  it('follows the rules for any text, whichever letters it reads from its table', () => {
    const letter = fc.constantFrom(...'aĐđỆọ ữ\u0301\u0323\t–…½ﬁıßŉ\u00ad\u200b0^~Ａа'.split(''));
    const mixed = fc.array(letter, { maxLength: 12 }).map((letters) => letters.join(''));
    fc.assert(
      fc.property(fc.oneof(anyText({ maxLength: 300 }), mixed), (text) => {
        expect(fold(text)).toBe(byTheRules(text));
      }),
      { numRuns: 3_000 },
    );
  });

  it('follows the rules for each character of the basic plane, wherever it is in a text', () => {
    for (let code = 0; code < 0x10000; code += 1) {
      const letter = String.fromCharCode(code);
      const places = [letter, `${letter}y`, `x${letter}`, `x${letter}y`, `x ${letter} y`, `x${letter} y`];
      // Beyond, no character is in the table, so all are folded alike.
      for (const text of code < 0x2100 ? places : [`x${letter}y`])
        if (fold(text) !== byTheRules(text)) expect.fail(`U+${code.toString(16)} in “${text}”`);
    }
  });

  it('reads the words of a text of any length and alphabet', () => {
    fc.assert(
      fc.property(anyText({ maxLength: 300 }), (text) => {
        expect(words(text)).toEqual(byTheRules(text).match(/[\p{L}\p{N}]+/gu) ?? []);
      }),
      { numRuns: 1_000 },
    );
    expect(words(`${'a'.repeat(200)}-${'b'.repeat(100)}`)).toEqual(['a'.repeat(200), 'b'.repeat(100)]);
  });
});

/** Folds each text as a whole. */
function byTheRules(text: string): string {
  const bare = collapseBlanks(text).normalize('NFD').replace(/\p{M}/gu, '');
  return asLatin(asLatin(bare).toLowerCase()).normalize('NFC');
}
