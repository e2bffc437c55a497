import type { AssetKind } from '../../core/asset/asset.js';
import { fold } from '../../core/text/normalize.js';

/** The columns of a register file, as the bot writes it. */
export const columns = ['kind', 'id', 'name', 'verified', 'linked_at', 'linked_by', 'zca_id'] as const;
export type Column = (typeof columns)[number];

/** The content of a column: a fact, or the row's number, which means nothing. */
interface Meaning {
  readonly column: Column | 'row_number';
  /** Set when the column's name tells the kind of its ids. */
  readonly kind?: AssetKind;
}

/** Folded column names, including those of the ZCA's own page. */
const named = new Map<string, Meaning>([
  ...all('kind', ['kind', 'type', 'asset type', 'asset kind', 'loai', 'phan loai', 'loai tai khoan']),
  ...all('id', ['id', 'asset id', 'ma', 'ma so', 'ma id', 'id tai khoan', 'ma tai khoan']),
  ...all('id', ['oa id', 'id oa', 'ma oa', 'id tai khoan oa', 'ma tai khoan oa'], 'oa'),
  ...all('id', ['app id', 'id app', 'ma app', 'id ung dung', 'ma ung dung'], 'app'),
  ...all('name', ['name', 'asset name', 'display name', 'ten', 'ten tai khoan', 'ten hien thi']),
  ...all('name', ['oa name', 'ten oa', 'ten tai khoan oa', 'app name', 'ten app', 'ten ung dung']),
  ...all('verified', ['verified', 'is verified', 'xac thuc', 'da xac thuc', 'xac minh', 'da xac minh']),
  ...all('linked_at', ['linked at', 'linked on', 'link date', 'ngay lien ket', 'thoi gian lien ket']),
  ...all('linked_at', ['thoi diem lien ket', 'lien ket luc', 'lien ket tu']),
  ...all('linked_by', ['linked by', 'nguoi lien ket', 'lien ket boi']),
  ...all('zca_id', ['zca id', 'id zca', 'ma zca', 'zca', 'tai khoan zca']),
  ...all('row_number', ['', '#', 'no', 'stt', 'so thu tu', 'index', 'unnamed 0']),
]);

function all(column: Meaning['column'], names: readonly string[], kind?: AssetKind): [string, Meaning][] {
  return names.map((name) => [name, kind === undefined ? { column } : { column, kind }]);
}

export interface Head {
  /** One per column; `row_number` also for a column without a name. */
  readonly columns: readonly (Column | 'row_number')[];
  /** The kind of every row, if the name of the id column tells it. */
  readonly kind: AssetKind | null;
}

/** The number of register columns that a row names; 0 without both an id and a name, since that is no header. */
export function columnsNamed(cells: readonly string[]): number {
  const found = new Set(cells.map((cell) => meaningOf(cell)?.column));
  return found.has('id') && found.has('name') ? found.size : 0;
}

/** Reads a header row; returns its columns, or its problems with the column of each. */
export function readHead(
  cells: readonly string[],
): Head | { readonly problems: readonly { readonly column?: number; readonly problem: string }[] } {
  const meanings = cells.map(meaningOf);
  const found = meanings.map((meaning) => meaning?.column);
  const problems = [
    ...(['id', 'name'] as const)
      .filter((column) => !found.includes(column))
      .map((column) => ({ problem: `there is no column “${column}”` })),
    ...cells.flatMap((cell, column) =>
      meanings[column] === null ? [{ column, problem: `unknown column “${cell}”` }] : [],
    ),
    ...found.flatMap((name, column) =>
      name !== undefined && name !== 'row_number' && found.indexOf(name) !== column
        ? [{ column, problem: `“${cells[column]}” is a second column for ${name}` }]
        : [],
    ),
  ];
  if (problems.length > 0) return { problems };
  return {
    columns: found.map((column) => column ?? 'row_number'),
    kind: meanings.find((meaning) => meaning?.kind !== undefined)?.kind ?? null,
  };
}

function meaningOf(name: string): Meaning | null {
  return named.get(fold(name.replace(/[\s_.:-]+/gu, ' '))) ?? null;
}
