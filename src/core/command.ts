import type { AssetKind } from './asset.js';
import { commandParts, type Parts } from './command-parts.js';
import { mostTimeWords, readSince, type Since } from './command-since.js';
import { exampleQuery, offered, shown } from './command-text.js';
import { type Command, commandLimits, type Mistake } from './command-type.js';
import { type Meaning, nearestOpening, opening } from './command-words.js';
import { fold, tidy } from './fold.js';
import { queriesOf } from './query-list.js';
import { isRequestId } from './request.js';

export type { Since } from './command-since.js';
export { commandText } from './command-text.js';
export { type Command, commandLimits, type Mistake } from './command-type.js';

/**
 * Reads what follows `/unlink`, in English or Vietnamese, without regard to case, diacritics, full-width forms,
 * invisible marks and spacing; never throws, and takes time in proportion to the text. What it cannot read is a mistake, with the nearest command it can.
 */
export function parseCommand(text: string): Command {
  if (text.length > commandLimits.text) return textTooLong(text.length);
  const parts = commandParts(text);
  if (parts.body !== '') return readParts(parts);
  if (parts.unknownOption !== null) return withoutCommand(parts.unknownOption);
  // The form knows nothing of a dry run: to open it would promise one.
  return parts.dryRun ? unlinkCommand('oa', parts) : { type: 'form' };
}

/** The same command about an app, as it is offered to be run; null where a command is about no kind. */
export function forApp(command: string): string | null {
  const read = parseCommand(command.replace(/^\/unlink\b/u, ''));
  return 'kind' in read && read.kind !== null ? offered({ ...read, kind: 'app' }) : null;
}

function withoutCommand(option: string): Command {
  if (/^(?:--|—)help$/u.test(fold(option))) return { type: 'help' };
  return wrong({ type: 'unknown_option', word: shown(option) }, '/unlink help');
}

function readParts(parts: Parts): Command {
  const { meaning, rest } = opening(parts.body);
  if (meaning === null) return wrongOpening(parts);
  if (parts.unknownOption !== null) return wrongOption(parts.unknownOption, parts);
  switch (meaning) {
    case 'oa':
    case 'app':
      return unlinkCommand(meaning, { ...parts, body: rest });
    case 'status':
      return statusCommand(tidy(rest));
    case 'history':
      return historyCommand(tidy(rest));
    case 'show':
      return showCommand(tidy(rest));
    default:
      return { type: meaning };
  }
}

function wrong(mistake: Mistake, nearest: string): Command {
  return { type: 'mistake', mistake, nearest };
}

function wrongOpening(parts: Parts): Command {
  const near = nearestOpening(parts.body, goesWith);
  if (near === null) {
    const asOa = readParts({ ...parts, body: `oa ${parts.body}` });
    return wrong({ type: 'missing_kind', query: shown(parts.body) }, offered(asOa));
  }
  const corrected = readParts({ ...parts, body: `${near.meaning} ${near.rest}` });
  // What is still missing matters more than the slip, and is not to be made up.
  if (corrected.type === 'mistake') return corrected;
  return wrong({ type: 'unknown_word', word: shown(near.word) }, offered(corrected));
}

/** Whether `rest` may follow the word: in "shop hoa", a name, "shop" is no slip of `show`. */
function goesWith(meaning: Meaning, rest: string): boolean {
  if (rest === '' || meaning === 'oa' || meaning === 'app' || meaning === 'history') return true;
  if (meaning === 'show') return kindFirst(rest).kind !== null;
  return meaning === 'status' && readRequestId(rest) !== null;
}

/** Offers the only option there is, since a dry run changes nothing; what only looks has none, so there it was a word. */
function wrongOption(option: string, parts: Parts): Command {
  const asWord = readParts({ ...parts, body: parts.bodyWithOptions, unknownOption: null });
  const corrected =
    asWord.type === 'history' ? asWord : readParts({ ...parts, unknownOption: null, dryRun: true });
  return wrong({ type: 'unknown_option', word: shown(option) }, offered(corrected));
}

function unlinkCommand(kind: AssetKind, { body, reason, dryRun }: Parts): Command {
  const queries = queriesOf(body);
  const example = { type: 'unlink', kind, queries: [exampleQuery(kind)], reason, dryRun } as const;
  const withQueries = { ...example, queries };
  if (queries.length === 0) return wrong({ type: 'missing_query', kind }, offered(withShortReason(example)));
  const tooLong = queries.map(lengthOf).find((length) => length > commandLimits.query);
  if (tooLong !== undefined) return wrong(queryTooLong(tooLong), offered(withShortReason(example)));
  if (queries.length > commandLimits.queries) {
    const mistake = { type: 'too_many_queries', count: queries.length, most: commandLimits.queries } as const;
    const fewer = { ...withQueries, queries: queries.slice(0, commandLimits.queries) };
    return wrong(mistake, offered(withShortReason(fewer)));
  }
  const reasonLength = lengthOf(reason ?? '');
  if (reasonLength > commandLimits.reason) {
    const mistake = { type: 'reason_too_long', length: reasonLength, most: commandLimits.reason } as const;
    return wrong(mistake, offered(withShortReason(withQueries)));
  }
  return withQueries;
}

function withShortReason<T extends { readonly reason: string | null }>(command: T): T {
  return lengthOf(command.reason ?? '') > commandLimits.reason ? { ...command, reason: null } : command;
}

function statusCommand(rest: string): Command {
  if (rest === '') return { type: 'status', requestId: null };
  // "status pending" asks how it stands with what is pending, though its letters would make an id.
  const { meaning, rest: more } = opening(rest);
  if (more === '' && (meaning === 'pending' || meaning === 'mine')) return { type: meaning };
  const requestId = readRequestId(rest);
  if (requestId !== null) return { type: 'status', requestId };
  return wrong({ type: 'wrong_request_id', word: shown(rest) }, '/unlink status UR-7K2M');
}

/**
 * An id as people write it down: in lower case, without its beginning, with letters for the digits they look
 * like. No id has a U after `UR-`; an "ủ" is what Vietnamese keyboards make of "ur".
 */
function readRequestId(text: string): string | null {
  const code = fold(text)
    .toUpperCase()
    .replace(/^UR?[\s\-‐–—]*/u, '')
    .replaceAll('O', '0')
    .replace(/[IL]/gu, '1');
  return isRequestId(`UR-${code}`) ? `UR-${code}` : null;
}

function showCommand(rest: string): Command {
  const { kind, rest: query } = kindFirst(rest);
  if (kind !== null) return showAsset(kind, query);
  if (rest === '') return showAsset('oa', '');
  const near = nearestOpening(rest, isKind);
  if (near !== null && isKind(near.meaning)) {
    const mistake = { type: 'unknown_word', word: shown(near.word) } as const;
    return wrong(mistake, offered(showAsset(near.meaning, near.rest)));
  }
  return wrong({ type: 'missing_kind', query: shown(rest) }, offered(showAsset('oa', rest)));
}

function showAsset(kind: AssetKind, query: string): Command {
  const nearest = offered({ type: 'show', kind, query: exampleQuery(kind) });
  if (query === '') return wrong({ type: 'missing_query', kind }, nearest);
  const length = lengthOf(query);
  return length > commandLimits.query ? wrong(queryTooLong(length), nearest) : { type: 'show', kind, query };
}

function historyCommand(rest: string): Command {
  const { kind, rest: asked } = kindFirst(rest);
  const { query, since, wrongSince } = splitSince(asked);
  if (wrongSince !== null) {
    return wrong({ type: 'wrong_since', word: shown(wrongSince) }, '/unlink history since 7d');
  }
  const length = lengthOf(query);
  if (length > commandLimits.query) {
    return wrong(queryTooLong(length), offered({ type: 'history', kind, query: null, since }));
  }
  return { type: 'history', kind, query: query === '' ? null : query, since };
}

/**
 * Parts a query from `since <when>` after it. The last keyword before a time counts; without one, `since`
 * counts all the same and its time is wrong, but "từ" only before what looks like a time: names contain it.
 */
function splitSince(asked: string): { query: string; since: Since | null; wrongSince: string | null } {
  const words = asked.split(' ');
  const after = (at: number) => words.slice(at + 1).join(' ');
  const keywords = words.flatMap((word, at) => {
    const keyword = fold(word);
    if (keyword !== 'since' && keyword !== 'tu') return [];
    const isShort = words.length - at - 1 <= mostTimeWords;
    return [{ keyword, at, word, read: isShort ? readSince(after(at)) : null }];
  });
  const query = (at: number) => words.slice(0, at).join(' ');
  for (const { at, read } of keywords.reverse()) {
    if (read !== null && read !== 'impossible') return { query: query(at), since: read, wrongSince: null };
  }
  const failed = keywords.find(({ keyword, read }) => keyword === 'since' || read === 'impossible');
  if (failed === undefined) return { query: asked, since: null, wrongSince: null };
  const when = after(failed.at);
  return { query: query(failed.at), since: null, wrongSince: when === '' ? failed.word : when };
}

function kindFirst(text: string): { kind: AssetKind | null; rest: string } {
  const { meaning, rest } = opening(text);
  return meaning !== null && isKind(meaning) ? { kind: meaning, rest } : { kind: null, rest: text };
}

function isKind(meaning: Meaning): meaning is AssetKind {
  return meaning === 'oa' || meaning === 'app';
}

function textTooLong(length: number): Command {
  return wrong({ type: 'text_too_long', length, most: commandLimits.text }, '/unlink help');
}

function queryTooLong(length: number): Mistake {
  return { type: 'query_too_long', length, most: commandLimits.query };
}

function lengthOf(text: string): number {
  return [...text].length;
}
