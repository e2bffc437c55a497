import { describe, expect, it } from 'vitest';
import { cutText } from '../../../../src/chat/zalo/messages/cut-text.js';
import fc from '../../../fixtures/seeded-check.js';

describe('a text for Zalo', () => {
  it('stays whole as long as Zalo takes it', () => {
    const text = 'ă'.repeat(2_000);
    expect(cutText(text)).toEqual([text]);
    expect(cutText(` ${text}\n`)).toEqual([text]);
    expect(cutText('  \n')).toEqual([]);
  });

  it('is cut between lines', () => {
    const line = (letter: string) => letter.repeat(900);
    expect(cutText([line('a'), line('b'), line('c')].join('\n'))).toEqual([
      `${line('a')}\n${line('b')}`,
      line('c'),
    ]);
  });

  it('is cut between words where a line is too long', () => {
    expect(cutText('một hai ba', 7)).toEqual(['một hai', 'ba']);
  });

  it('is never cut within a character', () => {
    expect(cutText('👩‍👩‍👧👩‍👩‍👧', 10)).toEqual(['👩‍👩‍👧', '👩‍👩‍👧']);
  });

  it('loses nothing but blanks at the cuts, whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 300 }),
        fc.integer({ min: 12, max: 80 }),
        (text, longest) => {
          const parts = cutText(text, longest);
          expect(parts.every((part) => part.length <= longest && part !== '')).toBe(true);
          expect(parts.join('').replace(/\s/gu, '')).toBe(text.replace(/\s/gu, ''));
        },
      ),
    );
  });
});
