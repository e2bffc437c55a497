import { distance } from 'fastest-levenshtein';
import { collapseBlanks, fold } from '../text/normalize.js';
import { between, withoutLeadingGaps } from './command-words.js';

/** A command split into its body, options and reason. */
export interface CommandParts {
  /** Tidied line by line: a list pasted on several lines keeps its line breaks. */
  readonly body: string;
  readonly dryRun: boolean;
  readonly unknownOption: string | null;
  /** `body` with unknown options kept as words: "history --since 7d" means "history since 7d". */
  readonly bodyWithOptions: string;
  readonly reason: string | null;
}

/** `--` as typed, or as editors replace it. A single hyphen or en dash is left alone: names contain them. */
const dashes = '(?:[-‐‑–—―−]{2,}|[—―])';
const reasonMark = new RegExp(`(?<=^|[${between}])${dashes}(?=[${between}]|$)`, 'u');
const optionWord = new RegExp(`^${dashes}(?=\\p{L})`, 'u');
const onlyDashes = new RegExp(`^${dashes}$`, 'u');
const leadingDashes = /^[-‐‑–—―−]+/u;
/** A single hyphen or dash before "dry run" is a typo, not a name. */
const slipped = /^[-‐‑–−](?=\p{L})/u;
const gap = new RegExp(`([${between}])`, 'u');
const dryRunNames = new Set(['dryrun', 'chaythu', 'thu', 'dryruntrue', 'dryrunyes', 'dryrun1']);
const longDryRunNames = new Set(['dryrun', 'chaythu']);

/** Splits a command. Accepts full-width forms, invisible characters and any spacing. */
export function splitCommand(text: string): CommandParts {
  const plain = tidyLines(text);
  const mark = reasonMark.exec(plain);
  const asked = mark === null ? plain : plain.slice(0, mark.index);
  const reason = mark === null ? '' : collapseBlanks(plain.slice(mark.index + mark[0].length));
  return { ...withoutOptions(asked), reason: reason === '' ? null : reason };
}

/**
 * Makes a query safe to place in a command: nothing in it is read as a reason mark or an option. It matches the same
 * names.
 */
export function withoutMarks(query: string): string {
  const plain = (word: string) => {
    if (optionWord.test(word) || slipped.test(word)) return word.replace(leadingDashes, '');
    return onlyDashes.test(word) ? '–' : word;
  };
  return query.split(gap).map(plain).join('');
}

/** Keeps tabs, which separate table cells. */
function tidyLines(text: string): string {
  const cells = (line: string) =>
    line
      .split('\t')
      .map(collapseBlanks)
      .filter((cell) => cell !== '');
  const lines = text.split(/[\n\r\u0085\u2028\u2029]/u).map((line) => cells(line).join('\t'));
  return lines.filter((line) => line !== '').join('\n');
}

function withoutOptions(asked: string): Omit<CommandParts, 'reason'> {
  const kept: string[] = [];
  const withOptions: string[] = [];
  let dryRun = false;
  let unknownOption: string | null = null;
  // Words at even indexes, their separators at odd ones.
  const words = asked.split(gap);
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const isOption = optionWord.test(word);
    const length = isOption || slipped.test(word) ? dryRunLength(word, words[at + 1], words[at + 2]) : null;
    if (length !== null) {
      dryRun = true;
      at += length - 1;
      continue;
    }
    withOptions.push(word.replace(optionWord, ''));
    if (isOption) unknownOption ??= word;
    else kept.push(word);
  }
  return {
    body: withoutLeadingGaps(kept.join('')),
    bodyWithOptions: withoutLeadingGaps(withOptions.join('')),
    dryRun,
    unknownOption,
  };
}

/** The number of parts, gap included, that spell a dry run: `--thử` or `--chạy thử`. Null if they do not. */
function dryRunLength(word: string, parted: string | undefined, next: string | undefined): 1 | 3 | null {
  const isSlip = !optionWord.test(word);
  if ((isSlip ? longDryRunNames : dryRunNames).has(optionName(word))) return 1;
  return parted === ' ' && longDryRunNames.has(optionName(word + next)) ? 3 : null;
}

function optionName(word: string): string {
  return fold(word).replace(/[-‐‑–—―−_=:]/gu, '');
}

/** Other programs' words for a dry run. People who type one do not want a real run. */
const likeADryRun = new Set([
  ...['test', 'try', 'trial', 'simulate', 'simulation', 'preview', 'whatif', 'noop', 'check'],
  ...['thunghiem', 'kiemtra', 'xemtruoc', 'mophong'],
]);

/** True if an unknown option is a synonym or a typo of the dry-run option. */
export function isNearDryRun(option: string): boolean {
  const typed = optionName(option);
  if (likeADryRun.has(typed)) return true;
  return [...longDryRunNames].some((name) => name.startsWith(typed) || distance(name, typed) <= 2);
}

/** True if the reason asks for a dry run: at its start, at its end, or as an option. */
export function speaksOfDryRun(reason: string): boolean {
  const words = fold(reason)
    .replace(/[\s\-‐‑–—―−_]+/gu, ' ')
    .trim();
  return (
    /^(?:dry ?run|chay thu)(?![a-z])|(?:^| )(?:dry ?run|chay thu)[.!)\]]*$/u.test(words) ||
    /(?:--|—)(?:dry|chạy thử|chay thu|thử)/iu.test(reason)
  );
}
