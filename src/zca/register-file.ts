import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { type Asset, assetKey, assetKinds } from '../core/asset.js';
import { csvField, csvText } from '../core/csv-field.js';
import { visible } from '../core/fold.js';
import { withoutInvisible } from '../core/invisible.js';

/** The columns of a register's file; the first three must be there. */
const columns = ['kind', 'id', 'name', 'verified', 'linked_at', 'linked_by', 'zca_id'] as const;
const needed = columns.slice(0, 3);

/** What is wrong with a file: `line` is its place in the file, from 1. */
export interface FileProblem {
  readonly line: number;
  readonly problem: string;
}

export type FileReading =
  | { readonly assets: readonly Asset[] }
  | { readonly problems: readonly FileProblem[] };

/** What a spreadsheet makes of an id that it takes for a number: its last digits are lost. */
const asNumber = /^\d+([.,]\d+)?e\+?\d+$/iu;
/** The same, written out: a spreadsheet keeps fifteen digits. Whoever writes the kind before it has not let it be a number. */
const asRounded = /^\d{15}0{3,}$/u;

const optionalText = z
  .string()
  .optional()
  .transform((text) => (text === undefined || text === '' ? undefined : unescaped(text)));

const row = z.object({
  kind: z
    .string()
    .transform((text) => text.toLowerCase())
    .pipe(z.enum(assetKinds, { error: 'kind must be oa or app' })),
  id: z
    .string()
    .transform((text) => withoutInvisible(text).replace(/\s/gu, ''))
    .refine((id) => !asRounded.test(id), {
      error: (issue) =>
        `id looks rounded by a spreadsheet: it has only zeros after its 15th digit; format the column as text and enter it again, or write oa:${issue.input} (app:…) if it is right`,
      abort: true,
    })
    .transform((id) => id.replace(/^(oa|app):/u, ''))
    .refine((id) => !asNumber.test(id), {
      error: 'id was turned into a number by a spreadsheet and has lost digits; format the column as text',
      abort: true,
    })
    .refine((id) => /^\d{1,20}$/u.test(id), { error: 'id must be 1 to 20 digits' }),
  name: z
    .string()
    .transform(unescaped)
    .refine((name) => name !== '', { error: 'name is missing' })
    .refine((name) => name.length <= 300, { error: 'name is longer than 300 characters' }),
  verified: z
    .enum(['', 'yes', 'no', 'true', 'false'], { error: 'verified must be yes, no or empty' })
    .optional()
    .transform((text) => (text === undefined || text === '' ? undefined : text === 'yes' || text === 'true')),
  linked_at: optionalText.pipe(
    z.iso
      .datetime({
        offset: true,
        local: true,
        error: 'linked_at must be a date like 2026-01-31 or a time like 2026-01-31T10:00:00+07:00',
      })
      .or(z.iso.date().transform((day) => `${day}T00:00:00+07:00`))
      .optional(),
  ),
  linked_by: optionalText,
  zca_id: optionalText,
});

/**
 * Reads a register's file: comma- or semicolon-separated values in UTF-8 with a line of column names. All that is wrong is
 * named at once, each with its line; a file with anything wrong gives no assets at all.
 */
export function readRegisterFile(file: Uint8Array): FileReading {
  const text = textIn(file);
  if (text === null)
    return { problems: [{ line: 1, problem: 'the file is not in UTF-8; save it as “CSV UTF-8”' }] };
  const records = recordsIn(text);
  if ('problems' in records) return records;
  const [head, ...rest] = records;
  if (head === undefined) return { problems: [{ line: 1, problem: 'the file is empty' }] };
  const names = head.fields.map((name) => name.trim().toLowerCase());
  const headProblems = problemsOfHead(names, head.line);
  if (headProblems.length > 0) return { problems: headProblems };
  return assetsIn(rest, names);
}

/** Null where it is not UTF-8: names would come out damaged. */
function textIn(file: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch {
    return null;
  }
}

interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

const parsedRecords = z.array(
  z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }),
);

function recordsIn(text: string): readonly CsvRecord[] | { problems: readonly FileProblem[] } {
  const firstLine = text.split(/\r?\n/u, 1)[0] ?? '';
  // Excel writes semicolons where a comma is the decimal sign, as in Vietnam.
  const delimiter = firstLine.includes(';') && !firstLine.includes(',') ? ';' : ',';
  try {
    const options = { bom: true, delimiter, trim: true, info: true, relax_column_count: true } as const;
    return parsedRecords
      .parse(parse(text, options))
      .map(({ record, info }) => ({ line: info.lines, fields: record }))
      .filter(({ fields }) => fields.some((field) => field !== ''));
  } catch (error) {
    const line = z.object({ lines: z.number() }).safeParse(error);
    const problem = 'is no comma-separated list from here on; look at the quotation marks';
    return { problems: [{ line: line.success ? line.data.lines : 1, problem }] };
  }
}

function problemsOfHead(names: readonly string[], line: number): FileProblem[] {
  const known: readonly string[] = columns;
  return [
    ...needed.filter((name) => !names.includes(name)).map((name) => `has no column “${name}”`),
    ...names.filter((name) => !known.includes(name)).map((name) => `has an unknown column “${name}”`),
    ...names
      .filter((name, index) => names.indexOf(name) !== index)
      .map((name) => `has two columns “${name}”`),
  ].map((problem) => ({ line, problem }));
}

function assetsIn(records: readonly CsvRecord[], names: readonly string[]): FileReading {
  const assets: Asset[] = [];
  const problems: FileProblem[] = [];
  const firstLine = new Map<string, number>();
  for (const { line, fields } of records) {
    const parsed = row.safeParse(Object.fromEntries(names.map((name, index) => [name, fields[index] ?? ''])));
    const found = parsed.success
      ? problemsOfRow(fields, names, firstLine.get(assetKey(parsed.data)))
      : parsed.error.issues.map(({ message }) => message);
    problems.push(...found.map((problem) => ({ line, problem })));
    if (!parsed.success || found.length > 0) continue;
    firstLine.set(assetKey(parsed.data), line);
    assets.push(assetOf(parsed.data));
  }
  return problems.length > 0 ? { problems } : { assets };
}

function problemsOfRow(
  fields: readonly string[],
  names: readonly string[],
  before: number | undefined,
): string[] {
  return [
    ...(fields.length > names.length ? [`has ${fields.length} fields instead of ${names.length}`] : []),
    ...(before === undefined ? [] : [`is the same asset as line ${before}`]),
  ];
}

function assetOf({ kind, id, name, verified, linked_at, linked_by, zca_id }: z.output<typeof row>): Asset {
  return {
    kind,
    id,
    name,
    ...(verified === undefined ? {} : { verified }),
    ...(linked_at === undefined ? {} : { linkedAt: linked_at }),
    ...(linked_by === undefined ? {} : { linkedBy: linked_by }),
    ...(zca_id === undefined ? {} : { zcaId: zca_id }),
  };
}

/** As it may be shown, without the apostrophes that keep a spreadsheet from taking it for a formula. */
function unescaped(text: string): string {
  return visible(csvText(text));
}

/**
 * The same file, to be edited and imported again. An id has its kind before it: a spreadsheet keeps 15 digits of a number.
 * @param separator what the reader's spreadsheet parts fields by
 */
export function registerFile(assets: readonly Asset[], separator: ',' | ';'): string {
  const rows = assets.map((asset) => [
    asset.kind,
    assetKey(asset),
    asset.name,
    asset.verified === undefined ? '' : asset.verified ? 'yes' : 'no',
    asset.linkedAt ?? '',
    asset.linkedBy ?? '',
    asset.zcaId ?? '',
  ]);
  const lines = [columns, ...rows].map((fields) => fields.map(csvField).join(separator));
  return `\ufeff${lines.join('\r\n')}\r\n`;
}
