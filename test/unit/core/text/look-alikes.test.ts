import { describe, expect, it } from 'vitest';
import { mistakable } from '../../../../src/core/asset/mistakable.js';
import { matchAssets } from '../../../../src/core/matching/match.js';
import { protectionOf } from '../../../../src/core/request/asset-rules.js';
import { isSeen } from '../../../../src/core/text/invisible.js';
import { fold, printable, words } from '../../../../src/core/text/normalize.js';
import { asset, policy } from '../../../fixtures/requests.js';

/** Invisible characters (UAX #44, Default_Ignorable_Code_Point and others). */
const unseen = [
  0x00ad, 0x034f, 0x061c, 0x115f, 0x1160, 0x17b4, 0x180b, 0x180e, 0x200b, 0x200f, 0x202e, 0x2060, 0x2064,
  0x2065, 0x2066, 0x206a, 0x206f, 0x2800, 0x3164, 0xe000, 0xfe00, 0xfe0f, 0xfeff, 0xffa0, 0xfff9, 0xfffc,
  0x1d173, 0xe0001, 0xe0041, 0xe01ef, 0xf0000,
].map((code) => String.fromCodePoint(code));

describe('an invisible character', () => {
  it('is ignored in names when they are shown, searched and protected', () => {
    const rule = policy({ protectedAssets: [{ name: 'tổng đài', message: 'stays' }] });
    for (const sign of unseen) {
      const hidden = `Tổ${sign}ng đài`;
      expect(printable(hidden)).toBe('Tổng đài');
      expect(words(hidden)).toEqual(['tong', 'dai']);
      expect(protectionOf(rule, asset('101', hidden))).toBe('stays');
      expect(isSeen(`${sign}${sign} ${sign}`)).toBe(false);
    }
  });

  it('is not a mark combined with a letter', () => {
    expect(printable('Tổng đài 👍')).toBe('Tổng đài 👍');
    expect(isSeen('\u0301')).toBe(false);
    expect(isSeen('★')).toBe(true);
  });
});

describe('look-alike letters', () => {
  it.each([
    ['a Cyrillic а', 'Cửа hàng Hoа'],
    ['an Eth for a Đ', 'Ðại lý Hoa'],
    ['an African D for a Đ', 'Ɖại lý Hoa'],
    ['a Greek capital Η', 'Ηoa'],
    ['a Cyrillic capital Н', 'Нoa'],
    ['full-width letters', 'ＨＯＡ'],
  ])('do not hide a name from search and protection: %s', (_what, name) => {
    const rule = policy({ protectedAssets: [{ name: 'hoa', message: 'stays' }] });
    expect(matchAssets('hoa', [asset('101', name)])).toMatchObject({ type: 'some' });
    expect(protectionOf(rule, asset('101', name))).toBe('stays');
  });

  it('are normalised to the same letter, however Đ is written', () => {
    expect(new Set(['Đại lý', 'Ðại lý', 'Ɖại lý', 'đại lý', 'ÐẠI LÝ', 'dai ly'].map(fold))).toEqual(
      new Set(['dai ly']),
    );
  });

  it('are pointed out where two names look the same, or one name mixes alphabets', () => {
    const real = asset('101', 'Cửa hàng Hoa');
    const twin = asset('202', 'Cửа hàng Hoа');
    const other = asset('303', 'Cua hang Hoa');
    expect(mistakable([real, twin, other])).toEqual({ alike: [real, twin], mixed: [twin] });
    expect(
      mistakable([asset('1', 'Shop l0'), asset('2', 'Shop IO'), asset('3', 'Shop 12')]).alike,
    ).toHaveLength(2);
  });

  it('are ignored in a name written in one other alphabet', () => {
    expect(mistakable([asset('1', 'Москва Shop'), asset('2', 'Αθήνα')])).toEqual({ alike: [], mixed: [] });
  });
});
