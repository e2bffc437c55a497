import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

export type Cell = string | number;

/** Excel takes no more rows in a sheet, and no longer text in a cell (support.microsoft.com, "Excel specifications and limits"). */
const maxRows = 1_048_576;
const maxText = 32_767;

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const office = 'http://schemas.openxmlformats.org';

/** The parts of a workbook with one sheet (ECMA-376, part 1, 12.3). */
const parts = {
  '[Content_Types].xml': `<Types xmlns="${office}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="rId1" Type="${office}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${office}/spreadsheetml/2006/main" xmlns:r="${office}/officeDocument/2006/relationships"><sheets><sheet name="audit" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="rId1" Type="${office}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
} as const;

/**
 * Writes an Excel file row by row. Text stays text: no cell is a formula, and no long id becomes a rounded number.
 */
export async function writeWorkbook(rows: AsyncIterable<readonly Cell[]>, out: Writable): Promise<void> {
  const zip = new ZipFile();
  for (const [name, xml] of Object.entries(parts)) zip.addBuffer(Buffer.from(declaration + xml), name);
  const sheet = Readable.from(sheetOf(rows));
  const failed = new Promise<never>((_, reject) => sheet.once('error', reject));
  zip.addReadStream(sheet, 'xl/worksheets/sheet1.xml');
  zip.end();
  await Promise.race([pipeline(zip.outputStream, out), failed]);
}

async function* sheetOf(rows: AsyncIterable<readonly Cell[]>): AsyncGenerator<string> {
  yield `${declaration}<worksheet xmlns="${office}/spreadsheetml/2006/main"><sheetData>`;
  let count = 0;
  for await (const row of rows) {
    count += 1;
    if (count > maxRows)
      throw new Error('An Excel sheet holds 1,048,576 rows; export a shorter time with --since and --until.');
    yield `<row>${row.map(cellOf).join('')}</row>`;
  }
  yield '</sheetData></worksheet>';
}

function cellOf(cell: Cell): string {
  if (typeof cell === 'number') return `<c><v>${cell}</v></c>`;
  return `<c t="inlineStr"><is><t xml:space="preserve">${xmlText(cell)}</t></is></c>`;
}

function xmlText(text: string): string {
  const kept = text.length > maxText ? `${text.slice(0, maxText - 1)}…` : text;
  return (
    kept
      // XML 1.0, 2.2: no control characters.
      .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
  );
}
