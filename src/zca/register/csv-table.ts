import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { columnsNamed } from './columns.js';
import {
  type FileProblems,
  maxRows,
  maxRowsAboveHead,
  type Table,
  type TableRow,
  tooManyRows,
  unreadable,
} from './table.js';

const delimiters = [',', ';', '\t', '|'] as const;
type Delimiter = (typeof delimiters)[number];

/** Excel declares the delimiter in such a line. */
const separatorLine = /^\s*"?sep=([,;\t|])"?[,;\t|]*\s*$/imu;

const parsedRecords = z.array(
  z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }),
);

/** Reads comma-separated values (RFC 4180), with the delimiter that separates the column names. */
export function csvTable(file: Uint8Array): Table | FileProblems {
  const text = textIn(file);
  if (text === null) return unreadable('is not in UTF-8; save it as “CSV UTF-8”');
  const place: Table['place'] = (row) => `line ${row.number}`;
  const delimiter = delimiterOf(text);
  try {
    const rows = rowsIn(withoutSeparatorLine(text), delimiter, maxRows + maxRowsAboveHead + 1);
    return rows.length > maxRows + maxRowsAboveHead
      ? unreadable(tooManyRows)
      : { rows, place, dayZero: null };
  } catch (error) {
    const problem = 'is no comma-separated list from here on; look at the quotation marks';
    const at = z.object({ lines: z.number() }).safeParse(error);
    return unreadable(problem, `line ${at.success ? at.data.lines : 1}`);
  }
}

/** Null when the file is neither UTF-8 nor marked as UTF-16 (Excel's “Unicode text”): names would be damaged. */
function textIn(file: Uint8Array): string | null {
  try {
    const text = new TextDecoder(encodingOf(file), { fatal: true }).decode(file);
    return text.includes('\0') ? null : text.replace(/^\ufeff+/u, '').replace(/\r\n?/gu, '\n');
  } catch {
    return null;
  }
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

function delimiterOf(text: string): Delimiter {
  const start = text.trimStart().split('\n', 1)[0] ?? '';
  const told = delimiters.find((delimiter) => delimiter === separatorLine.exec(start)?.[1]);
  if (told !== undefined) return told;
  const partsHead = delimiters.find((delimiter) => hasHead(withoutSeparatorLine(text), delimiter));
  return partsHead ?? firstIn(text);
}

function hasHead(text: string, delimiter: Delimiter): boolean {
  try {
    return rowsIn(text, delimiter, maxRowsAboveHead).some(({ cells }) => columnsNamed(cells) > 0);
  } catch {
    return false;
  }
}

/** The most frequent delimiter of the first line that has any. */
function firstIn(text: string): Delimiter {
  const counts = (line: string) => delimiters.map((delimiter) => line.split(delimiter).length);
  const line = text.split('\n', maxRowsAboveHead).find((each) => Math.max(...counts(each)) > 1) ?? '';
  const most = Math.max(...counts(line));
  return delimiters.find((_, index) => counts(line)[index] === most) ?? ',';
}

/** Empties the line but keeps it, so that later lines keep their numbers. */
function withoutSeparatorLine(text: string): string {
  const start = text.slice(0, text.length - text.trimStart().length);
  const rest = text.slice(start.length);
  const [line = ''] = rest.split('\n', 1);
  return separatorLine.test(line) ? start + rest.slice(line.length) : text;
}

/** @throws csv-parse's error, which has the line, when quotation marks do not match */
function rowsIn(text: string, delimiter: Delimiter, most: number): TableRow[] {
  const options = { delimiter, trim: true, info: true, relax_column_count: true, to: most } as const;
  return parsedRecords
    .parse(parse(text, { ...options, record_delimiter: '\n', skip_records_with_empty_values: true }))
    .map(({ record, info }) => ({ number: info.lines, cells: record }));
}
