import { describe, expect, it } from 'vitest';
import { consoleLabels } from '../../src/config/console-schema.js';
import { checkDialog } from '../../src/zca/console/dialog-check.js';
import { folded, isLabel } from '../../src/zca/console/labels.js';
import { digitsOf } from '../../src/zca/console/linked-table.js';

const labels = consoleLabels.parse({});
const meant = {
  id: '4318093042839471234',
  name: 'Bán hàng Sài Gòn',
  others: ['Nhà thuốc Minh Châu', 'Bán hàng'],
};
const buttons = ['Bỏ qua', 'Xác nhận'];
const check = (text: string, { presses = buttons, marked = [] as string[], name = '', asked = meant } = {}) =>
  checkDialog({ name, text, headings: [], marked, presses }, asked, labels);

describe('a dialog after the press', () => {
  it.each([
    'Bạn có chắc chắn muốn hủy liên kết không?',
    'HỦY LIÊN KẾT OA “Bán hàng Sài Gòn” (ID: 4318093042839471234)?',
    'Bạn muốn huỷ liên kết Bán hàng Sài Gòn?',
    'Hủy liên kết'.normalize('NFD'),
    'Hủy liên kết “bán hàng sài gòn”?',
  ])('is confirmed when it says “%s”', (text) => {
    expect(check(text)).toEqual({ type: 'confirms', button: 'Xác nhận' });
  });

  it('is confirmed where the name has quotation marks and digits of its own', () => {
    const asked = { ...meant, name: 'Trà “Gấu” 30’ 1234567' };
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
    const asked = { ...meant, name };
    expect(check(`Hủy liên kết “${name}” (ID: ${meant.id})?`, { asked }).type).toBe('confirms');
  });

  it.each([
    ['is empty', ''],
    ['is made of digits of that id', '43'],
    ['is a single letter', 'a'],
  ])('is left alone when it names another id or asset, and the name %s', (_what, name) => {
    const asked = { ...meant, id: '777777', name };
    expect(check('Hủy liên kết 43434343?', { asked })).toMatchObject({
      why: expect.stringContaining('another id'),
    });
    expect(check('Hủy liên kết Nhà thuốc Minh Châu?', { asked })).toMatchObject({
      why: expect.stringContaining('another asset'),
    });
  });

  it('is left alone when it names another asset whose name holds this one’s', () => {
    const asked = { ...meant, name: 'Bán hàng', others: ['Bán hàng Sài Gòn'] };
    expect(check('Hủy liên kết Bán hàng Sài Gòn?', { asked })).toMatchObject({
      why: expect.stringContaining('another asset'),
    });
    expect(check('Hủy liên kết Bán hàng?', { asked }).type).toBe('confirms');
  });

  it('is confirmed where another asset has a part of this one’s name', () => {
    expect(check('Hủy liên kết “Bán hàng Sài Gòn”?').type).toBe('confirms');
  });
});

describe('the words of the screen', () => {
  it.each([
    'Hủy liên kết',
    'HỦY LIÊN KẾT',
    ' Hủy\u200b  liên\nkết ',
    'Hủy liên kết'.normalize('NFD'),
    'Huỷ liên kết',
  ])('are known again when written “%s”', (text) => {
    expect(isLabel(text, labels.unlink)).toBe(true);
  });

  it.each(['Hủy', 'Hủy liên kết tất cả', 'Liên kết', ''])('are not taken for others: “%s”', (text) => {
    expect(isLabel(text, labels.unlink)).toBe(false);
  });

  it('differ by their accents', () => {
    expect(folded('Huy lien ket')).not.toBe(folded('Hủy liên kết'));
  });

  it('may be changed one by one, the rest stays', () => {
    const changed = consoleLabels.parse({ menu: 'Tài sản', tab: { oa: ['OA', 'Kênh OA'] } });
    expect(changed).toMatchObject({
      menu: ['Tài sản'],
      tab: { oa: ['OA', 'Kênh OA'], app: ['Liên kết ứng dụng'] },
    });
    expect(consoleLabels.safeParse({ menue: 'x' }).success).toBe(false);
  });

  it.each([
    ['\u200b431809\u200b3042839471234\ufeff', '4318093042839471234'],
    [' 431 ', '431'],
    ['ID 431', null],
    ['', null],
  ])('read the id in “%s” as %s', (cell, id) => {
    expect(digitsOf(cell)).toBe(id);
  });
});
