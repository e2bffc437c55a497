import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { requireChromium } from '../../../src/zca/console/chromium.js';

const chromiumPath = process.execPath;
const root = { user: 0, hasScreen: true };
const person = { user: 1_000, hasScreen: true };

describe('the check for Chromium', () => {
  let dir = '';
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'chromium-'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  it.each([
    ['a user of its own', person, false],
    ['root, with the setting for it', root, true],
  ])('passes for %s', (_who, machine, noSandbox) => {
    expect(requireChromium({ chromiumPath, noSandbox }, machine)).toBe(chromiumPath);
  });

  it('fails for root, and names the setting', () => {
    expect(() => requireChromium({ chromiumPath, noSandbox: false }, root)).toThrow(
      'set CHROMIUM_NO_SANDBOX=yes',
    );
  });

  it('fails without a Chromium, and names the setting', () => {
    const missing = { chromiumPath: '/nowhere/chromium', noSandbox: false };
    for (const headed of [false, true])
      expect(() => requireChromium({ ...missing, headed }, person)).toThrow(
        'No Chromium at /nowhere/chromium: install it, or set CHROMIUM_PATH.',
      );
  });

  it('passes the headless shell where no window is needed, and says what to install where one is', async () => {
    const shell = join(dir, 'chromium-headless-shell');
    const linked = join(dir, 'chromium');
    await writeFile(shell, '');
    await symlink(shell, linked);
    for (const each of [shell, linked]) {
      const wanted = { chromiumPath: each, noSandbox: false };
      expect(requireChromium(wanted, person)).toBe(each);
      expect(() => requireChromium({ ...wanted, headed: true }, person)).toThrow(
        `${each} cannot show a window, and the log-in needs one: install Chromium`,
      );
    }
  });

  it('says on a machine without a screen that the log-in belongs on one with a screen', () => {
    const headed = { chromiumPath, noSandbox: false, headed: true };
    expect(() => requireChromium(headed, { ...person, hasScreen: false })).toThrow(
      'run npm run console:login on a machine with a screen',
    );
    expect(requireChromium(headed, person)).toBe(chromiumPath);
  });
});
