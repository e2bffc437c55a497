import { distance } from 'fastest-levenshtein';
import { fold } from '../text/normalize.js';

/** Commands, by the word that `commandText` writes for each. */
export type Keyword = 'oa' | 'app' | 'help' | 'status' | 'pending' | 'mine' | 'history' | 'show' | 'connect';

/** The leading word (or two) and the text after it. */
export interface LeadingWord {
  readonly word: string;
  readonly meaning: Keyword | null;
  readonly rest: string;
}

/** Folded; two-syllable words without their space. */
const single = new Map<string, Keyword>([
  ['oa', 'oa'],
  ['app', 'app'],
  ['help', 'help'],
  ['?', 'help'],
  ['status', 'status'],
  ['pending', 'pending'],
  ['mine', 'mine'],
  ['history', 'history'],
  ['show', 'show'],
  ['xem', 'show'],
  ['connect', 'connect'],
]);
const pairs = new Map<string, Keyword>([
  ['ungdung', 'app'],
  ['trogiup', 'help'],
  ['trangthai', 'status'],
  ['dangcho', 'pending'],
  ['choduyet', 'pending'],
  ['cuatoi', 'mine'],
  ['lichsu', 'history'],
  ['ketnoi', 'connect'],
]);

/** Separators between a command's words: spaces, and the marks that separate a list. */
export const between = String.raw`\s,;、`;
const leadingGaps = new RegExp(`^[${between}]+`, 'u');
const firstOne = new RegExp(`^[^${between}]*`, 'u');
const firstTwo = new RegExp(`^[^${between}]+\\s[^${between}]+`, 'u');
const firstThree = new RegExp(`^[^${between}]+\\s[^${between}]+\\s[^${between}]+`, 'u');

/** A kind joined to its id, as in `oa:4318…`, "OA-1234" or "oa1234". */
const kindAtId = /^(oa|app)(?:[:#=]|[-‐‑](?=[0-9])|(?=[0-9]{4,}(?![^\s,;、])))/iu;

/** Reads the leading word, or two that form one Vietnamese word ("ứng dụng"). */
export function leadingWord(text: string): LeadingWord {
  const glued = kindAtId.exec(text);
  if (glued?.[1] !== undefined) {
    const meaning = single.get(glued[1].toLowerCase()) ?? null;
    return { word: glued[1], meaning, rest: withoutLeadingGaps(text.slice(glued[0].length)) };
  }
  const two = taken(text, firstTwo);
  const pair = pairs.get(key(two.word));
  if (pair !== undefined) return { ...two, meaning: pair };
  const one = taken(text, firstOne);
  return { ...one, meaning: single.get(key(one.word)) ?? pairs.get(key(one.word)) ?? null };
}

/**
 * The keyword that the leading one or two words probably misspell, among those for which `fits` accepts the rest.
 * Null if the text is more likely an id or a name.
 */
export function nearestLeadingWord(
  text: string,
  fits: (meaning: Keyword, rest: string) => boolean,
): (LeadingWord & { readonly meaning: Keyword }) | null {
  const one = taken(text, firstOne);
  const two = taken(text, firstTwo);
  // A word with diacritics is no typo of an English one: "áo dài" is a name, not `oa`.
  const plain = /^\p{ASCII}*$/u.test(one.word);
  const found = [
    ...(plain ? near(one, single) : []),
    ...near(one, pairs),
    ...(two.word === '' ? [] : near(two, pairs)),
  ];
  const likely = found.filter(({ meaning, rest }) => fits(meaning, rest)).sort((a, b) => a.far - b.far)[0];
  return likely === undefined ? null : { word: likely.word, meaning: likely.meaning, rest: likely.rest };
}

/** The text without leading separators. */
export function withoutLeadingGaps(text: string): string {
  return text.replace(leadingGaps, '').trim();
}

/** Filler words before a command, folded and without blanks. */
const fillers = new Set(
  'please pls the zalo hey hi hello giup giupminh giuptoi giupem nho vuilong lamon hay xinchao chao'.split(
    ' ',
  ),
);
const unlinkWords = new Set(
  'unlink /unlink huylienket golienket bolienket ngatlienket huyketnoi goketnoi'.split(' '),
);

/** Drops "unlink" or "hủy liên kết" from the start, and greetings and "please" if a command follows them. */
export function withoutLeadingWords(text: string): string {
  let rest = withoutLeadingGaps(text);
  for (let taken = 0; taken < maxFillers; taken += 1) {
    const verb = firstOf(rest, unlinkWords);
    if (verb !== null) return verb;
    const shorter = firstOf(rest, fillers);
    if (shorter === null) break;
    rest = shorter;
  }
  return leadingWord(rest).meaning === null ? withoutLeadingGaps(text) : rest;
}

const maxFillers = 4;

/** The text after a leading word, pair or triple in `known`; null if there is none. */
function firstOf(text: string, known: ReadonlySet<string>): string | null {
  for (const pattern of [firstThree, firstTwo, firstOne]) {
    const { word, rest } = taken(text, pattern);
    if (known.has(key(word))) return rest;
  }
  return null;
}

type Taken = Pick<LeadingWord, 'word' | 'rest'>;

function taken(text: string, pattern: RegExp): Taken {
  const word = pattern.exec(text)?.[0] ?? '';
  return { word, rest: withoutLeadingGaps(text.slice(word.length)) };
}

function key(word: string): string {
  return fold(word)
    .replaceAll(' ', '')
    .replace(/[:.!]$/u, '');
}

function near(typed: Taken, known: ReadonlyMap<string, Keyword>) {
  const letters = key(typed.word);
  if (/[0-9]/u.test(letters)) return [];
  return [...known].flatMap(([word, meaning]) => {
    const far = slips(word, letters);
    return far <= forgiven(word) ? [{ ...typed, meaning, far }] : [];
  });
}

/** Longer words allow more typos before another word becomes likelier. */
function forgiven(known: string): number {
  if (known.length < 2) return 0;
  return known.length < 6 ? 1 : 2;
}

/** Edit distance, but a reordering of the same letters ("ao") counts as one typo. */
function slips(known: string, typed: string): number {
  const sameLetters = known.length > 1 && known !== typed && inOrder(known) === inOrder(typed);
  return sameLetters ? 1 : distance(known, typed);
}

function inOrder(word: string): string {
  return [...word].sort().join('');
}
