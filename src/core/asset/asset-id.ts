import { collapseBlanks, fold } from '../text/normalize.js';
import type { AssetKind } from './asset.js';

/** An id, or a part of one, as somebody wrote it. */
export interface WrittenId {
  readonly digits: string;
  /** The kind written with the id, as in `oa:4318093042839471234`. */
  readonly kind: AssetKind | null;
}

/** An id that a program treated as a number and rounded: its last `lost` digits are gone. */
export interface RoundedId {
  readonly value: bigint;
  readonly lost: number;
}

/**
 * Characters around an id in a message, a document or a table: quotes, brackets, formatting, bullets, punctuation.
 */
const dress = new Set(' \t"\'“”„‟‘’‚‛«»‹›`*_~#()[]{}<>【】「」『』:;,.!?=|…•‣◦▪●○·\\/&+-‐‑‒–—―−');

/** Separators between groups of digits in one id. */
const betweenGroups = String.raw`[\s.'’‘\-_‐‑‒–—―−]{1,3}`;
/** Groups of at most 8 digits, so that no group is an id by itself. */
const grouped = new RegExp(`^[0-9]{1,8}(?:${betweenGroups}[0-9]{1,8})*$|^[0-9]+$`, 'u');
const everyGap = new RegExp(betweenGroups, 'gu');
/** Words that people write before an id, folded. */
const label =
  /^(?:(?:zalo|oa|app|ung ?dung|official account|id|ma so|ma|so|tai khoan|cua|va|and)(?![a-z])[\s:#=.\-_]*)+/u;
const link = /^(?:https?:\/\/)?(?:[a-z0-9-]{1,63}\.){0,5}zalo\.me\/[^\s]*$/u;
const inLink = /(?<![0-9])[0-9]{15,20}(?![0-9])/u;
const asNumber = /^([0-9]{1,20})(?:[.,]([0-9]{1,20}))?e[+ ]?0?([0-9]{1,2})$/u;
/** The longest an id can be with all its decoration, or as a link. */
const maxCharacters = 400;
/** Spreadsheets keep 15 digits of a number; programs keep up to two more. */
const maxKept = 15;
/** The length of a ZCA's ids. A shorter run of digits is a part of one. */
const wholeId = /^[0-9]{15,20}$/u;

/**
 * Reads a text that is nothing but an id or a part of one: ignores decoration, accepts grouped digits and links to
 * zalo.me. Returns null for anything else: a name, several numbers, or a number whose exponent hides digits.
 */
export function readId(text: string): WrittenId | null {
  if (!canHoldId(text)) return null;
  const plain = undressed(collapseBlanks(text));
  const linked = link.test(plain.toLowerCase()) ? inLink.exec(plain)?.[0] : undefined;
  if (linked !== undefined) return { digits: linked, kind: null };
  const { rest, kind } = withoutLabel(plain);
  if (grouped.test(rest)) {
    const digits = rest.replace(everyGap, '');
    // "số 2" is part of a name.
    return rest.length < plain.length && digits.length < 4 ? null : { digits, kind };
  }
  const number = asNumber.exec(rest);
  const exact = number === null ? null : expanded(number);
  return exact === null || exact.lost > 0 ? null : { digits: String(exact.value), kind };
}

/** The digits of an id or a part of one; null for a name. */
export function digitsOf(text: string): string | null {
  return readId(text)?.digits ?? null;
}

/** True for a complete id, as the ZCA issues them, and false for a part of one. */
export function isWholeId(digits: string): boolean {
  return wholeId.test(digits);
}

/**
 * Reads an id whose last digits a spreadsheet or a program dropped (`4.31809E+18`, `4318093042839471000`); they keep
 * 15 to 17 digits of a number. Returns null if the text does not look rounded. One genuine id in a hundred also ends
 * in zeros, so callers try an exact match first.
 */
export function readRounded(text: string): RoundedId | null {
  if (!canHoldId(text)) return null;
  const { rest } = withoutLabel(undressed(collapseBlanks(text)));
  const number = asNumber.exec(rest);
  if (number !== null) return expanded(number);
  const digits = digitsOf(rest);
  if (digits === null || !/^[0-9]{16,20}$/u.test(digits)) return null;
  const lost = Math.min(/0*$/u.exec(digits)?.[0].length ?? 0, digits.length - maxKept);
  return lost > 1 || (lost === 1 && digits.length === 16) ? { value: BigInt(digits), lost } : null;
}

/** True if rounding this id could have produced the given number. */
export function fitsRounded(id: string, { value, lost }: RoundedId): boolean {
  if (!/^[0-9]{1,20}$/u.test(id)) return false;
  const difference = BigInt(id) - value;
  return (difference < 0n ? -difference : difference) < 10n ** BigInt(lost);
}

/** Skips long texts and plain names before the costly reading. */
function canHoldId(text: string): boolean {
  return text.length <= maxCharacters && /\p{N}/u.test(text);
}

/** Strips decoration from both ends. */
export function undressed(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && dress.has(text.charAt(from))) from += 1;
  while (to > from && dress.has(text.charAt(to - 1))) to -= 1;
  return text.slice(from, to);
}

/** Folds the text and strips the label before the number; the label may name the kind. */
function withoutLabel(text: string): { rest: string; kind: AssetKind | null } {
  const folded = fold(text).replace(/^(oa|app)(?=[0-9])/u, '$1 ');
  const words = label.exec(folded)?.[0] ?? '';
  const rest = undressed(folded.slice(words.length));
  if (/\boa\b|official account/u.test(words)) return { rest, kind: 'oa' };
  return { rest, kind: /\bapp\b|ung ?dung/u.test(words) ? 'app' : null };
}

/** Expands a number with an exponent; null if the result is not as long as an id. */
function expanded([, whole = '', fraction = '', exponent = '']: RegExpExecArray): RoundedId | null {
  const lost = Number(exponent) - fraction.length;
  const digits = `${whole}${fraction}`.replace(/^0+/u, '');
  const length = digits.length + lost;
  if (lost < 0 || length < 15 || length > 20) return null;
  return { value: BigInt(digits) * 10n ** BigInt(lost), lost };
}
