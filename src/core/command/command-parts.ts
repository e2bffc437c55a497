import { distance } from 'fastest-levenshtein';
import { collapseBlanks, fold } from '../text/normalize.js';
import { between, withoutLeadingGaps } from './command-words.js';

/** A command taken apart: what is asked, without its options and without the reason. */
export interface CommandParts {
  /** Tidied line by line: a list pasted over several lines keeps its line breaks. */
  readonly body: string;
  readonly dryRun: boolean;
  readonly unknownOption: string | null;
  /** As `body`, with unknown options as words: "history --since 7d" means "history since 7d". */
  readonly bodyWithOptions: string;
  readonly reason: string | null;
}

/** `--` as typed, or what programs make of it. One hyphen or en dash is left alone: names contain them. */
const dashes = '(?:[-‐‑–—―−]{2,}|[—―])';
const reasonMark = new RegExp(`(?<=^|[${between}])${dashes}(?=[${between}]|$)`, 'u');
const optionWord = new RegExp(`^${dashes}(?=\\p{L})`, 'u');
const onlyDashes = new RegExp(`^${dashes}$`, 'u');
const leadingDashes = /^[-‐‑–—―−]+/u;
/** One hyphen or dash before the words of a dry run is a slip, not a name. */
const slipped = /^[-‐‑–−](?=\p{L})/u;
const gap = new RegExp(`([${between}])`, 'u');
const dryRunNames = new Set(['dryrun', 'chaythu', 'thu', 'dryruntrue', 'dryrunyes', 'dryrun1']);
const longDryRunNames = new Set(['dryrun', 'chaythu']);

/** Takes a command apart. Takes full-width forms, invisible marks and any spacing. */
export function splitCommand(text: string): CommandParts {
  const plain = tidyLines(text);
  const mark = reasonMark.exec(plain);
  const asked = mark === null ? plain : plain.slice(0, mark.index);
  const reason = mark === null ? '' : collapseBlanks(plain.slice(mark.index + mark[0].length));
  return { ...withoutOptions(asked), reason: reason === '' ? null : reason };
}

/** A query as it may stand in a command: nothing in it is read as the mark of a reason, or as an option. It fits the same names. */
export function withoutMarks(query: string): string {
  const plain = (word: string) => {
    if (optionWord.test(word) || slipped.test(word)) return word.replace(leadingDashes, '');
    return onlyDashes.test(word) ? '–' : word;
  };
  return query.split(gap).map(plain).join('');
}

/** Tabs stay as well: they part the cells of a table. */
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
  // Words at the even places, what parts them at the odd ones.
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

/** How many of the words, the gap between them included, say that it is a dry run: `--thử` or `--chạy thử`. */
function dryRunLength(word: string, parted: string | undefined, next: string | undefined): 1 | 3 | null {
  const isSlip = !optionWord.test(word);
  if ((isSlip ? longDryRunNames : dryRunNames).has(optionName(word))) return 1;
  return parted === ' ' && longDryRunNames.has(optionName(word + next)) ? 3 : null;
}

function optionName(word: string): string {
  return fold(word).replace(/[-‐‑–—―−_=:]/gu, '');
}

/** What other programs call it; whoever types one of these does not mean the real thing. */
const likeADryRun = new Set([
  ...['test', 'try', 'trial', 'simulate', 'simulation', 'preview', 'whatif', 'noop', 'check'],
  ...['thunghiem', 'kiemtra', 'xemtruoc', 'mophong'],
]);

/** Whether an unknown option is a slip of the finger away from a dry run's. */
export function isNearDryRun(option: string): boolean {
  const typed = optionName(option);
  if (likeADryRun.has(typed)) return true;
  return [...longDryRunNames].some((name) => name.startsWith(typed) || distance(name, typed) <= 2);
}

/** Whether a reason says in so many words that only a dry run is meant: at its beginning, at its end, or as an option. */
export function speaksOfDryRun(reason: string): boolean {
  const words = fold(reason)
    .replace(/[\s\-‐‑–—―−_]+/gu, ' ')
    .trim();
  return (
    /^(?:dry ?run|chay thu)(?![a-z])|(?:^| )(?:dry ?run|chay thu)[.!)\]]*$/u.test(words) ||
    /(?:--|—)(?:dry|chạy thử|chay thu|thử)/iu.test(reason)
  );
}
