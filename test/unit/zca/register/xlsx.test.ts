import { describe, expect, it } from 'vitest';
import { readRegisterFile } from '../../../../src/zca/register/register-file.js';
import { zoneOf } from '../../../../src/zca/register/zone.js';
import { relation, workbook, workbookParts, zip } from './workbook.js';

const head = ['Loại', 'Mã', 'Tên', 'Xác thực', 'Ngày liên kết'];
const id = '4318093042839471234';
const shop = { kind: 'oa', id, name: 'Bán hàng Đà Nẵng' };
const read = (file: Buffer, zone = '') => readRegisterFile(file, { zone: zoneOf(zone), shortIds: false });
const problemsOf = async (file: Buffer) => {
  const reading = await read(file);
  return 'problems' in reading ? reading.problems.map(({ place, problem }) => `${place}: ${problem}`) : [];
};

describe('a register in an Excel workbook', () => {
  it('is read from its visible sheet: texts, tick boxes, days, results of formulas', async () => {
    const app = { xml: '<c t="str"><f>B2&amp;""</f><v>5676885507861205678</v></c>' };
    const inline = { xml: '<c t="inlineStr"><is><t>Đặt bàn _x000D_&amp; gọi món</t></is></c>' };
    const file = workbook([
      ['Danh sách OA'],
      [],
      head,
      ['OA', id, shop.name, true, 46053],
      ['app', app, inline, false, '2026-01-31T03:00:00Z'],
      ['', '', '', '', ''],
    ]);
    expect(await read(file)).toEqual({
      assets: [
        { ...shop, verified: true, linkedAt: '2026-01-31T00:00:00+07:00' },
        {
          kind: 'app',
          id: '5676885507861205678',
          name: 'Đặt bàn & gọi món',
          verified: false,
          linkedAt: '2026-01-31T10:00:00+07:00',
        },
      ],
    });
  });

  it('counts days from 1904 where it says so, and accepts times only in a named zone', async () => {
    const rows = [head, ['oa', id, shop.name, '', 46053.25 - 1462]];
    const file = workbook(rows, { properties: '<workbookPr date1904="1"/>' });
    expect(await read(file, '+07:00')).toMatchObject({
      assets: [{ linkedAt: '2026-01-31T06:00:00+07:00' }],
    });
    expect(await problemsOf(file)).toEqual([
      expect.stringMatching(/^cell E2: linked_at names no time zone/u),
    ]);
  });

  it.each([
    ['has lost digits in Excel', '4.3180930428394701E+18', 'id was turned into a number'],
    ['has lost digits in LibreOffice', '4.31809304283947E+018', 'id was turned into a number'],
    ['has zeros after fifteen digits', '5676885507861200', 'id was turned into a number'],
  ])('is refused, with the cell, when an id %s', async (_what, number, problem) => {
    const file = workbook([head, ['oa', { xml: `<c><v>${number}</v></c>` }, shop.name]]);
    expect(await problemsOf(file)).toEqual([expect.stringMatching(new RegExp(`^cell B2: ${problem}`, 'u'))]);
  });

  it('may have an id as a number with all its digits', async () => {
    expect(await read(workbook([head, ['oa', { xml: `<c><v>${id}</v></c>` }, shop.name]]))).toEqual({
      assets: [shop],
    });
  });

  it.each([
    ['an error', { xml: '<c t="e"><v>#NAME?</v></c>' }, 'cell C2: “#NAME?” is a spreadsheet'],
    ['a formula without a result', { xml: '<c><f>A1</f></c>' }, 'formula without its result in C2'],
    ['a text that is not there', { xml: '<c t="s"><v>99</v></c>' }, 'has no text for C2'],
    ['an unknown entity', { xml: '<c t="str"><v>&boom;</v></c>' }, 'the file: is damaged'],
  ])('is refused with %s as a name', async (_what, name, problem) => {
    expect(await problemsOf(workbook([head, ['oa', id, name]]))).toEqual([expect.stringContaining(problem)]);
  });

  it('is refused with lists on two visible sheets, and accepted with one of them hidden', async () => {
    const parts = workbookParts([head, ['oa', id, shop.name]]);
    const second = (state: string) =>
      zip({
        ...parts,
        'xl/workbook.xml': `<workbook xmlns:r="r"><sheets><sheet name="Mới" r:id="rId1"/><sheet name="Cũ" state="${state}" r:id="rId3"/></sheets></workbook>`,
        'xl/_rels/workbook.xml.rels': parts['xl/_rels/workbook.xml.rels'].replace(
          '</Relationships>',
          `${relation('rId3', 'worksheet', '/xl/worksheets/sheet1.xml')}</Relationships>`,
        ),
      });
    expect(await problemsOf(second('visible'))).toEqual([expect.stringContaining('(“Mới”, “Cũ”)')]);
    expect(await read(second('hidden'))).toEqual({ assets: [shop] });
  });

  it.each([
    [
      'unfolds to too much',
      zip({ 'xl/workbook.xml': ' '.repeat(41_000_000) }),
      'too large when it is unpacked',
    ],
    ['unfolds to more than it says', zip({ 'xl/workbook.xml': ' '.repeat(9_000_000) }, 100), 'is damaged'],
    ['is nested deeply', zip({ 'xl/workbook.xml': '<a>'.repeat(10_000) }), 'nested too deeply'],
    [
      'has a cell far to the right',
      workbook([head, [{ xml: '<c t="str"><v>x</v></c>' }]], {
        more: {
          'xl/worksheets/sheet1.xml': '<worksheet><row r="1"><c r="XFD1"><v>1</v></c></row></worksheet>',
        },
      }),
      'far to the right, XFD1;',
    ],
    ['has too many rows', workbook(Array.from({ length: 20_050 }, () => ['oa'])), 'more than 20000 rows'],
    ['is another archive', zip({ 'content.xml': '<a/>' }), 'is no Excel workbook'],
    ['is cut off', workbook([head]).subarray(0, 300), 'is damaged'],
    ['is an old Excel file', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]), 'old Excel file or has a password'],
  ])('is refused when it %s', async (_what, file, problem) => {
    expect(await problemsOf(file)).toEqual([expect.stringContaining(problem)]);
  });
});
