import { columnsNamed } from './columns.js';
import { type FileProblems, maxRowsAboveHead, type Table, type TableRow, unreadable } from './table.js';
import { cellName, sharedTexts, sheetRows } from './xlsx-sheet.js';
import { BadWorkbook, ZipArchive } from './zip-archive.js';

const workbookPath = 'xl/workbook.xml';
const maxSheets = 20;

/** Reads an Excel workbook (.xlsx, ECMA-376): the visible sheet with the column names. */
export async function xlsxTable(file: Uint8Array): Promise<Table | FileProblems> {
  try {
    const archive = await ZipArchive.open(file);
    if (!archive.has(workbookPath)) throw new BadWorkbook('is no Excel workbook (.xlsx); save it as one');
    return await listIn(archive);
  } catch (error) {
    if (error instanceof BadWorkbook) return unreadable(error.message);
    const why = error instanceof Error ? error.message.slice(0, 100) : '';
    return unreadable(`is damaged (${why}); open it in a spreadsheet and save it again`);
  }
}

interface Sheet {
  readonly name: string;
  readonly rows: readonly TableRow[];
}

async function listIn(archive: ZipArchive): Promise<Table> {
  const { sheets, from1904 } = await workbook(archive);
  const targets = await targetsIn(archive);
  const texts = await sharedTexts(archive, targets.textsPath);
  const visible: Sheet[] = [];
  for (const { name, ref } of sheets.slice(0, maxSheets))
    visible.push({ name, rows: await sheetRows(archive, targets.paths.get(ref) ?? '', texts) });
  const lists = visible.filter(({ rows }) =>
    rows.slice(0, maxRowsAboveHead).some(({ cells }) => columnsNamed(cells) > 0),
  );
  if (lists.length > 1)
    throw new BadWorkbook(
      `has a list on several sheets (${lists.map(({ name }) => `“${name}”`).join(', ')}); keep one of them, or hide the others`,
    );
  const [list = visible[0]] = lists;
  return {
    rows: list?.rows ?? [],
    place: ({ number }, column = -1) => (column < 0 ? `row ${number}` : `cell ${cellName(column, number)}`),
    // Day 60 is 29 February 1900, which did not exist: from March 1900 on, days count from here.
    dayZero: from1904 ? '1904-01-01' : '1899-12-30',
  };
}

/** The visible sheets by their names, and the start of the workbook's day count. */
async function workbook(archive: ZipArchive) {
  const sheets: { name: string; ref: string }[] = [];
  let from1904 = false;
  await archive.readXml(workbookPath, {
    opened: (element, attributes) => {
      if (element === 'workbookPr') from1904 = /^(?:1|true)$/u.test(attributes['date1904'] ?? '');
      if (element !== 'sheet' || (attributes['state'] ?? 'visible') !== 'visible') return;
      const [, ref = ''] = Object.entries(attributes).find(([key]) => key.endsWith(':id')) ?? [];
      sheets.push({ name: attributes['name'] ?? '', ref });
    },
  });
  return { sheets, from1904 };
}

/** The paths of the workbook's parts within the archive. */
async function targetsIn(archive: ZipArchive) {
  const paths = new Map<string, string>();
  let textsPath = '';
  await archive.readXml('xl/_rels/workbook.xml.rels', {
    opened: (element, { Id = '', Type = '', Target = '' }) => {
      if (element !== 'Relationship') return;
      const path = Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`;
      paths.set(Id, path);
      if (Type.endsWith('/sharedStrings')) textsPath = path;
    },
  });
  return { paths, textsPath };
}
