import { collapseBlanks, fold } from '../text/normalize.js';
import type { AssetKind } from './asset.js';

/** An id, or a part of one, as it was written down somewhere. */
export interface WrittenId {
  readonly digits: string;
  /** Where it was written with it, as in `oa:4318093042839471234`. */
  readonly kind: AssetKind | null;
}

/** An id that a program took for a number: so many of its last digits are lost. */
export interface RoundedId {
  readonly value: bigint;
  readonly lost: number;
}

/** What stands around an id in a message, a document or a table: quotes, brackets, formatting, bullets, punctuation. */
const dress = new Set(' \t"\'“”„‟‘’‚‛«»‹›`*_~#()[]{}<>【】「」『』:;,.!?=|…•‣◦▪●○·\\/&+-‐‑‒–—―−');

/** Between two groups of one id's digits. */
const betweenGroups = String.raw`[\s.'’‘\-_‐‑‒–—―−]{1,3}`;
/** A group is no id by itself. */
const grouped = new RegExp(`^[0-9]{1,8}(?:${betweenGroups}[0-9]{1,8})*$|^[0-9]+$`, 'u');
const everyGap = new RegExp(betweenGroups, 'gu');
/** What people write before an id, folded. */
const label =
  /^(?:(?:zalo|oa|app|ung ?dung|official account|id|ma so|ma|so|tai khoan|cua|va|and)(?![a-z])[\s:#=.\-_]*)+/u;
const link = /^(?:https?:\/\/)?(?:[a-z0-9-]{1,63}\.){0,5}zalo\.me\/[^\s]*$/u;
const inLink = /(?<![0-9])[0-9]{15,20}(?![0-9])/u;
const asNumber = /^([0-9]{1,20})(?:[.,]([0-9]{1,20}))?e[+ ]?0?([0-9]{1,2})$/u;
/** An id with all that may stand around it, or a link to it, is no longer than this. */
const maxCharacters = 400;
/** So many digits of a number a spreadsheet keeps; programs keep up to two more. */
const maxKept = 15;
/** ZCA's ids: a text of so many digits is one, and no part of another. */
const wholeId = /^[0-9]{15,20}$/u;

/**
 * The id, or part of one, that is all a text says: whatever is around it, however its digits are grouped, also in a link
 * to zalo.me. Null for everything else: a name, several numbers, or a number with an exponent.
 */
export function readId(text: string): WrittenId | null {
  if (!canHoldId(text)) return null;
  const plain = undressed(collapseBlanks(text));
  const linked = link.test(plain.toLowerCase()) ? inLink.exec(plain)?.[0] : undefined;
  if (linked !== undefined) return { digits: linked, kind: null };
  const { rest, kind } = withoutLabel(plain);
  if (grouped.test(rest)) {
    const digits = rest.replace(everyGap, '');
    // "số 2" is a part of a name.
    return rest.length < plain.length && digits.length < 4 ? null : { digits, kind };
  }
  const number = asNumber.exec(rest);
  const exact = number === null ? null : expanded(number);
  return exact === null || exact.lost > 0 ? null : { digits: String(exact.value), kind };
}

/** The digits of a text that is an id or a part of one; null for a name. */
export function digitsOf(text: string): string | null {
  return readId(text)?.digits ?? null;
}

/** Whether so many digits are an id as the ZCA gives them, and no part of one. */
export function isWholeId(digits: string): boolean {
  return wholeId.test(digits);
}

/**
 * An id whose last digits a spreadsheet or a program has lost (`4.31809E+18`, `4318093042839471000`): they keep 15 to 17
 * digits of a number. Null for what does not look like one. One id in a hundred ends so by itself: where it is linked as
 * it stands, it is that one.
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

/** Whether an id can be the one that was rounded. */
export function fitsRounded(id: string, { value, lost }: RoundedId): boolean {
  if (!/^[0-9]{1,20}$/u.test(id)) return false;
  const difference = BigInt(id) - value;
  return (difference < 0n ? -difference : difference) < 10n ** BigInt(lost);
}

/** Spares long texts and names the work of being read as an id. */
function canHoldId(text: string): boolean {
  return text.length <= maxCharacters && /\p{N}/u.test(text);
}

/** The text without what stands around it. */
export function undressed(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && dress.has(text.charAt(from))) from += 1;
  while (to > from && dress.has(text.charAt(to - 1))) to -= 1;
  return text.slice(from, to);
}

/** The text, folded, without the words that say what the number after them is. */
function withoutLabel(text: string): { rest: string; kind: AssetKind | null } {
  const folded = fold(text).replace(/^(oa|app)(?=[0-9])/u, '$1 ');
  const words = label.exec(folded)?.[0] ?? '';
  const rest = undressed(folded.slice(words.length));
  if (/\boa\b|official account/u.test(words)) return { rest, kind: 'oa' };
  return { rest, kind: /\bapp\b|ung ?dung/u.test(words) ? 'app' : null };
}

/** A number with an exponent, written out; null where it is no number of an id's length. */
function expanded([, whole = '', fraction = '', exponent = '']: RegExpExecArray): RoundedId | null {
  const lost = Number(exponent) - fraction.length;
  const digits = `${whole}${fraction}`.replace(/^0+/u, '');
  const length = digits.length + lost;
  if (lost < 0 || length < 15 || length > 20) return null;
  return { value: BigInt(digits) * 10n ** BigInt(lost), lost };
}
