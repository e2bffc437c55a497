import { fold } from '../text/normalize.js';

/**
 * Verbs that are no commands but that people type to decide on a request, to unlink, or to greet; folded, without
 * blanks.
 */
const decisions = new Set(
  [
    'approve confirm accept allow cancel reject deny decline stop retry withdraw undo',
    'duyet pheduyet xacnhan dongy chapnhan huy huybo huyyeucau bo tuchoi dung thulai rutlai',
  ]
    .join(' ')
    .split(' '),
);
const removals = new Set('delete remove cancel disconnect xoa go bo huy ngat'.split(' '));
const greetings = new Set('hi hello hey thanks thankyou ok chao xinchao alo camon'.split(' '));

/** A verb of up to three words and the text after it. */
export interface Verb {
  /** `decide` on a request, which only its card can do; `remove`: a synonym of unlink. */
  readonly type: 'decide' | 'remove' | 'greet';
  readonly word: string;
  readonly rest: string;
}

/** The verbs that a text may begin with, longest first. */
export function verbsIn(text: string): Verb[] {
  const words = text.split(/\s+/u, maxWords + 1);
  return [maxWords, 2, 1].flatMap((count) => {
    const word = words.slice(0, count).join(' ');
    if (words.length < count) return [];
    const key = fold(word).replace(/[\s:,.!]/gu, '');
    const rest = text.slice(word.length).replace(/^[\s:,]+/u, '');
    return [
      ...(decisions.has(key) ? [{ type: 'decide', word, rest } as const] : []),
      ...(removals.has(key) ? [{ type: 'remove', word, rest } as const] : []),
      ...(greetings.has(key) ? [{ type: 'greet', word, rest } as const] : []),
    ];
  });
}

/** "hủy yêu cầu" is the longest verb. */
const maxWords = 3;
