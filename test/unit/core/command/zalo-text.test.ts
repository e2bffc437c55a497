import { describe, expect, it } from 'vitest';
import { chosenIds, parseZaloText, typedDigits } from '../../../../src/core/command/zalo-text.js';

describe('a text from Zalo', () => {
  it.each([
    ['duyệt 482193', 'approve', ''],
    ['Duyet  482 193', 'approve', ''],
    ['#duyệt 482193', 'approve', ''],
    ['xác nhận 482193', 'approve', ''],
    ['approve: 482-193', 'approve', ''],
    ['duyệt 482193 1234', 'approve', '1234'],
    ['duyệt 482193 1234, 5678', 'approve', '1234, 5678'],
    ['từ chối 482193 chưa đến hạn', 'reject', 'chưa đến hạn'],
    ['hủy 482193', 'cancel', ''],
    ['rút lại 482193', 'take_back', ''],
    ['dừng 482193', 'stop', ''],
    ['thử lại 482193', 'retry', ''],
    ['chọn 482193: 1, 3', 'choose', '1, 3'],
  ])('“%s” is a press', (text, choice, rest) => {
    expect(parseZaloText(text)).toEqual({ type: 'press', choice, code: '482193', rest });
  });

  it.each(['kết nối 48213907', 'connect 4821 3907', 'Ket noi: 4821-3907'])(
    '“%s” links an account',
    (text) => {
      expect(parseZaloText(text)).toEqual({ type: 'connect', code: '48213907' });
    },
  );

  it.each([
    ['/unlink oa 1234', 'unlink'],
    ['hủy liên kết oa 482193', 'unlink'],
    ['oa 482193', 'unlink'],
    ['duyệt UR-7K2M', 'decide'],
    ['duyệt 4821934', 'mistake'],
    ['hủy 4318093042839471234', 'mistake'],
    ['kết nối', 'connect'],
    ['trợ giúp', 'help'],
    ['', 'form'],
    ['duyệt', 'mistake'],
  ])('“%s” is read as a command', (text, type) => {
    expect(parseZaloText(text)).toMatchObject({ type: 'command', command: { type } });
  });
});

describe('digits after a code', () => {
  it('belong to the assets in their order', () => {
    expect(typedDigits('1234 5678', ['11234', '25678'])).toEqual({ '11234': '1234', '25678': '5678' });
    expect(typedDigits('1234', ['11234', '25678'])).toBeNull();
    expect(typedDigits('', [])).toEqual({});
  });
});

describe('numbers after a code', () => {
  it('choose from the list as it is numbered', () => {
    expect(chosenIds('1, 3', ['a', 'b', 'c'])).toEqual(['a', 'c']);
    expect(chosenIds('3 3', ['a', 'b', 'c'])).toEqual(['c']);
    expect(chosenIds('4', ['a', 'b', 'c'])).toBeNull();
    expect(chosenIds('', ['a'])).toBeNull();
  });
});
