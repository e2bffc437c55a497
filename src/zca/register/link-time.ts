import { z } from 'zod';
import { momentOf, momentText } from '../../shared/viet-nam-time.js';
import type { Read } from './read.js';
import { momentIn, vietNam, type Zone } from './zone.js';

export interface TimesOfFile {
  /** The zone of times that name none; null if the importer named none. */
  readonly zone: Zone | null;
  /** As in `Table`. */
  readonly dayZero: string | null;
}

const dayMs = 86_400_000;
const wholeMoment = z.iso.datetime({ offset: true });
const withoutZone = z.iso.datetime({ local: true });
const date = z.iso.date();
const daysSince = /^\d{1,6}(?:\.\d{1,20})?$/u;

const form = 'linked_at must be a date like 2026-01-31 or a time like 2026-01-31T10:00:00+07:00';

/**
 * The moment in a cell, normalised; null for an empty cell; otherwise the problem. A date means the beginning of the
 * day in the file's zone, or in Viet Nam if none was named: a wrong zone rarely changes a date, but often a time.
 */
export function readLinkTime(cell: string, { zone, dayZero }: TimesOfFile): Read<string | null> {
  if (cell === '') return { value: null };
  const text = isoOf(cell, dayZero);
  if (wholeMoment.safeParse(text).success) return found(momentOf(text));
  const isDate = date.safeParse(text).success;
  const isTime = withoutZone.safeParse(text).success;
  if (!isDate && !isTime) return { problem: form };
  if (isTime && zone === null)
    return {
      problem: `linked_at names no time zone: write ${text}+07:00, or add --zone Asia/Ho_Chi_Minh if all times of the file are Viet Nam's`,
    };
  const shown = Date.parse(isDate ? `${text}T00:00:00Z` : `${text}Z`);
  return found(momentIn(zone ?? vietNam, shown));
}

function found(at: number | null): Read<string> {
  return at === null
    ? { problem: 'linked_at is in the hour in which clocks change; write its offset, as in …T10:00:00+07:00' }
    : { value: momentText(at) };
}

/** pandas and databases separate date and time by a space; Excel counts days. */
function isoOf(cell: string, dayZero: string | null): string {
  const text = cell.replace(/^(\d{4}-\d{2}-\d{2}) +(\d{2}:\d{2})/u, '$1T$2').replace(/ +(?=[+-]\d|Z$)/u, '');
  if (dayZero === null || !daysSince.test(text)) return text;
  const at = Date.parse(`${dayZero}T00:00:00Z`) + Number(text) * dayMs;
  const iso = new Date(Math.round(at / 1000) * 1000).toISOString();
  return text.includes('.') ? iso.slice(0, -'.000Z'.length) : iso.slice(0, 'YYYY-MM-DD'.length);
}
