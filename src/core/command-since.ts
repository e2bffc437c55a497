import { fold } from './fold.js';

/** From when on: so many days back from today, or a day of the calendar. */
export type Since =
  | { readonly type: 'days'; readonly days: number }
  /** `YYYY-MM-DD`, a date that exists. */
  | { readonly type: 'date'; readonly date: string };

/** "2 tuần trước": no time has more words. */
export const mostTimeWords = 3;

/** A hundred years: more is a slip of the finger, and would not fit a date. */
const mostDays = 36_500;

const daysByWord = new Map([
  ['today', 0],
  ['hom nay', 0],
  ['homnay', 0],
  ['yesterday', 1],
  ['hom qua', 1],
  ['homqua', 1],
]);

const count = /^([0-9]+) ?(d|days?|ngay|w|weeks?|tuan)(?: (?:ago|truoc|qua))?$/u;
const yearFirst = /^([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})$/u;
/** Day before month, as dates are written in Viet Nam. */
const dayFirst = /^([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})$/u;

/**
 * Reads `7d`, `2 tuần`, `2026-11-01`, `01/11/2026`, `today`, `hôm qua`. Null for what does not look like a time;
 * `impossible` for what does, and is none (`31/02/2026`).
 */
export function readSince(text: string): Since | 'impossible' | null {
  const plain = fold(text);
  const named = daysByWord.get(plain);
  if (named !== undefined) return { type: 'days', days: named };
  const counted = count.exec(plain);
  if (counted !== null) return daysBack(Number(counted[1]), counted[2] ?? '');
  const iso = yearFirst.exec(plain);
  if (iso !== null) return calendarDate(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const local = dayFirst.exec(plain);
  if (local !== null) return calendarDate(Number(local[3]), Number(local[2]), Number(local[1]));
  return null;
}

/** The time as it is typed in a command. */
export function sinceText(since: Since): string {
  return since.type === 'days' ? `${since.days}d` : since.date;
}

function daysBack(amount: number, unit: string): Since | 'impossible' {
  const days = unit.startsWith('w') || unit === 'tuan' ? amount * 7 : amount;
  return days <= mostDays ? { type: 'days', days } : 'impossible';
}

function calendarDate(year: number, month: number, day: number): Since | 'impossible' {
  if (year < 1 || day < 1 || day > daysIn(year, month)) return 'impossible';
  return { type: 'date', date: `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}` };
}

/** None in a month that does not exist, so that no day is in it. */
function daysIn(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}

function padded(value: number, length: number): string {
  return String(value).padStart(length, '0');
}
