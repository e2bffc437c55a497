import { describe, expect, it } from 'vitest';
import { checkConsole } from '../../../src/cli/check-console.js';
import type { Asset, AssetKind } from '../../../src/core/asset/asset.js';
import { ZcaNotNow, ZcaScreenUnexpected, ZcaUnclear } from '../../../src/flow/zca-error.js';

const shop: Asset = { kind: 'oa', id: '4318093042839471234', name: 'Bán hàng Sài Gòn' };

describe('console:check', () => {
  const check = async (list: (kind: AssetKind) => Promise<readonly Asset[]>) => {
    const said: string[] = [];
    const tabs = { app: 'Liên kết ứng dụng', oa: 'Liên kết OA' };
    const isFound = await checkConsole({
      zca: { list },
      tabs,
      say: (line) => void said.push(line),
      tryAgainMs: 0,
    });
    return { isFound, said };
  };
  const linked = async (kind: AssetKind) => (kind === 'oa' ? [shop] : []);

  it('prints both lists', async () => {
    expect(await check(linked)).toEqual({
      isFound: true,
      said: [
        'Liên kết OA: 1',
        '  4318093042839471234  Bán hàng Sài Gòn',
        'Liên kết ứng dụng: 0',
        expect.stringContaining('Both lists were found'),
      ],
    });
  });

  it('tries again when a page did not load, and says what happened', async () => {
    let calls = 0;
    const { isFound, said } = await check(async (kind) => {
      calls += 1;
      if (calls === 1) throw new ZcaUnclear('the page broke off');
      return linked(kind);
    });
    expect(isFound).toBe(true);
    expect(said[0]).toBe('Liên kết OA, try 1 of 3: the page broke off');
  });

  it('says what it saw each time, and gives up after the third', async () => {
    const { isFound, said } = await check(async () => {
      throw new ZcaScreenUnexpected('no “Quản lý tài sản” at /base/ (HTTP 404); there was nothing');
    });
    expect(isFound).toBe(false);
    expect(said).toHaveLength(3);
    expect(said[2]).toBe(
      'Liên kết OA, try 3 of 3: no “Quản lý tài sản” at /base/ (HTTP 404); there was nothing',
    );
  });

  it.each(['no_session', 'logged_out', 'captcha'] as const)(
    'asks for a log-in at once when only a person can help (%s)',
    async (why) => {
      const { isFound, said } = await check(async () => {
        throw new ZcaNotNow(why, 1_000);
      });
      expect(isFound).toBe(false);
      expect(said).toEqual([expect.stringContaining('npm run console:login')]);
    },
  );
});
