import { withoutInvisible } from './invisible.js';

/**
 * Letters of other alphabets, and rare Latin ones, that look like a plain Latin letter in common typefaces and so
 * could slip into a Vietnamese name unseen. From Unicode's confusables.txt (UTS #39), without its mathematical forms,
 * which NFKC already narrows.
 */
const alike: readonly (readonly [latin: string, others: string])[] = [
  ['a', 'аαɑ'],
  ['b', 'ЬƄ'],
  ['c', 'сϲᴄ'],
  ['d', 'đðɖԁ'],
  ['e', 'еҽε'],
  ['f', 'ẝꞙ'],
  ['g', 'ɡց'],
  ['h', 'һհ'],
  ['i', 'іıɩιӏ'],
  ['j', 'јȷϳ'],
  ['k', 'кκ'],
  ['l', 'ł'],
  ['m', 'м'],
  ['n', 'ոռ'],
  ['o', 'оοσօøծ'],
  ['p', 'рρ'],
  ['q', 'ԛգ'],
  ['r', 'гᴦ'],
  ['s', 'ѕꜱ'],
  ['t', 'тτ'],
  ['u', 'υսʋ'],
  ['v', 'νѵᴠ'],
  ['w', 'ԝѡա'],
  ['x', 'хχ'],
  ['y', 'уүγ'],
  ['z', 'ᴢ'],
  ['A', 'АΑᎪ'],
  ['B', 'ВΒᏴ'],
  ['C', 'СϹᏟ'],
  ['D', 'ĐÐƉᎠ'],
  ['E', 'ЕΕᎬ'],
  ['F', 'Ϝ'],
  ['G', 'Ԍ'],
  ['H', 'НΗ'],
  ['I', 'ІΙӀ'],
  ['J', 'Ј'],
  ['K', 'КΚ'],
  ['L', 'ŁᏞ'],
  ['M', 'МΜᎷ'],
  ['N', 'Ν'],
  ['O', 'ОΟՕØ'],
  ['P', 'РΡᏢ'],
  ['Q', 'Ԛ'],
  ['S', 'ЅՏ'],
  ['T', 'ТΤᎢ'],
  ['V', 'ѴᏙ'],
  ['W', 'ԜᎳ'],
  ['X', 'ХΧ'],
  ['Y', 'УΥҮ'],
  ['Z', 'ΖᏃ'],
];

const latinOf = new Map(
  alike.flatMap(([latin, others]) => [...others].map((other) => [other, latin] as const)),
);
const other = new RegExp(`[${[...latinOf.keys()].join('')}]`, 'gu');

/** Replaces each look-alike with its Latin letter. */
export function asLatin(text: string): string {
  return text.replace(other, (letter) => latinOf.get(letter) ?? letter);
}

/**
 * Two names with the same skeleton look alike unless compared letter by letter (UTS #39, section 4). Besides
 * look-alike letters, 0 equals O, and 1, I, l and | are equal.
 */
export function skeleton(name: string): string {
  return asLatin(withoutInvisible(name.normalize('NFKC')).normalize('NFD'))
    .replaceAll('0', 'O')
    .replace(/[1I|]/gu, 'l')
    .replace(/\s+/gu, ' ')
    .trim()
    .normalize('NFC');
}

/** True if one word of the name mixes Latin letters with another alphabet's look-alikes. */
export function mixesAlphabets(name: string): boolean {
  return withoutInvisible(name)
    .normalize('NFKC')
    .split(/[^\p{L}\p{M}]+/u)
    .some(
      (word) =>
        /\p{Script=Latin}/u.test(word) &&
        /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u.test(word),
    );
}
