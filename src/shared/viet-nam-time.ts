/** A calendar day (`YYYY-MM-DD`, an existing date), or a number of days before today. */
export type CalendarDay =
  | { readonly type: 'days'; readonly days: number }
  | { readonly type: 'date'; readonly date: string };

/** Calendar days in Viet Nam: UTC+7, without summer time. All times are milliseconds since the epoch. */
const offsetMs = 7 * 3_600_000;
const dayMs = 86_400_000;
export const weekMs = 7 * dayMs;
/** Sweden writes dates as ISO 8601 does. */
const asDate = new Intl.DateTimeFormat('sv-SE', { timeZone: 'UTC' });
const asTime = new Intl.DateTimeFormat('sv-SE', { timeZone: 'UTC', dateStyle: 'short', timeStyle: 'medium' });

/** The first moment of a day, never before the epoch. */
export function sinceMoment(since: CalendarDay, now: number): number {
  const day = since.type === 'days' ? dayOf(now) - since.days : dayOfDate(since.date);
  return Math.max(0, startOf(day));
}

/** The moment after a day ends. */
export function endOfDay(day: CalendarDay, now: number): number {
  return sinceMoment(day, now) + dayMs;
}

/** The start of the ISO week (Monday) that contains a moment. */
export function startOfWeek(at: number): number {
  const day = dayOf(at);
  // Day 0 was a Thursday.
  return startOf(day - ((day + 3) % 7));
}

/** The date of a moment, as `YYYY-MM-DD`. */
export function dateOf(at: number): string {
  return asDate.format(at + offsetMs);
}

/** A moment as ISO 8601 in whole seconds, such as `2026-01-31T10:00:00+07:00`; never before the epoch. */
export function momentText(at: number): string {
  return `${asTime.format(Math.max(0, at) + offsetMs).replace(' ', 'T')}+07:00`;
}

const isoMoment =
  /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?:Z|([+-])(\d{2}):?(\d{2}))?$/iu;

/**
 * Parses an ISO 8601 time to the whole second, in milliseconds since the epoch. Without an offset it is Viet Nam's
 * time. Null for any other text.
 */
export function momentOf(iso: string): number | null {
  const found = isoMoment.exec(iso);
  if (found === null) return null;
  const [, date = '', hours, minutes, seconds = '0', sign, offsetHours, offsetMinutes] = found;
  const local = dayOfDate(date) * dayMs + clockMs(hours, minutes) + Number(seconds) * 1000;
  if (sign === undefined) return local - (/z$/iu.test(iso) ? 0 : offsetMs);
  return local - (sign === '-' ? -1 : 1) * clockMs(offsetHours, offsetMinutes);
}

function clockMs(hours = '0', minutes = '0'): number {
  return Number(hours) * 3_600_000 + Number(minutes) * 60_000;
}

/** Days since 1 January 1970. */
function dayOf(at: number): number {
  return Math.floor((at + offsetMs) / dayMs);
}

function startOf(day: number): number {
  return day * dayMs - offsetMs;
}

/** The day of a `YYYY-MM-DD` date. Years are counted from March, so that the leap day is the last of its year. */
function dayOfDate(date: string): number {
  const [calendarYear = 1970, month = 1, day = 1] = date.split('-').map(Number);
  const year = month > 2 ? calendarYear : calendarYear - 1;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const leapDays = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  return year * 365 + leapDays + dayOfYear - daysBeforeEpoch;
}

/** Days from 1 March of year 0 to 1 January 1970. */
const daysBeforeEpoch = 719_468;
