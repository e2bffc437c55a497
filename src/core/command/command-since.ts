import type { CalendarDay } from '../../shared/viet-nam-time.js';
import { fold } from '../text/normalize.js';

/** The first day of the range. */
export type Since = CalendarDay;

/** The longest time in words: "ngày 1 tháng 11 năm 2026". */
export const maxTimeWords = 6;

/** A hundred years: a longer range is a typo and would not fit a date. */
const maxDays = 36_500;

const daysByWord = new Map([
  ['today', 0],
  ['hom nay', 0],
  ['homnay', 0],
  ['yesterday', 1],
  ['hom qua', 1],
  ['homqua', 1],
  ['last week', 7],
  ['this week', 7],
  ['tuan truoc', 7],
  ['tuan qua', 7],
  ['tuan nay', 7],
  ['last month', 30],
  ['this month', 30],
  ['thang truoc', 30],
  ['thang qua', 30],
  ['thang nay', 30],
  ['last year', 365],
  ['nam ngoai', 365],
  ['nam truoc', 365],
]);

const count =
  /^(?:(?:the )?(?:last|past) )?([0-9]+|an?|one|mot) ?(d|days?|ngay|w|weeks?|tuan|months?|thang|y|years?|nam)(?: (?:ago|truoc|qua|gan day|vua qua))?$/u;
const yearFirst = /^([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})$/u;
/** Day before month, as in Viet Nam. */
const dayFirst = /^([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})$/u;
const inWords = /^([0-9]{1,2}) thang ([0-9]{1,2}) nam ([0-9]{4})$/u;
const rangeMarks =
  /\s(?:to|until|till|through|and|den|toi|va)\s|\s?(?:[–—−]|\.{2,3})\s?|\s-\s|(?<=[0-9]{4})-(?=[0-9]{1,2}\/)/u;

/**
 * Reads `7d`, `2 tuần`, `2026-11-01`, `01/11/2026`, `today`, `hôm qua`, `last week`; a month is 30 days, a year 365.
 * Returns null if the text does not look like a time, `impossible` if it does but is none (`31/02/2026`).
 */
export function readSince(text: string): Since | 'impossible' | null {
  const plain = fold(text).replace(/^(?:ngay|on|the) (?=[0-9])/u, '');
  const named = daysByWord.get(plain);
  if (named !== undefined) return { type: 'days', days: named };
  const counted = count.exec(plain);
  if (counted !== null)
    return daysBack(/^[0-9]/u.test(counted[1] ?? '') ? Number(counted[1]) : 1, counted[2] ?? '');
  const iso = yearFirst.exec(plain);
  if (iso !== null) return calendarDate(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const local = dayFirst.exec(plain) ?? inWords.exec(plain);
  if (local !== null) return calendarDate(Number(local[3]), Number(local[2]), Number(local[1]));
  return null;
}

/** First day, and last day if given. */
export interface Span {
  readonly since: Since;
  readonly until?: Since;
}

/** Reads one time, or two joined by "to", "đến" or a dash; each as in `readSince`. */
export function readSpan(text: string): Span | 'impossible' | null {
  const since = readSince(text);
  if (since !== null) return since === 'impossible' ? since : { since };
  const mark = rangeMarks.exec(fold(text));
  if (mark === null) return null;
  const folded = fold(text);
  const [first, last] = [folded.slice(0, mark.index), folded.slice(mark.index + mark[0].length)].map(
    readSince,
  );
  if (first == null || last == null) return null;
  return first === 'impossible' || last === 'impossible' ? 'impossible' : { since: first, until: last };
}

/** The time as people type it in a command. */
export function sinceText(since: Since): string {
  return since.type === 'days' ? `${since.days}d` : since.date;
}

function daysBack(amount: number, unit: string): Since | 'impossible' {
  const days = amount * daysOf(unit);
  return days <= maxDays ? { type: 'days', days } : 'impossible';
}

function daysOf(unit: string): number {
  if (/^(?:w|tuan)/u.test(unit)) return 7;
  if (/^(?:m|thang)/u.test(unit)) return 30;
  return /^(?:y|nam)/u.test(unit) ? 365 : 1;
}

function calendarDate(year: number, month: number, day: number): Since | 'impossible' {
  if (year < 1 || day < 1 || day > daysIn(year, month)) return 'impossible';
  return { type: 'date', date: `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}` };
}

/** 0 for a month that does not exist, so every day in it is refused. */
function daysIn(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}

function padded(value: number, length: number): string {
  return String(value).padStart(length, '0');
}
