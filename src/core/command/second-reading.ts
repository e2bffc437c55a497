import type { Asset } from '../asset/asset.js';
import { digitsOf } from '../asset/asset-id.js';
import { hasMatch } from '../matching/match.js';
import { collapseBlanks } from '../text/normalize.js';
import type { Command } from './command-type.js';

type Asked = Omit<Extract<Command, { type: 'unlink' }>, 'type'>;

/** At most this many dashes are tried as the start of a reason. */
const maxMarks = 3;
const dryRunWords = /^(?:dry[ -]?run|ch[aạ]y th[uử])\s+|\s+(?:dry[ -]?run|ch[aạ]y th[uử])$/iu;
const looseMark = /\s[-‐‑–−]+\s/gu;

/**
 * The probable meaning of a command whose last query matches nothing: "1234 shop closed" lacks the reason mark, "1234
 * dry run" the option's. Null unless the query in that reading matches a linked asset. In steps.
 */
export function* secondReading(asked: Asked, linked: readonly Asset[]): Generator<void, Asked | null> {
  for (const reading of readingsOf(asked)) if (yield* hasMatch(lastOf(reading), linked)) return reading;
  return null;
}

function readingsOf(asked: Asked): Asked[] {
  const last = lastOf(asked);
  const bare = collapseBlanks(last.replace(dryRunWords, ' '));
  const isTried = !asked.dryRun && bare !== last && bare !== '';
  const tried = isTried ? { ...asked, queries: [...asked.queries.slice(0, -1), bare], dryRun: true } : asked;
  const withReason =
    asked.reason === null ? splitsOf(lastOf(tried)).map((split) => asReason(tried, split)) : [];
  return isTried ? [tried, ...withReason] : withReason;
}

interface Split {
  readonly query: string;
  readonly reason: string;
}

function asReason(asked: Asked, { query, reason }: Split): Asked {
  return { ...asked, queries: [...asked.queries.slice(0, -1), query], reason };
}

/** Places where a query may end and a reason begin: at a dash between blanks, or after leading digits. */
function splitsOf(query: string): Split[] {
  const marks = [...query.matchAll(looseMark)].slice(0, maxMarks).map(({ 0: mark, index }) => ({
    query: query.slice(0, index),
    reason: query.slice(index + mark.length),
  }));
  const words = query.split(' ');
  const digits = words.findIndex((word) => digitsOf(word) === null);
  const id = words.slice(0, digits).join(' ');
  const reason = words
    .slice(digits)
    .join(' ')
    .replace(/^[-‐‑–−]+\s/u, '');
  const afterId = digits > 0 && (digitsOf(id) ?? '').length > 2 ? [{ query: id, reason }] : [];
  return [...marks, ...afterId].filter((split) => split.query !== '' && split.reason !== '');
}

function lastOf({ queries }: Asked): string {
  return queries.at(-1) ?? '';
}
