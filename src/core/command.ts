import { distance } from 'fastest-levenshtein';
import type { AssetKind } from './asset.js';
import { fold, tidy } from './fold.js';

export type Command =
  | { readonly type: 'help' }
  | {
      readonly type: 'unlink';
      readonly kind: AssetKind;
      readonly query: string;
      readonly reason: string | null;
    }
  | { readonly type: 'mistake'; readonly mistake: Mistake; readonly nearest: string };

/** What was wrong with the words, so that the answer can name it. */
export type Mistake =
  | { readonly type: 'unknown_word'; readonly word: string }
  | { readonly type: 'missing_kind'; readonly query: string }
  | { readonly type: 'missing_query'; readonly kind: AssetKind }
  | { readonly type: 'query_too_long'; readonly length: number; readonly most: number }
  | { readonly type: 'reason_too_long'; readonly length: number; readonly most: number };

/** In characters. A name on Zalo is far shorter; a reason is a sentence or two. */
export const commandLimits = { query: 200, reason: 500, shownWord: 40 } as const;

const vocabulary = new Map<string, AssetKind | 'help'>([
  ['oa', 'oa'],
  ['app', 'app'],
  ['ungdung', 'app'],
  ['help', 'help'],
  ['trogiup', 'help'],
  ['?', 'help'],
]);

/** Words of two syllables, written as people write them; their folded form without the space is in the vocabulary. */
const pairs = new Set(['ung dung', 'tro giup']);

/**
 * Reads what follows `/unlink`: `<oa|app> <id, part of an id, or part of a name> [-- reason]`. Takes full-width
 * digits, invisible marks and any spacing; never throws.
 */
export function parseCommand(text: string): Command {
  const { body, reason } = splitReason(text);
  if (body === '') return { type: 'help' };
  const { word, rest } = firstWord(body);
  const meaning = vocabulary.get(fold(word).replaceAll(' ', ''));
  if (meaning === 'help') return { type: 'help' };
  if (meaning === undefined) return wrongWord(word, rest);
  return unlinkCommand(meaning, rest, reason);
}

/** `--` as typed, or the em dash that phones and Macs make of it. An en dash is left alone: names contain it. */
function splitReason(text: string): { body: string; reason: string | null } {
  const [body = '', ...after] = text.split(/(?:^|\s)(?:--|—)(?:\s|$)/u);
  const reason = tidy(after.join(' -- '));
  return { body: tidy(body), reason: reason === '' ? null : reason };
}

function firstWord(body: string): { word: string; rest: string } {
  const [first = '', second = '', ...others] = body.split(' ');
  if (pairs.has(fold(`${first} ${second}`))) return { word: `${first} ${second}`, rest: others.join(' ') };
  return { word: first, rest: [second, ...others].join(' ').trim() };
}

function unlinkCommand(kind: AssetKind, query: string, reason: string | null): Command {
  const queryLength = [...query].length;
  const reasonLength = [...(reason ?? '')].length;
  const nearest = `/unlink ${kind} ${exampleQuery(kind)}`;
  if (query === '') return { type: 'mistake', mistake: { type: 'missing_query', kind }, nearest };
  if (queryLength > commandLimits.query) {
    const mistake = { type: 'query_too_long', length: queryLength, most: commandLimits.query } as const;
    return { type: 'mistake', mistake, nearest };
  }
  if (reasonLength > commandLimits.reason) {
    const mistake = { type: 'reason_too_long', length: reasonLength, most: commandLimits.reason } as const;
    return { type: 'mistake', mistake, nearest: `/unlink ${kind} ${query}` };
  }
  return { type: 'unlink', kind, query, reason };
}

function wrongWord(word: string, rest: string): Command {
  const whole = shorten([word, rest].join(' ').trim(), commandLimits.shownWord);
  const near = nearestWord(word);
  if (near === null) {
    const nearest = `/unlink oa ${whole}`;
    return { type: 'mistake', mistake: { type: 'missing_kind', query: whole }, nearest };
  }
  const nearest =
    near === 'help'
      ? '/unlink help'
      : `/unlink ${near} ${shorten(rest, commandLimits.shownWord) || exampleQuery(near)}`;
  return {
    type: 'mistake',
    mistake: { type: 'unknown_word', word: shorten(word, commandLimits.shownWord) },
    nearest,
  };
}

/** The known word a slip of the finger away, or null when the word is more likely an id or a name. */
function nearestWord(word: string): AssetKind | 'help' | null {
  const typed = fold(word);
  if (/[0-9]/u.test(typed)) return null;
  const scored = [...vocabulary].map(([known, meaning]) => ({
    meaning,
    far: slips(known, typed),
    most: known.length / 2,
  }));
  const near = scored.filter(({ far, most }) => far <= most).sort((a, b) => a.far - b.far);
  return near[0]?.meaning ?? null;
}

/** Edit distance, in which the same letters in another order ("ao") are one slip. */
function slips(known: string, typed: string): number {
  const sameLetters = known.length > 1 && known !== typed && inOrder(known) === inOrder(typed);
  return sameLetters ? 1 : distance(known, typed);
}

function inOrder(word: string): string {
  return [...word].sort().join('');
}

function exampleQuery(kind: AssetKind): string {
  return kind === 'oa' ? '1234' : '5678';
}

function shorten(text: string, most: number): string {
  const letters = [...text];
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`;
}
