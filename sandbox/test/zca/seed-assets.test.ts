import { describe, expect, it } from 'vitest';
import type { ZcaAsset } from '../../zca/asset.js';
import { seedAssets } from '../../zca/seed-assets.js';

const oas = seedAssets.filter(({ kind }) => kind === 'oa');
const apps = seedAssets.filter(({ kind }) => kind === 'app');

/** Lower case without diacritics, as a person in a hurry types. */
function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('đ', 'd').toLowerCase();
}

function named(assets: readonly ZcaAsset[], words: string): readonly ZcaAsset[] {
  return assets.filter(({ name }) => plain(name).includes(words));
}

describe('the seed', () => {
  it('holds about forty assets of both kinds, no duplicate links, every id 15 to 20 digits', () => {
    expect([oas.length, apps.length]).toEqual([30, 10]);
    expect(new Set(seedAssets.map(({ kind, id }) => `${kind}:${id}`)).size).toBe(40);
    expect(seedAssets.every(({ id }) => /^\d{15,20}$/.test(id))).toBe(true);
  });

  it('has exactly one OA with 1234 in its id, at the end, and an app with 1234 in its id', () => {
    const found = oas.filter(({ id }) => id.includes('1234'));
    expect(found.map(({ id, name }) => [id, name])).toEqual([
      ['4318093042839471234', 'Bán hàng Sài Gòn – Đại lý'],
    ]);
    expect(apps.filter(({ id }) => id.includes('1234'))).toHaveLength(1);
  });

  it('has no name with 1234 in it', () => {
    expect(named(seedAssets, '1234')).toEqual([]);
  });

  it('has six OAs of Sài Gòn and fourteen shops', () => {
    expect(named(oas, 'sai gon')).toHaveLength(6);
    expect(named(oas, 'cua hang')).toHaveLength(14);
  });

  it('has two OAs with the same name and different ids', () => {
    const twins = oas.filter(({ name }) => name === 'Cửa hàng Tiện lợi Bình Minh');
    expect(new Set(twins.map(({ id }) => id)).size).toBe(2);
  });

  it('has one OA that owes charges', () => {
    const refusals = seedAssets.flatMap(({ refusal }) => refusal ?? []);
    expect(refusals).toEqual(['Còn cước phí chưa thanh toán: 1.250.000 ₫']);
  });

  it('has the awkward names: markup, very long, emoji, right to left', () => {
    const names = oas.map(({ name }) => name);
    expect(names).toContain('<!channel> *boo* & <http://x|y>');
    expect(names.filter((name) => name.length > 180)).toHaveLength(1);
    expect(names.some((name) => /\p{Extended_Pictographic}/u.test(name))).toBe(true);
    expect(names.some((name) => /\p{Script=Arabic}/u.test(name))).toBe(true);
  });

  it('has ids of 18, 19 and 20 digits, and fields that are sometimes unknown', () => {
    expect(new Set(oas.map(({ id }) => id.length))).toEqual(new Set([18, 19, 20]));
    expect(new Set(oas.map(({ verified }) => verified))).toEqual(new Set([true, false, undefined]));
    for (const field of ['linked_at', 'linked_by', 'zca_id'] as const) {
      const known = seedAssets.filter((asset) => asset[field] !== undefined);
      expect(known.length).toBeGreaterThan(5);
      expect(known.length).toBeLessThan(35);
    }
    expect(new Set(seedAssets.flatMap(({ zca_id }) => zca_id ?? [])).size).toBe(1);
  });
});
