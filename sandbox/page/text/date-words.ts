interface Reader {
  locale: string;
  timeZone: string;
  nowMs: number;
}

type Formatter = (date: Date, reader: Reader) => string;

const dayMs = 86_400_000;

function written(options: Intl.DateTimeFormatOptions): Formatter {
  return (date, { locale, timeZone }) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone }).format(date);
}

/** A numeric date in the reader's own time zone: 2026-02-18. */
function isoDay(date: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(date);
}

function daysFromToday(date: Date, { timeZone, nowMs }: Reader): number {
  const day = Date.parse(isoDay(date, timeZone));
  return Math.round((day - Date.parse(isoDay(new Date(nowMs), timeZone))) / dayMs);
}

/** Names yesterday, today and tomorrow; writes any other day in full. */
function pretty(otherwise: Formatter): Formatter {
  return (date, reader) => {
    const days = daysFromToday(date, reader);
    if (Math.abs(days) > 1) return otherwise(date, reader);
    const words = new Intl.RelativeTimeFormat(reader.locale, { numeric: 'auto' }).format(days, 'day');
    return words.toLocaleLowerCase(reader.locale); // Vietnamese has "Hôm nay" even inside a sentence
  };
}

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', dayMs],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
];

const ago: Formatter = (date, { locale, nowMs }) => {
  const distanceMs = date.getTime() - nowMs;
  const [unit, unitMs] = units.find(([, size]) => Math.abs(distanceMs) >= size) ?? ['second', 1_000];
  return new Intl.RelativeTimeFormat(locale).format(Math.trunc(distanceMs / unitMs), unit);
};

const long = written({ dateStyle: 'full' });
const plain = written({ dateStyle: 'long' });
const short = written({ dateStyle: 'medium' });

/** Slack's tokens: https://docs.slack.dev/messaging/formatting-message-text#date-formatting */
const tokens: Record<string, Formatter> = {
  date_num: (date, { timeZone }) => isoDay(date, timeZone),
  date_slash: (date, { timeZone }) => isoDay(date, timeZone).replaceAll('-', '/'),
  date: plain,
  date_short: short,
  date_long: long,
  date_long_full: long,
  date_pretty: pretty(plain),
  date_short_pretty: pretty(short),
  date_long_pretty: pretty(long),
  time: written({ timeStyle: 'short' }),
  time_secs: written({ timeStyle: 'medium' }),
  ago,
};

/** The format with its tokens filled in, or null when the reader has to see the fallback. */
export function dateWords(seconds: number, format: string, reader: Reader): string | null {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime()) || format === '') return null;
  return format.replace(/\{(\w+)\}/g, (token, name: string) => tokens[name]?.(date, reader) ?? token);
}
