import { maxRows, maxRowsAboveHead, type TableRow, tooManyRows } from './table.js';
import { BadWorkbook, type ZipArchive } from './zip-archive.js';

/** A register has seven columns; a cell further right belongs to no list. */
const maxColumns = 100;

/** Names a cell as a spreadsheet does; columns count from 0, rows from 1: (1, 3) is `B3`. */
export function cellName(column: number, row: number): string {
  let letters = '';
  for (let left = column; left >= 0; left = Math.floor(left / 26) - 1)
    letters = String.fromCharCode(65 + (left % 26)) + letters;
  return `${letters}${row}`;
}

/** The texts that a workbook's cells refer to by position (ECMA-376, part 1, 18.4). */
export async function sharedTexts(archive: ZipArchive, path: string): Promise<readonly string[]> {
  const texts: string[] = [];
  let inText = false;
  let inPhonetic = false;
  await archive.readXml(path, {
    opened: (name) => {
      if (name === 'si') texts.push('');
      if (name === 'rPh') inPhonetic = true;
      inText = name === 't' && !inPhonetic;
    },
    text: (text) => {
      if (inText) texts.push((texts.pop() ?? '') + text);
    },
    closed: (name) => {
      if (name === 'rPh') inPhonetic = false;
      if (name === 't') inText = false;
    },
  });
  return texts.map(unescaped);
}

interface Cell {
  readonly column: number;
  readonly type: string;
  text: string;
  isFormula: boolean;
}

/**
 * The rows of a sheet that are not empty (ECMA-376, part 1, 18.3). For a formula, takes its stored result.
 * @throws {BadWorkbook} with too many rows or columns, or with a cell that has no value
 */
export async function sheetRows(
  archive: ZipArchive,
  path: string,
  texts: readonly string[],
): Promise<readonly TableRow[]> {
  const rows: TableRow[] = [];
  let number = 0;
  let cells: Cell[] = [];
  let cell: Cell | null = null;
  let isValue = false;
  await archive.readXml(path, {
    opened: (name, { r, t = 'n' }) => {
      if (name === 'row') {
        number = r === undefined ? number + 1 : Number(r);
        cells = [];
      } else if (name === 'c') {
        const column = r === undefined ? (cells.at(-1)?.column ?? -1) + 1 : columnOf(r);
        cell = { column, type: t, text: '', isFormula: false };
      } else if (name === 'f' && cell !== null) cell.isFormula = true;
      isValue = name === 'v' || name === 't';
    },
    text: (text) => {
      if (isValue && cell !== null) cell.text += text;
    },
    closed: (name) => {
      isValue = false;
      if (name === 'c' && cell !== null) {
        const full = valued(cell, number, texts);
        if (full.text !== '') cells.push(full);
        cell = null;
      }
      if (name === 'row' && cells.length > 0) rows.push(rowOf(number, cells));
      if (rows.length > maxRows + maxRowsAboveHead) throw new BadWorkbook(tooManyRows);
    },
  });
  return rows;
}

function rowOf(number: number, cells: readonly Cell[]): TableRow {
  const width = Math.max(...cells.map(({ column }) => column)) + 1;
  const texts = Array.from({ length: width }, () => '');
  for (const { column, text } of cells) texts[column] = text;
  const numbers = new Set(cells.filter(({ type }) => type === 'n').map(({ column }) => column));
  return { number, cells: texts, numbers };
}

/** The cell with the text that a person sees; a number as it is stored. */
function valued(cell: Cell, row: number, texts: readonly string[]): Cell {
  const name = cellName(cell.column, row);
  if (cell.isFormula && cell.text === '' && cell.type !== 'str')
    throw new BadWorkbook(
      `has a formula without its result in ${name}; open it in a spreadsheet and save it`,
    );
  if (cell.text !== '' && !(cell.column < maxColumns))
    throw new BadWorkbook(`has a cell far to the right, ${name}; is it the list of linked assets?`);
  switch (cell.type) {
    case 's': {
      const text = cell.text === '' ? '' : texts[Number(cell.text)];
      if (text === undefined) throw new BadWorkbook(`has no text for ${name}; open it and save it again`);
      return { ...cell, text };
    }
    case 'b':
      return { ...cell, text: cell.text === '1' ? 'TRUE' : cell.text === '0' ? 'FALSE' : cell.text };
    default:
      return { ...cell, text: unescaped(cell.text) };
  }
}

/** The column of `AB12`, from 0; far to the right if the name is invalid. */
function columnOf(name: string): number {
  const letters = /^[A-Z]{1,3}(?=[0-9])/u.exec(name)?.[0] ?? 'ZZZ';
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** Characters that XML cannot hold are written `_x000D_` (ECMA-376, part 1, 22.9.2.19). */
function unescaped(text: string): string {
  return text.replace(/_x([0-9A-F]{4})_/giu, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
