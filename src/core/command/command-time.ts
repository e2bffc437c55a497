import { fold } from '../text/normalize.js';
import { maxTimeWords, readSpan, type Span } from './command-since.js';

/** "since: 7d" and "since=7d". */
const timeColon = /(^|\s)(since|from|until|từ|tu|đến|den)[:=]\s?/giu;
/** Two times and the word between them. */
const maxSpanWords = 2 * maxTimeWords + 1;
/** Folded. `since` without a time after it is an error; the other keywords also occur in names. */
const sinceWords = new Set(['since', 'from', 'between', 'tu', 'giua']);
const untilWords = new Set(['until', 'till', 'den']);

/** The query of a history command and its range. */
export interface SplitTime {
  readonly query: string;
  readonly span: Partial<Span>;
  readonly wrongTime: string | null;
}

/**
 * Splits a query from the time after it: `since <when>`, `since <when> until <when>`, `until <when>`, or a time
 * alone. The last keyword with a time after it counts. If there is none, a `since` is reported as having a wrong
 * time; other keywords only if an impossible time follows.
 */
export function splitTime(text: string): SplitTime {
  return split(text.replace(timeColon, '$1$2 '), [...sinceWords, ...untilWords]);
}

function split(asked: string, known: readonly string[]): SplitTime {
  const alone = timeIn(asked.split(' '));
  if (alone !== null && alone !== 'impossible') return { query: '', span: alone, wrongTime: null };
  const words = asked.split(' ');
  const keywords = words.flatMap((word, at) => {
    const keyword = fold(word);
    if (!known.includes(keyword)) return [];
    return [{ keyword, at, word, read: timeIn(words.slice(at + 1, at + 2 + maxSpanWords)) }];
  });
  const queryBefore = (at: number) =>
    words.slice(0, fold(words[at - 1] ?? '') === 'ke' ? at - 1 : at).join(' ');
  for (const { keyword, at, read } of keywords.toReversed()) {
    if (read === null || read === 'impossible') continue;
    if (!untilWords.has(keyword)) return { query: queryBefore(at), span: read, wrongTime: null };
    const before = split(words.slice(0, at).join(' '), [...sinceWords]);
    if (read.until === undefined && before.wrongTime === null)
      return { ...before, span: { ...before.span, until: read.since } };
  }
  const failed = keywords.find(({ keyword, read }) => keyword === 'since' || read === 'impossible');
  if (failed === undefined) return { query: asked, span: {}, wrongTime: null };
  const when = words.slice(failed.at + 1).join(' ');
  return { query: queryBefore(failed.at), span: {}, wrongTime: when === '' ? failed.word : when };
}

/** The time, or range, these words form; null if they do not look like one. */
function timeIn(words: readonly string[]): Span | 'impossible' | null {
  return words.length > maxSpanWords ? null : readSpan(words.join(' '));
}
