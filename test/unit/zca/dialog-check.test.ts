import { describe, expect, it } from 'vitest';
import { consoleLabels } from '../../../src/config/console-schema.js';
import { checkDialog } from '../../../src/zca/console/dialog-check.js';
import { folded, isLabel } from '../../../src/zca/console/labels.js';
import { digitsOf } from '../../../src/zca/console/linked-table.js';
import { nameInCell } from '../../../src/zca/console/name-in-cell.js';

const labels = consoleLabels.parse({});
const meant = {
  id: '4318093042839471234',
  name: 'Bán hàng Sài Gòn',
  parts: ['Bán hàng Sài Gòn'],
  others: ['Nhà thuốc Minh Châu', 'Bán hàng'],
};
const buttons = ['Bỏ qua', 'Xác nhận'];
const check = (text: string, { presses = buttons, marked = [] as string[], name = '', asked = meant } = {}) =>
  checkDialog({ name, text, headings: [], marked, presses }, asked, labels);
const called = (name: string, others = meant.others) => ({ ...meant, name, parts: [name], others });

describe('a console dialog after the press', () => {
  it.each([
    'Bạn có chắc chắn muốn hủy liên kết không?',
    'HỦY LIÊN KẾT OA “Bán hàng Sài Gòn” (ID: 4318093042839471234)?',
    'Bạn muốn huỷ liên kết Bán hàng Sài Gòn?',
    'Hủy liên kết'.normalize('NFD'),
    'Hủy liên kết “bán hàng sài gòn”?',
  ])('is confirmed when it says “%s”', (text) => {
    expect(check(text)).toEqual({ type: 'confirms', button: 'Xác nhận' });
  });

  it('is confirmed where the name contains quotation marks and digits', () => {
    const asked = called('Trà “Gấu” 30’ 1234567');
    expect(check('Hủy liên kết “Trà “Gấu” 30’ 1234567”?', { asked }).type).toBe('confirms');
  });

  it.each<[string, Parameters<typeof check>, RegExp]>([
    ['names another id', ['Hủy liên kết 4318093042839471235?'], /another id/u],
    ['names an id that begins alike', ['Hủy liên kết 43180930428394712345?'], /another id/u],
    ['names another asset', ['Hủy liên kết Nhà thuốc Minh Châu?'], /another asset/u],
    ['names something in quotation marks', ['Hủy liên kết “Cửa hàng lạ”?'], /something else/u],
    [
      'names something in bold',
      ['Hủy liên kết Cửa hàng lạ?', { marked: ['Cửa hàng lạ'] }],
      /something else/u,
    ],
    ['is about something else', ['Bạn có hài lòng không?'], /not about unlinking/u],
    [
      'has no known button',
      ['Hủy liên kết?', { presses: ['OK'] }],
      /without a button to confirm; it has “OK”/u,
    ],
    ['has two of them', ['Hủy liên kết?', { presses: ['Xác nhận', 'Đồng ý'] }], /several buttons/u],
  ])('is left alone when it %s', (_what, args, why) => {
    expect(check(...args)).toEqual({ type: 'refuse', why: expect.stringMatching(why) });
  });

  it.each([
    ['is made of digits of its id', '4318'],
    ['is its id', '4318093042839471234'],
    ['is empty', ''],
    ['is a single letter', 'k'],
  ])('is confirmed where it names the id, and the name %s', (_what, name) => {
    const asked = called(name);
    expect(check(`Hủy liên kết “${name}” (ID: ${meant.id})?`, { asked }).type).toBe('confirms');
  });

  it.each([
    ['is empty', ''],
    ['is made of digits of that id', '43'],
    ['is a single letter', 'a'],
  ])('is left alone when it names another id or asset, and the name %s', (_what, name) => {
    const asked = { ...called(name), id: '777777' };
    expect(check('Hủy liên kết 43434343?', { asked })).toMatchObject({
      why: expect.stringContaining('another id'),
    });
    expect(check('Hủy liên kết Nhà thuốc Minh Châu?', { asked })).toMatchObject({
      why: expect.stringContaining('another asset'),
    });
  });

  it('is left alone when it names another asset whose name holds this one’s', () => {
    const asked = called('Bán hàng', ['Bán hàng Sài Gòn']);
    expect(check('Hủy liên kết Bán hàng Sài Gòn?', { asked })).toMatchObject({
      why: expect.stringContaining('another asset'),
    });
    expect(check('Hủy liên kết Bán hàng?', { asked }).type).toBe('confirms');
  });

  it.each([
    ['the name without the badge beside it', 'QC Zinstant'],
    ['both', 'QC Zinstant Đã xác thực'],
  ])(
    'is confirmed where the row has a badge beside the name, and the dialog sets off %s',
    (_what, marked) => {
      const asked = { ...meant, name: 'QC Zinstant Đã xác thực', parts: ['QC Zinstant', 'Đã xác thực'] };
      expect(check(`Hủy liên kết ${marked}?`, { asked, marked: [marked] }).type).toBe('confirms');
    },
  );

  it('is left alone when it names another asset, though a line of the row has the same text', () => {
    const asked = { ...meant, name: 'Bán lẻ Nhà thuốc Minh Châu', parts: ['Bán lẻ', 'Nhà thuốc Minh Châu'] };
    expect(check('Hủy liên kết “Nhà thuốc Minh Châu”?', { asked })).toMatchObject({ type: 'refuse' });
  });

  it('is confirmed where another asset’s name is a part of this one’s', () => {
    expect(check('Hủy liên kết “Bán hàng Sài Gòn”?').type).toBe('confirms');
  });
});

describe('the name in a console cell', () => {
  it.each<[string[], string]>([
    [['QC', 'QC Zinstant'], 'QC Zinstant'],
    [['ZA', 'ZaloHotel'], 'ZaloHotel'],
    [['BG', 'Bán hàng Sài Gòn'], 'Bán hàng Sài Gòn'],
    [['D', 'Đồng hồ Hải Triều'], 'Đồng hồ Hải Triều'],
    [['<!', '<!channel> *boo*'], '<!channel> *boo*'],
    [['Bán hàng Sài Gòn'], 'Bán hàng Sài Gòn'],
    [['QC'], 'QC'],
    [['XY', 'Bán hàng'], 'XY Bán hàng'],
    [['Bán hàng', 'Đã xác thực'], 'Bán hàng Đã xác thực'],
    [[], ''],
  ])('with the text %j is “%s”', (lines, name) => {
    expect(nameInCell(lines)).toMatchObject({ name, shown: lines });
  });
});

describe('the words on the console’s screen', () => {
  it.each([
    'Hủy liên kết',
    'HỦY LIÊN KẾT',
    ' Hủy\u200b  liên\nkết ',
    'Hủy liên kết'.normalize('NFD'),
    'Huỷ liên kết',
  ])('are recognised when written “%s”', (text) => {
    expect(isLabel(text, labels.unlink)).toBe(true);
  });

  it.each(['Hủy', 'Hủy liên kết tất cả', 'Liên kết', ''])('are not mistaken for others: “%s”', (text) => {
    expect(isLabel(text, labels.unlink)).toBe(false);
  });

  it('differ by their accents', () => {
    expect(folded('Huy lien ket')).not.toBe(folded('Hủy liên kết'));
  });

  it('can be changed one by one, while the rest stays', () => {
    const changed = consoleLabels.parse({ menu: 'Tài sản', tab: { oa: ['OA', 'Kênh OA'] } });
    expect(changed).toMatchObject({
      menu: ['Tài sản'],
      tab: { oa: ['OA', 'Kênh OA'], app: ['Liên kết ứng dụng'] },
    });
    expect(consoleLabels.safeParse({ menue: 'x' }).success).toBe(false);
  });

  it.each<[string, string[], string | null]>([
    ['zero-width characters', ['\u200b431809\u200b3042839471234\ufeff'], '4318093042839471234'],
    ['marks of a direction', ['\u202a4318093042839471234\u202c'], '4318093042839471234'],
    ['marks that set it apart', ['\u20664318093042839471234\u2069'], '4318093042839471234'],
    ['blanks', [' 431 809 '], '431809'],
    ['a word', ['ID 431'], null],
    ['a second line of digits', ['431809', '0901234567'], null],
    ['nothing', [], null],
  ])('give the id in a cell with %s', (_what, cell, id) => {
    expect(digitsOf(cell)).toBe(id);
  });
});
