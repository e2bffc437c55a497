import { crc32, deflateRawSync } from 'node:zlib';

type CellXml = string | number | boolean | { readonly xml: string };

/**
 * An .xlsx of one sheet, as Excel writes it: text in the shared strings, numbers as they are, `xml` for any
 * other cell.
 */
export function workbook(
  rows: readonly (readonly CellXml[])[],
  { properties = '', more = {} }: { properties?: string; more?: Readonly<Record<string, string>> } = {},
): Buffer {
  return zip({ ...workbookParts(rows, properties), ...more });
}

export function workbookParts(rows: readonly (readonly CellXml[])[], properties = '') {
  const texts: string[] = [];
  const sheet = sheetXml(rows, texts);
  return {
    'xl/workbook.xml': `<workbook xmlns:r="r">${properties}<sheets><sheet name="Trang 1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${relation('rId1', 'worksheet', 'worksheets/sheet1.xml')}${relation('rId2', 'sharedStrings', 'sharedStrings.xml')}</Relationships>`,
    'xl/worksheets/sheet1.xml': sheet,
    'xl/sharedStrings.xml': `<sst>${texts.map((text) => `<si><r><t>${text.slice(0, 2)}</t></r><r><t xml:space="preserve">${text.slice(2)}</t></r><rPh><t>phonetic</t></rPh></si>`).join('')}</sst>`,
  };
}

export function relation(id: string, type: string, target: string): string {
  return `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`;
}

function sheetXml(rows: readonly (readonly CellXml[])[], texts: string[]): string {
  const cell = (value: CellXml, column: number, row: number) => {
    const name = `${String.fromCharCode(65 + column)}${row}`;
    if (typeof value === 'object') return value.xml.replace('<c', `<c r="${name}"`);
    if (typeof value === 'number') return `<c r="${name}"><v>${value}</v></c>`;
    if (typeof value === 'boolean') return `<c r="${name}" t="b"><v>${value ? 1 : 0}</v></c>`;
    if (value === '') return `<c r="${name}"/>`;
    return `<c r="${name}" t="s"><v>${texts.push(value) - 1}</v></c>`;
  };
  const line = (cells: readonly CellXml[], at: number) =>
    `<row r="${at + 1}">${cells.map((value, column) => cell(value, column, at + 1)).join('')}</row>`;
  return `<worksheet><sheetData>${rows.map(line).join('')}</sheetData></worksheet>`;
}

/** A ZIP archive (PKWARE's APPNOTE). `saysSize` gives a false unpacked size. */
export function zip(parts: Readonly<Record<string, string>>, saysSize?: number): Buffer {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(parts)) {
    const bytes = Buffer.from(text);
    const packed = deflateRawSync(bytes);
    const fixed = Buffer.alloc(26);
    fixed.writeUInt16LE(20, 0);
    fixed.writeUInt16LE(8, 4);
    fixed.writeUInt32LE(crc32(bytes), 10);
    fixed.writeUInt32LE(packed.length, 14);
    fixed.writeUInt32LE(saysSize ?? bytes.length, 18);
    fixed.writeUInt16LE(name.length, 22);
    local.push(Buffer.from('PK\x03\x04'), fixed, Buffer.from(name), packed);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\0'), fixed, place, Buffer.from(name));
    at += 30 + name.length + packed.length;
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(Object.keys(parts).length, 4);
  end.writeUInt16LE(Object.keys(parts).length, 6);
  end.writeUInt32LE(Buffer.concat(directory).length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...local, ...directory, Buffer.from('PK\x05\x06'), end]);
}
