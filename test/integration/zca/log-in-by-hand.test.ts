import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startZca, type Zca } from '../../../sandbox/zca/zca.js';
import { consoleLabels } from '../../../src/config/console-schema.js';
import { ConsoleBrowser } from '../../../src/zca/console/browser.js';
import { logInByHand } from '../../../src/zca/console/log-in-by-hand.js';
import { SessionFile } from '../../../src/zca/console/session-file.js';

const labels = consoleLabels.parse({});

/** A browser in which somebody acts as soon as there is a page. */
class WatchedBrowser extends ConsoleBrowser {
  readonly #act: (page: Page) => Promise<void>;

  constructor(act: (page: Page) => Promise<void>) {
    super({
      chromiumPath: process.env['CHROMIUM_PATH'] ?? '',
      noSandbox: process.getuid?.() === 0,
      labels,
    });
    this.#act = act;
  }

  override async newPage(...args: Parameters<ConsoleBrowser['newPage']>) {
    const opened = await super.newPage(...args);
    void this.#act(opened.page);
    return opened;
  }
}

describe('logging in by hand', () => {
  let zca: Zca;
  let dir = '';
  let path = '';
  let browser: ConsoleBrowser;
  const place = () => ({
    address: zca.console.url,
    otherAddresses: [],
    logInHosts: [],
    accountCode: zca.console.accountCode,
    labels,
  });

  beforeEach(async () => {
    zca = await startZca({ accessToken: 'token' });
    dir = await mkdtemp(join(tmpdir(), 'by-hand-'));
    path = join(dir, 'session.json');
  });
  afterEach(async () => {
    await browser.close();
    await zca.close();
    await rm(dir, { recursive: true, force: true });
  });

  it.each([
    ['a page', false],
    ['a dialog', true],
  ])(
    'keeps the session of a person who logs in through %s, and not the password',
    async (_door, loginDialog) => {
      zca.console.behave({ loginDialog });
      browser = new WatchedBrowser(async (page) => {
        await page.getByLabel('Số điện thoại').fill('0912345678');
        await page.getByLabel('Mật khẩu').fill('pa55word-typed');
        await page.getByRole('button', { name: 'Đăng nhập' }).click();
      });
      const file = new SessionFile(path, randomBytes(32).toString('base64'));
      await logInByHand(place(), browser, file, { withinMs: 20_000 });
      const kept = JSON.stringify((await file.load())?.state);
      expect(kept).toContain('zbs_session');
      expect(kept).not.toContain('pa55word-typed');
    },
  );

  it('keeps nothing when nobody logs in', async () => {
    browser = new WatchedBrowser(async () => undefined);
    const file = new SessionFile(path, randomBytes(32).toString('base64'));
    await expect(logInByHand(place(), browser, file, { withinMs: 1_500 })).rejects.toThrow(
      'Nobody has logged in',
    );
    await expect(readFile(path)).rejects.toThrow();
  });
});
