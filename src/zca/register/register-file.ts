import { type Asset, type AssetKey, assetKey } from '../../core/asset/asset.js';
import { canonicalText } from '../../core/asset/canonical-form.js';
import { idsFromNumbers } from '../../core/asset/rounded-ids.js';
import { csvField } from '../../core/text/csv-field.js';
import { type Column, columns, columnsNamed, type Head, readHead } from './columns.js';
import { csvTable } from './csv-table.js';
import { type ReadRow, readRow } from './row.js';
import {
  type FileProblem,
  type FileProblems,
  maxRowsAboveHead,
  type Table,
  type TableRow,
  unreadable,
} from './table.js';
import type { Zone } from './zone.js';

export type FileReading = { readonly assets: readonly Asset[] } | FileProblems;

/** The importer's options for a file. */
export interface SaidOfFile {
  /** The zone of times that name none. */
  readonly zone: Zone | null;
  /** Accepts ids of fewer than 15 digits. */
  readonly shortIds: boolean;
}

/** In bytes. */
export const largestFile = 10_000_000;

/**
 * Reads a register file as spreadsheets write it, CSV or .xlsx: a header row, then one asset per row. Reports all
 * problems at once, each with its place; a file with any problem yields no assets.
 */
export async function readRegisterFile(file: Uint8Array, said: SaidOfFile): Promise<FileReading> {
  if (file.length > largestFile) return unreadable(`is larger than ${largestFile / 1_000_000} MB`);
  const table = await tableIn(file);
  return 'problems' in table ? table : assetsOf(table, said);
}

async function tableIn(file: Uint8Array): Promise<Table | FileProblems> {
  if (startsWith(file, [0xd0, 0xcf, 0x11, 0xe0]))
    return unreadable(
      'is an old Excel file or has a password; save it as .xlsx without one, or as “CSV UTF-8”',
    );
  if (!startsWith(file, [0x50, 0x4b, 0x03, 0x04])) return csvTable(file);
  // Load the workbook reader only for a workbook.
  const { xlsxTable } = await import('./xlsx-table.js');
  return xlsxTable(file);
}

function startsWith(file: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, at) => file[at] === byte);
}

function assetsOf(table: Table, said: SaidOfFile): FileReading {
  const [first] = table.rows;
  if (first === undefined) return unreadable('is empty');
  const found = table.rows.slice(0, maxRowsAboveHead).findIndex(({ cells }) => columnsNamed(cells) > 0);
  const headRow = table.rows[found] ?? first;
  const head = readHead(headRow.cells);
  if ('problems' in head)
    return {
      problems: head.problems.map(({ column, problem }) => ({
        place: table.place(headRow, column),
        problem,
      })),
    };
  const read = table.rows.slice(Math.max(0, found) + 1).map((row) => readTableRow(row, head, table, said));
  const problems = [...read.flatMap((each) => each.problems), ...problemsAmong(read, table)];
  if (problems.length > 0) return { problems };
  return { assets: read.flatMap(({ reading }) => (reading === null ? [] : [reading.asset])) };
}

interface TableReading {
  readonly row: TableRow;
  /** Its column of ids, for problems with the id. */
  readonly idColumn: number;
  readonly reading: ReadRow | null;
  readonly problems: readonly FileProblem[];
}

function readTableRow(row: TableRow, head: Head, table: Table, said: SaidOfFile): TableReading {
  const { cells } = row;
  const cellOf = new Map<Column, string>();
  const nameless: number[] = [];
  cells.forEach((cell, index) => {
    const column = head.columns[index] ?? 'row_number';
    if (column !== 'row_number') cellOf.set(column, cell);
    else if (!isRowNumber(cell, index < head.columns.length)) nameless.push(index);
  });
  const { dayZero } = table;
  const idColumn = head.columns.indexOf('id');
  const idIsNumber = row.numbers?.has(idColumn) ?? false;
  const reading = readRow(cellOf, { ...said, dayZero, kindOfIds: head.kind, idIsNumber });
  const problems = [
    ...nameless.map((index) => ({
      place: table.place(row, index),
      problem: `“${cells[index]}” is in a column that has no name`,
    })),
    ...('problems' in reading ? reading.problems : []).map(({ column, problem }) => ({
      place: table.place(row, head.columns.indexOf(column)),
      problem,
    })),
  ];
  return {
    row,
    idColumn,
    reading: 'problems' in reading ? null : reading,
    problems,
  };
}

/** An empty cell, or the row's number, which pandas writes without a name and people as “STT”. */
function isRowNumber(cell: string, hasColumn: boolean): boolean {
  return canonicalText(cell) === '' || (hasColumn && /^\d{1,6}$/u.test(cell));
}

/** Problems that only show across rows: an asset listed twice, and ids that were numbers in a program. */
function problemsAmong(read: readonly TableReading[], table: Table): FileProblem[] {
  const rows = read.flatMap(({ reading, ...rest }) => (reading === null ? [] : [{ ...rest, ...reading }]));
  const plain = rows.flatMap(({ asset, idWithKind }) => (idWithKind ? [] : [asset.id]));
  const fromNumbers = idsFromNumbers(plain);
  const firstPlace = new Map<AssetKey, string>();
  return rows.flatMap(({ asset, idWithKind, row, idColumn }) => {
    const place = table.place(row, idColumn);
    const key = assetKey(asset);
    const before = firstPlace.get(key);
    firstPlace.set(key, before ?? table.place(row));
    return [
      ...(before === undefined ? [] : [{ place, problem: `is the same asset as ${before}` }]),
      ...(idWithKind || !fromNumbers.has(asset.id) ? [] : [{ place, problem: hasBeenNumber(asset) }]),
    ];
  });
}

function hasBeenNumber(asset: Asset): string {
  return `id looks rounded by a program: too many ids of this file are what a number can hold; take them from where they are text, or write ${assetKey(asset)} if it is right`;
}

/**
 * Writes the file, to be edited and imported again. Each id has its kind in front: a spreadsheet keeps only 15 digits
 * of a number.
 * @param separator the field separator of the reader's spreadsheet
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
