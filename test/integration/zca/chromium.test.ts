import { describe, expect, it } from 'vitest';
import { requireChromium } from '../../../src/zca/console/chromium.js';

const root = 0;
const chromiumPath = process.execPath;

describe('whether a Chromium can be started here', () => {
  it.each([
    ['a user of its own', 1_000, false],
    ['root, with the setting for it', root, true],
  ])('is so for %s', (_who, user, noSandbox) => {
    expect(requireChromium({ chromiumPath, noSandbox }, user)).toBe(chromiumPath);
  });

  it('is not so for root, as the setting’s name says', () => {
    expect(() => requireChromium({ chromiumPath, noSandbox: false }, root)).toThrow(
      'set CHROMIUM_NO_SANDBOX=yes',
    );
  });

  it('is not so where none is, as the setting’s name says', () => {
    expect(() => requireChromium({ chromiumPath: '/nowhere/chromium', noSandbox: false }, 1_000)).toThrow(
      'No Chromium at /nowhere/chromium: install it, or set CHROMIUM_PATH.',
    );
  });
});
