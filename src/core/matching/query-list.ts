import type { AssetKind } from '../asset/asset.js';
import { digitsOf, isWholeId, readId, readRounded, undressed } from '../asset/asset-id.js';
import { collapseBlanks, fold } from '../text/normalize.js';

/** One item of a list: a whole id (digits only), a partial id, or words of a name. */
export interface Item {
  readonly query: string;
  /** The kind that the list states with the id. */
  readonly kind: AssetKind | null;
}

/** Bullets and numbering before an item. */
const bullets =
  /^(?:[-*•‣◦▪●○·–—−>+]\s+|\(?[0-9]{1,3}[.)](?:\s+|(?=[0-9]{15,20}(?![0-9e])))|[a-z][.)]\s+(?=[0-9]))+/iu;
/** Quotes or formatting around a name. */
const quotes = /^["“”„‟«»`*]+(?=[^"“”„‟«»`*])|(?<=[^"“”„‟«»`*])["“”„‟«»`*]+$/gu;
/** An emoji in Slack's notation. */
const emoji = /(?<=^|\s):[a-z0-9_+'-]{0,60}[a-z][a-z0-9_+'-]{0,60}:(?=\s|$)/giu;
/** Separators between table cells, and between name and id in the bot's own texts. */
const cellMark = /\t|\||\s·\s/u;
/** Separators between two ids in a sentence. */
const joiner = /\s*[/&+]\s*|\s+(?:và|va|and)\s+/iu;
/**
 * A comma inside a number: grouped digits (`4,318,093`) or a decimal comma before an exponent. It does not separate
 * items.
 */
const groupComma =
  /(?<![0-9.,])[0-9]{1,3}(?:,[0-9]{2,3})*,[0-9]{3}(?![0-9]|,[0-9])|(?<![0-9.,])[0-9]{1,3},[0-9]{1,20}(?=e\+?[0-9]{1,2}(?![0-9]))/giu;

/**
 * Reads the items of a list in order, without duplicates. Commas, semicolons and line breaks separate items; between
 * whole ids, so do blanks, "and" and signs. One number is never split. In a table row, and in the bot's own
 * description of an asset, only the id counts.
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

/** The queries of a list, in order. */
export function queriesOf(list: string): string[] {
  return readList(list).map(({ query }) => query);
}

/** The ids of a table row; without an id, the whole row with its cells joined by blanks. */
function cellsOf(line: string): string[] {
  const cells = line.split(cellMark);
  if (cells.length === 1) return cells;
  const ids = cells.filter(isId);
  return ids.length > 0 ? ids : [line.replaceAll('\t', ' ')];
}

/** Points do not separate items. */
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

/** Groups ids with their names: the name follows its id if the list begins with an id, and precedes it otherwise. */
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
