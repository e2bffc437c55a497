import { describe, expect, it } from 'vitest';
import { type Asset, isSameLink } from '../../../../src/core/asset/asset.js';
import { canonicalForm } from '../../../../src/core/asset/canonical-form.js';

const shop: Asset = {
  kind: 'oa',
  id: '4318093042839471234',
  name: 'Bán hàng Đà Nẵng',
  linkedAt: '2026-01-31T10:00:00+07:00',
  linkedBy: 'Lê Thị Hoa',
};

describe('two readings of one link', () => {
  it.each<[string, Partial<Asset>]>([
    ['a moment with another offset', { linkedAt: '2026-01-31T03:00:00Z' }],
    ['a moment with an offset west of UTC', { linkedAt: '2026-01-30T22:30:00-0430' }],
    ['a moment more exactly', { linkedAt: '2026-01-31T10:00:00.123456+07:00' }],
    ['a moment without seconds', { linkedAt: '2026-01-31T10:00+07:00' }],
    ['a moment without an offset, as older versions stored it', { linkedAt: '2026-01-31T10:00:00' }],
    ['a name in decomposed letters', { name: 'Bán hàng Đà Nẵng'.normalize('NFD') }],
    ['a name with other blanks', { name: ' Bán\u00a0hàng  Đà\tNẵng ' }],
    ['a name with a mark that nobody sees', { name: 'Bán hàng\u200b Đà Nẵng' }],
    ['a person’s name in decomposed letters', { linkedBy: 'Lê Thị Hoa'.normalize('NFD') }],
  ])('are equal where one spells %s', (_what, spelled) => {
    expect(canonicalForm({ ...shop, ...spelled })).toEqual(canonicalForm(shop));
  });

  it.each<[string, Partial<Asset>]>([
    ['a second later', { linkedAt: '2026-01-31T10:00:01+07:00' }],
    ['a name without its accents', { name: 'Ban hang Da Nang' }],
    ['a name in capitals', { name: 'BÁN HÀNG ĐÀ NẴNG' }],
    ['a name with a letter that looks alike', { name: 'Bán hàng Đà Nẵng'.replace('B', 'В') }],
    ['another person', { linkedBy: 'Lê Thị Hòa' }],
  ])('differ by %s', (_what, other) => {
    expect(isSameLink(canonicalForm({ ...shop, ...other }), canonicalForm(shop))).toBe(false);
  });

  it('share one canonical form, which keeps an invalid date as it is', () => {
    expect(canonicalForm(canonicalForm(shop))).toEqual(shop);
    expect(canonicalForm({ ...shop, linkedAt: 'long ago' }).linkedAt).toBe('long ago');
    expect(canonicalForm({ ...shop, linkedAt: '2024-02-29T23:59:59Z' }).linkedAt).toBe(
      '2024-03-01T06:59:59+07:00',
    );
  });
});
