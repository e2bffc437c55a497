import type { Asset, AssetKind } from '../../core/asset/asset.js';
import { canonicalText } from '../../core/asset/canonical-form.js';
import { csvText } from '../../core/text/csv-field.js';
import { fold } from '../../core/text/normalize.js';
import type { Column } from './columns.js';
import { isDamaged, isErrorValue } from './damaged-text.js';
import { readLinkTime, type TimesOfFile } from './link-time.js';
import type { Read } from './read.js';
import { readRowId } from './row-id.js';

/** What the person who imports a file has said of it, and what its form says. */
export interface RowRules extends TimesOfFile {
  readonly shortIds: boolean;
  /** Whether the cell of the id holds a number and no text. */
  readonly idIsNumber: boolean;
  /** Where the name of the column of ids says what they are of. */
  readonly kindOfIds: AssetKind | null;
}

export interface ReadRow {
  readonly asset: Asset;
  /** Whether the kind stands before the id. */
  readonly idWithKind: boolean;
}

/** A name has at most so many. */
const maxCharacters = 300;

export interface RowProblem {
  readonly column: Column;
  readonly problem: string;
}

/** Folded, as are the next. */
const kinds = new Map<string, AssetKind>([
  ...meaning<AssetKind>('oa', ['oa', 'zalo oa', 'official account', 'zalo official account', 'tai khoan oa']),
  ...meaning<AssetKind>('app', ['app', 'zalo app', 'application', 'ung dung', 'ung dung zalo']),
]);

const verifiedWords = new Map<string, boolean>([
  ...meaning(true, [
    'yes',
    'y',
    'true',
    't',
    '1',
    'x',
    '✓',
    '✔',
    '☑',
    'verified',
    'co',
    'dung',
    'da xac thuc',
  ]),
  ...meaning(false, ['no', 'n', 'false', 'f', '0', 'not verified', 'khong', 'sai', 'chua', 'chua xac thuc']),
]);

function meaning<T>(value: T, words: readonly string[]): [string, T][] {
  return words.map((word) => [word, value]);
}

const noKind = 'kind must be oa or app: in a column “kind”, or before the id, as in oa:4318…';

/** Reads a row's cells by their columns; all that is wrong is named at once. */
export function readRow(
  cells: ReadonlyMap<Column, string>,
  rules: RowRules,
): ReadRow | { readonly problems: readonly RowProblem[] } {
  const problems: RowProblem[] = [];
  const read = <T>(column: Column, reader: (text: string) => Read<T>): T | undefined => {
    const reading = readCell(cells.get(column) ?? '', reader);
    if ('value' in reading) return reading.value;
    problems.push({ column, problem: reading.problem });
    return undefined;
  };
  const kind = read('kind', readKind);
  const id = read('id', (text) => readRowId(text, rules));
  const name = read('name', readName);
  const verified = read('verified', readVerified);
  const linkedAt = read('linked_at', (text) => readLinkTime(text, rules));
  const linkedBy = read('linked_by', readText);
  const zcaId = read('zca_id', readText);
  if (id === undefined || kind === undefined || name === undefined) return { problems };
  const agreed = read('kind', () => agreedKind(kind, rules.kindOfIds, id.kind));
  if (problems.length > 0 || agreed === undefined) return { problems };
  const asset: Asset = {
    kind: agreed,
    id: id.id,
    name,
    ...(verified == null ? {} : { verified }),
    ...(linkedAt == null ? {} : { linkedAt }),
    ...(linkedBy == null ? {} : { linkedBy }),
    ...(zcaId == null ? {} : { zcaId }),
  };
  return { asset, idWithKind: id.kind !== null };
}

/** What stands in any cell: text, and neither a spreadsheet's error nor what a wrong encoding has made of it. */
function readCell<T>(cell: string, reader: (text: string) => Read<T>): Read<T> {
  if (isErrorValue(cell))
    return { problem: `“${cell.trim()}” is a spreadsheet's error; enter the value itself` };
  if (isDamaged(cell))
    return {
      problem: `“${canonicalText(cell)}” is damaged: it was saved or opened in the wrong encoding; enter it again, or save the original as “CSV UTF-8”`,
    };
  const text = canonicalText(csvText(cell));
  return text.length > maxCharacters
    ? { problem: `is longer than ${maxCharacters} characters` }
    : reader(text);
}

function readKind(text: string): Read<AssetKind | null> {
  if (text === '') return { value: null };
  const value = kinds.get(fold(text));
  return value === undefined ? { problem: noKind } : { value };
}

/** What the row says in up to three places must be one thing. */
function agreedKind(
  inColumn: AssetKind | null,
  ofColumn: AssetKind | null,
  beforeId: AssetKind | null,
): Read<AssetKind> {
  const said = [inColumn, ofColumn, beforeId].filter((kind) => kind !== null);
  const [value] = said;
  if (value === undefined) return { problem: noKind };
  if (said.every((kind) => kind === value)) return { value };
  return {
    problem:
      'the row says both oa and app: its kind and what its id is named do not agree; correct one of them',
  };
}

function readName(text: string): Read<string> {
  return text === '' ? { problem: 'name is missing' } : { value: text };
}

function readVerified(text: string): Read<boolean | null> {
  if (text === '') return { value: null };
  const value = verifiedWords.get(fold(text));
  return value === undefined ? { problem: 'verified must be yes, no or empty' } : { value };
}

function readText(text: string): Read<string | null> {
  return { value: text === '' ? null : text };
}
