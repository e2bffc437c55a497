import { type AssetKind, assetKinds } from '../asset/asset.js';
import { undressed } from '../asset/asset-id.js';
import { type Item, queriesOf, readList } from '../matching/query-list.js';
import { isWrittenAsRequestId, readRequestId } from '../request/written-request-id.js';
import { collapseBlanks, fold } from '../text/normalize.js';
import { type CommandParts, isNearDryRun, splitCommand } from './command-parts.js';
import { exampleQuery, offered, shown, toFill } from './command-text.js';
import { splitTime } from './command-time.js';
import { type Command, commandLimits, type Filled, type UsageError } from './command-type.js';
import { verbsIn } from './command-verbs.js';
import { type Keyword, leadingWord, nearestLeadingWord, withoutLeadingWords } from './command-words.js';

export type { Since } from './command-since.js';
export { commandText, toFill } from './command-text.js';
export { type Command, commandLimits, type Filled, type UsageError as Mistake } from './command-type.js';

/**
 * Parses the text after `/unlink`, in English or Vietnamese, ignoring case, diacritics, full-width forms, invisible
 * characters and spacing. Never throws; takes linear time. Unreadable text gives a usage error with the nearest valid
 * command.
 */
export function parseCommand(text: string): Command {
  if (text.length > commandLimits.text) return textTooLong(text.length);
  const parts = splitCommand(text);
  return readWhole({ ...parts, body: withoutLeadingWords(parts.body) });
}

function readWhole(parts: CommandParts): Command {
  if (parts.body !== '') return readParts(parts);
  if (parts.unknownOption !== null) return withoutCommand(parts.unknownOption);
  // The form has no dry run, so opening it would promise a real one.
  return parts.dryRun ? unlinkCommand('oa', parts) : { type: 'form' };
}

/**
 * The parts of an unlink command that prefill the form, even if some are missing or too long; null for any other
 * command.
 */
export function filledIn(command: string): Filled | null {
  const parts = splitCommand(command.replace(/^\/unlink\b/u, ''));
  const { meaning, rest } = leadingWord(withoutLeadingWords(parts.body));
  if (meaning === null || !isKind(meaning)) return null;
  return { kind: meaning, queries: queriesOf(rest), reason: parts.reason, dryRun: parts.dryRun };
}

/** The same command for an app, ready to run; null if the command has no kind. */
export function forApp(command: string): string | null {
  const read = parseCommand(command.replace(/^\/unlink\b/u, ''));
  return 'kind' in read && read.kind !== null ? offered({ ...read, kind: 'app' }) : null;
}

function withoutCommand(option: string): Command {
  if (/^(?:--|—)help$/u.test(fold(option))) return { type: 'help' };
  return wrong({ type: 'unknown_option', word: shown(option) }, '/unlink help');
}

function readParts(parts: CommandParts): Command {
  const { meaning, rest } = leadingWord(parts.body);
  if (meaning === null || (meaning === 'connect' && !isAlone(rest)))
    return statusOf(parts.body) ?? verbCommand(parts) ?? wrongOpening(parts);
  if (parts.unknownOption !== null) return wrongOption(parts.unknownOption, parts);
  switch (meaning) {
    case 'oa':
    case 'app':
      return unlinkCommand(meaning, { ...parts, body: rest });
    case 'status':
      return statusCommand(collapseBlanks(rest));
    case 'history':
      return historyCommand(collapseBlanks(rest));
    case 'show':
      return showCommand(collapseBlanks(rest));
    default:
      return { type: meaning };
  }
}

/** Names may begin with "kết nối", so only the word alone is the command. */
function isAlone(rest: string): boolean {
  return rest === '' || fold(rest) === 'zalo';
}

function wrong(mistake: UsageError, nearest: string): Command {
  return { type: 'mistake', mistake, nearest };
}

/** A request id alone asks for its status. */
function statusOf(body: string): Command | null {
  const text = undressed(body);
  const requestId = isWrittenAsRequestId(text) ? readRequestId(text) : null;
  return requestId === null ? null : { type: 'status', requestId };
}

/** Reads a text that begins with a verb for deciding, unlinking or greeting; null if it is more likely a name. */
function verbCommand(parts: CommandParts): Command | null {
  for (const { type, word, rest } of verbsIn(parts.body)) {
    if (type === 'greet' && rest === '') return { type: 'help' };
    if (type === 'decide') {
      const text = [rest, rest.split(' ', 1)[0] ?? ''].map(undressed).find(isWrittenAsRequestId);
      const requestId = text === undefined ? null : readRequestId(text);
      if (requestId !== null) return { type: 'decide', requestId };
      if (rest === '') return wrong({ type: 'unknown_word', word: shown(word) }, '/unlink pending');
    }
    const { meaning } = leadingWord(rest);
    if (type === 'remove' && meaning !== null && isKind(meaning)) {
      const meant = readParts({ ...parts, body: rest });
      return meant.type === 'mistake'
        ? meant
        : wrong({ type: 'unknown_word', word: shown(word) }, offered(meant));
    }
  }
  return null;
}

function wrongOpening(parts: CommandParts): Command {
  const near = nearestLeadingWord(parts.body, goesWith);
  if (near === null) {
    const asOa = readParts({ ...parts, body: `oa ${parts.body}` });
    if (isForForm(asOa)) return asOa;
    return wrong({ type: 'missing_kind', query: shown(parts.body) }, offered(asOa));
  }
  const corrected = readParts({ ...parts, body: `${near.meaning} ${near.rest}` });
  // A part still missing matters more than the typo, and the bot must not invent it.
  if (corrected.type === 'mistake') return corrected;
  return wrong({ type: 'unknown_word', word: shown(near.word) }, offered(corrected));
}

/** True if `rest` may follow the keyword: "shop hoa" is a name, so "shop" there is no typo of `show`. */
function goesWith(meaning: Keyword, rest: string): boolean {
  if (rest === '' || meaning === 'oa' || meaning === 'app' || meaning === 'history') return true;
  if (meaning === 'connect') return isAlone(rest);
  if (meaning === 'show') return kindFirst(rest).kind !== null;
  return meaning === 'status' && readRequestId(rest) !== null;
}

/**
 * Suggests a dry run if the option may mean one, otherwise the command without the option. For a history command, the
 * option becomes a word.
 */
function wrongOption(option: string, parts: CommandParts): Command {
  const asWord = readParts({ ...parts, body: parts.bodyWithOptions, unknownOption: null });
  const dryRun = parts.dryRun || isNearDryRun(option);
  const corrected = asWord.type === 'history' ? asWord : readParts({ ...parts, unknownOption: null, dryRun });
  // The person must shorten it; the bot suggests nothing that would run without the full reason.
  if (isForForm(corrected)) return corrected;
  return wrong({ type: 'unknown_option', word: shown(option) }, offered(corrected));
}

function isForForm(command: Command): boolean {
  return command.type === 'mistake' && command.mistake.type === 'reason_too_long';
}

function unlinkCommand(kind: AssetKind, { body, reason, dryRun }: CommandParts): Command {
  const items = readList(body);
  const queries = items.map(({ query }) => query);
  const example = { type: 'unlink', kind, queries: [exampleQuery(kind)], reason, dryRun } as const;
  const command = { ...example, queries };
  if (queries.length === 0) return wrong({ type: 'missing_query', kind }, offered(example));
  const tooLong = queries.map(lengthOf).find((length) => length > commandLimits.query);
  if (tooLong !== undefined) return wrong(queryTooLong(tooLong), offered(example));
  const reasonLength = lengthOf(reason ?? '');
  if (reasonLength > commandLimits.reason) {
    const mistake = { type: 'reason_too_long', length: reasonLength, most: commandLimits.reason } as const;
    return wrong(mistake, toFill(command));
  }
  if (items.some((item) => item.kind !== null && item.kind !== kind)) return otherKind(command, items);
  if (queries.length > commandLimits.queries) {
    const mistake = { type: 'too_many_queries', count: queries.length, most: commandLimits.queries } as const;
    return wrong(mistake, offered(command));
  }
  return command;
}

/** Suggests the queries of the requested kind; if there are none, all of them as the other kind. */
function otherKind(command: Extract<Command, { type: 'unlink' }>, items: readonly Item[]): Command {
  const kind: AssetKind = command.kind === 'oa' ? 'app' : 'oa';
  const fitting = items.filter((item) => item.kind !== kind).map(({ query }) => query);
  const all = fitting.length === 0;
  const meant: Command = all ? { ...command, kind } : { ...command, queries: fitting };
  return wrong({ type: 'other_kind', kind, all }, offered(meant));
}

function statusCommand(rest: string): Command {
  if (rest === '') return { type: 'status', requestId: null };
  // "status pending" asks for pending requests, although its letters could form an id.
  const { meaning, rest: more } = leadingWord(rest);
  if (more === '' && (meaning === 'pending' || meaning === 'mine')) return { type: meaning };
  const requestId = readRequestId(rest);
  if (requestId !== null) return { type: 'status', requestId };
  return wrong({ type: 'wrong_request_id', word: shown(rest) }, '/unlink status UR-7K2M');
}

function showCommand(rest: string): Command {
  const { kind, rest: query } = kindFirst(rest);
  if (kind !== null) return showAsset(kind, query);
  if (rest === '') {
    const [nearest, other] = assetKinds.map((each) =>
      offered({ type: 'show', kind: each, query: exampleQuery(each) }),
    );
    return wrong(
      { type: 'missing_query', kind: 'oa', ...(other === undefined ? {} : { other }) },
      nearest ?? '',
    );
  }
  const near = nearestLeadingWord(rest, isKind);
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
  if (length > commandLimits.query) return wrong(queryTooLong(length), nearest);
  return { type: 'show', kind, query: queriesOf(query).join(', ') };
}

function historyCommand(rest: string): Command {
  const { kind, rest: asked } = kindFirst(rest);
  const { query, span, wrongTime } = splitTime(asked);
  if (wrongTime !== null)
    return wrong({ type: 'wrong_since', word: shown(wrongTime) }, '/unlink history since 7d');
  const { since = null, until } = span;
  const times = until === undefined ? { since } : { since, until };
  const length = lengthOf(query);
  if (length > commandLimits.query)
    return wrong(queryTooLong(length), offered({ type: 'history', kind, query: null, ...times }));
  return { type: 'history', kind, query: query === '' ? null : queriesOf(query).join(', '), ...times };
}

function kindFirst(text: string): { kind: AssetKind | null; rest: string } {
  const { meaning, rest } = leadingWord(text);
  return meaning !== null && isKind(meaning) ? { kind: meaning, rest } : { kind: null, rest: text };
}

function isKind(meaning: Keyword): meaning is AssetKind {
  return meaning === 'oa' || meaning === 'app';
}

function textTooLong(length: number): Command {
  return wrong({ type: 'text_too_long', length, most: commandLimits.text }, '/unlink help');
}

function queryTooLong(length: number): UsageError {
  return { type: 'query_too_long', length, most: commandLimits.query };
}

function lengthOf(text: string): number {
  return [...text].length;
}
