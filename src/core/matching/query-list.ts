import type { AssetKind } from '../asset/asset.js';
import { digitsOf, isWholeId, readId, readRounded, undressed } from '../asset/asset-id.js';
import { collapseBlanks, fold } from '../text/normalize.js';

/** One thing that a list asks for: an id as its digits alone, a part of one, or words of a name. */
export interface Item {
  readonly query: string;
  /** Where the list says it beside the id. */
  readonly kind: AssetKind | null;
}

/** What stands before an item of a list. */
const bullets =
  /^(?:[-*•‣◦▪●○·–—−>+]\s+|\(?[0-9]{1,3}[.)](?:\s+|(?=[0-9]{15,20}(?![0-9e])))|[a-z][.)]\s+(?=[0-9]))+/iu;
/** What a name is put in that is quoted or formatted. */
const quotes = /^["“”„‟«»`*]+(?=[^"“”„‟«»`*])|(?<=[^"“”„‟«»`*])["“”„‟«»`*]+$/gu;
/** An emoji as Slack sends it. */
const emoji = /(?<=^|\s):[a-z0-9_+'-]{0,60}[a-z][a-z0-9_+'-]{0,60}:(?=\s|$)/giu;
/** What parts the cells of a table, and the name from the id where the bot writes them. */
const cellMark = /\t|\||\s·\s/u;
/** What may stand between two ids of a sentence. */
const joiner = /\s*[/&+]\s*|\s+(?:và|va|and)\s+/iu;
/** A comma inside a number: grouped digits (`4,318,093`), or a decimal comma before an exponent. No list begins so. */
const groupComma =
  /(?<![0-9.,])[0-9]{1,3}(?:,[0-9]{2,3})*,[0-9]{3}(?![0-9]|,[0-9])|(?<![0-9.,])[0-9]{1,3},[0-9]{1,20}(?=e\+?[0-9]{1,2}(?![0-9]))/giu;

/**
 * The items of a list, in its order, each once. Commas, semicolons and line breaks part it, and so do blanks, "and" and
 * signs between whole ids; one number is never taken for several. In a row of a table, and in what the bot
 * itself writes of an asset, the id counts and not what stands beside it.
 */
export function readList(list: string): readonly Item[] {
  const items = list
    .split('\n')
    .flatMap(cellsOf)
    .flatMap((line) => line.replace(groupComma, withPoints).split(/[,;、]/u))
    .flatMap((piece) => itemsIn(withoutBullets(collapseBlanks(piece))));
  const byMeaning = new Map<string, Item>();
  for (const item of items) {
    const meaning = digitsOf(item.query) ?? fold(item.query);
    if (item.query !== '' && !byMeaning.has(meaning)) byMeaning.set(meaning, item);
  }
  return [...byMeaning.values()];
}

/** What each item of a list asks for. */
export function queriesOf(list: string): string[] {
  return readList(list).map(({ query }) => query);
}

/** A row's ids where it has any; else the row, its cells parted by blanks. */
function cellsOf(line: string): string[] {
  const cells = line.split(cellMark);
  if (cells.length === 1) return cells;
  const ids = cells.filter(isId);
  return ids.length > 0 ? ids : [line.replaceAll('\t', ' ')];
}

/** Grouped by points, which part no list. */
function withPoints(number: string): string {
  return number.replaceAll(',', '.');
}

function withoutBullets(piece: string): string {
  const text = piece.replace(bullets, '');
  const plain = collapseBlanks(text.replace(emoji, ' '));
  return plain === '' ? text : plain;
}

function itemsIn(piece: string): Item[] {
  const parts = piece.split(joiner);
  if (parts.length > 1 && parts.every(isIdOrLongPart)) return parts.map(itemOf);
  const words = piece.split(' ');
  const ids = words.filter(isId).length;
  if (ids > 1 && ids === words.length) return words.map(itemOf);
  if (ids > 1) return rowsOf(words).map(itemOf);
  const inBrackets = /\(([^()]*)\)$/u.exec(piece)?.[1] ?? '';
  return [itemOf(isId(inBrackets) ? inBrackets : piece)];
}

/** Several ids, each with its name after it, or before it where the first does not begin the list. */
function rowsOf(words: readonly string[]): string[] {
  const idFirst = isId(words[0] ?? '');
  const rows: string[][] = [[]];
  for (const word of words) {
    if (idFirst && isId(word)) rows.push([word]);
    else rows.at(-1)?.push(word);
    if (!idFirst && isId(word)) rows.push([]);
  }
  return rows.map((row) => row.join(' '));
}

function itemOf(text: string): Item {
  const read = readId(text);
  const bare = undressed(text);
  if (read === null)
    return { query: readRounded(text) === null ? text.replace(quotes, '') : bare, kind: null };
  const { digits, kind } = read;
  return { query: isWholeId(digits) || !/^[0-9]/u.test(bare) ? digits : bare, kind };
}

function isId(text: string): boolean {
  const digits = digitsOf(text);
  return digits !== null && isWholeId(digits);
}

function isIdOrLongPart(text: string): boolean {
  return (digitsOf(text) ?? '').length >= 4;
}
