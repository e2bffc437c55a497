import { mkdir, readFile } from 'node:fs/promises';
import { Redis } from 'ioredis';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser } from '../../sandbox/test/browser.js';
import { recordPast, toldRequest } from '../fixtures/recorded-past.js';
import { useWorld } from '../fixtures/world.js';

const passphrase = 'mười hai con mèo nằm trên mái ngói';
const widths = { desktop: { width: 1280, height: 900 }, phone: { width: 360, height: 740 } } as const;
const setUps = [
  { locale: 'vi', width: 'phone', colorScheme: 'light' },
  { locale: 'en', width: 'desktop', colorScheme: 'light' },
  { locale: 'en', width: 'phone', colorScheme: 'dark' },
  { locale: 'vi', width: 'desktop', colorScheme: 'dark' },
] as const;
type SetUp = (typeof setUps)[number];
const pages = {
  requests: '/admin/requests',
  search: '/admin/requests?q=cua+hang&status=failed',
  nothing: '/admin/requests?q=zzzz',
  story: `/admin/requests/${toldRequest}`,
  waiting: '/admin/waiting',
  charts: '/admin/charts',
  assets: '/admin/assets',
  alerts: '/admin/alerts',
  queues: '/admin/queues',
  missing: '/admin/none',
  unreadable: '/admin/requests?since=x',
} as const;

describe('the admin page in a browser without scripts', () => {
  const world = useWorld({ env: { ADMIN_PORT: '0', ADMIN_PASSPHRASE: passphrase } });
  const origin = () => `http://127.0.0.1:${world().web.adminPort}`;
  let browser: Browser | undefined;

  beforeAll(async () => {
    browser = await startBrowser();
    await mkdir('screenshots', { recursive: true });
    const redis = new Redis(world().redis.url);
    await recordPast(redis, world().config.redis.prefix, Date.now());
    redis.disconnect();
  });
  afterAll(() => browser?.close());

  const sitDown = async ({ locale, width, colorScheme }: SetUp, javaScriptEnabled = false) => {
    if (browser === undefined) throw new Error('no browser');
    const screen = { viewport: widths[width], colorScheme };
    const context = await browser.newContext({ ...screen, javaScriptEnabled });
    const page = await context.newPage();
    await page.goto(`${origin()}/admin?lang=${locale}`);
    return { page, screen };
  };
  const logIn = async (page: Page) => {
    await page.locator('#passphrase').fill(passphrase);
    await page.locator('button.primary').click();
    await page.waitForURL('**/admin/requests');
  };

  it.each(setUps)('has no fault that axe finds: $locale, $width, $colorScheme', async (setUp) => {
    const { locale, width } = setUp;
    const { page, screen } = await sitDown(setUp);
    const faultsIn = await examiner(screen);
    const faults: Record<string, unknown> = {};
    const look = async (name: string) => {
      await page.screenshot({ path: `screenshots/admin-${locale}-${width}-${name}.png`, fullPage: true });
      const found = await faultsIn(await page.content());
      if (found.length > 0) faults[name] = found;
    };
    await look('log-in');
    await page.locator('#passphrase').fill('wrong');
    await page.locator('button.primary').click();
    await page.locator('[role=alert]').waitFor();
    await look('wrong');
    await logIn(page);
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(origin() + path);
      if (name === 'charts') for (const each of await page.locator('summary').all()) await each.click();
      await look(name);
    }
    expect(faults).toEqual({});
  });

  it('shows queues and jobs by Bull Board, under its own content policy', async () => {
    const { page } = await sitDown({ locale: 'en', width: 'desktop', colorScheme: 'light' }, true);
    const said: string[] = [];
    page.on('pageerror', (error) => said.push(error.message));
    await logIn(page);
    await page.goto(`${origin()}/admin/queues`);
    await page.locator('a.button').click();
    await page.getByText('ask', { exact: true }).first().waitFor();
    await page.screenshot({ path: 'screenshots/admin-board.png' });
    expect(said).toEqual([]);
    const status = await page.evaluate(
      `fetch('/admin/queues/board/api/queues/ask/pause', { method: 'PUT' }).then((answer) => answer.status)`,
    );
    expect(status).toBe(403);
  });

  /** Axe needs scripts, which the page's own policy forbids: it looks at copies of the pages. */
  async function examiner(screen: object): Promise<(html: string) => Promise<string[]>> {
    if (browser === undefined) throw new Error('no browser');
    const context = await browser.newContext({ ...screen, bypassCSP: true });
    const copy = await context.newPage();
    const axe = await readFile('node_modules/axe-core/axe.min.js', 'utf8');
    let body = '';
    await copy.route('**/admin/copy', (route) => route.fulfill({ contentType: 'text/html', body }));
    return async (html) => {
      body = html;
      await copy.goto(`${origin()}/admin/copy`);
      await copy.evaluate(axe);
      const found: unknown = await copy.evaluate(
        `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 160)).join(' | ')))`,
      );
      const isWide = await copy.evaluate(
        'document.documentElement.scrollWidth > document.documentElement.clientWidth',
      );
      return [
        ...(Array.isArray(found) ? found.map(String) : ['axe gave no answer']),
        ...(isWide === true ? ['wider than the screen'] : []),
      ];
    };
  }
});
