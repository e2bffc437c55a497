import type { Asset, AssetKind } from '../../core/asset/asset.js';
import { canonicalText } from '../../core/asset/canonical-form.js';
import { csvText } from '../../core/text/csv-field.js';
import { fold } from '../../core/text/normalize.js';
import type { Column } from './columns.js';
import { isDamaged, isErrorValue } from './damaged-text.js';
import { readLinkTime, type TimesOfFile } from './link-time.js';
import type { Read } from './read.js';
import { readRowId } from './row-id.js';

/** The importer's options for a file, and facts from its layout. */
export interface RowRules extends TimesOfFile {
  readonly shortIds: boolean;
  /** The id's cell holds a number, not text. */
  readonly idIsNumber: boolean;
  /** The kind that the id column's name tells; null: none. */
  readonly kindOfIds: AssetKind | null;
}

export interface ReadRow {
  readonly asset: Asset;
  /** The kind was written before the id. */
  readonly idWithKind: boolean;
}

/** The most characters in a cell. */
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

/** Reads a row's cells by their columns; reports all problems at once. */
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

/** Reads any cell as text, unless it holds a spreadsheet's error or text in the wrong encoding. */
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

/** A row may name its kind in up to three places, which must agree. */
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
