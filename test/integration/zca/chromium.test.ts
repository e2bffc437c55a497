import { describe, expect, it } from 'vitest';
import { requireChromium } from '../../../src/zca/console/chromium.js';

const root = 0;
const chromiumPath = process.execPath;

describe('the check for Chromium', () => {
  it.each([
    ['a user of its own', 1_000, false],
    ['root, with the setting for it', root, true],
  ])('passes for %s', (_who, user, noSandbox) => {
    expect(requireChromium({ chromiumPath, noSandbox }, user)).toBe(chromiumPath);
  });

  it('fails for root, and names the setting', () => {
    expect(() => requireChromium({ chromiumPath, noSandbox: false }, root)).toThrow(
      'set CHROMIUM_NO_SANDBOX=yes',
    );
  });

  it('fails without a Chromium, and names the setting', () => {
    expect(() => requireChromium({ chromiumPath: '/nowhere/chromium', noSandbox: false }, 1_000)).toThrow(
      'No Chromium at /nowhere/chromium: install it, or set CHROMIUM_PATH.',
    );
  });
});
