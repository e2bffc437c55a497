import { expect, it } from 'vitest';
import { TextNumbers } from '../../../../src/core/matching/text-numbers.js';

it('keeps the number of each text, however short or alike they are', () => {
  const numbers = new TextNumbers();
  const texts = [
    '',
    'a',
    'ab',
    'ba',
    'abc',
    'xabc',
    'xxabc',
    '😀',
    ...Array.from({ length: 1_000 }, (_, at) => String(at)),
  ];
  for (const [at, text] of texts.entries()) numbers.set(text, at);
  expect(texts.map((text) => numbers.get(text))).toEqual([
    ...Array.from({ length: 8 }, (_, at) => at),
    ...Array.from({ length: 1_000 }, (_, at) => at + 8),
  ]);
  expect(numbers.get('abcd')).toBeUndefined();
  numbers.set('a', 9);
  expect(numbers.get('a')).toBe(9);
});
