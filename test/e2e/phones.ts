import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { switchesOf } from '../../sandbox/mischief.js';
import { startBrowser } from '../../sandbox/test/browser.js';
import { type LocalZalo, startZalo } from '../../sandbox/zalo/zalo.js';
import { zaloMischief } from '../../sandbox/zalo-mischief.js';
import { connectZalo, logInOa, zaloOptions, zaloSettings } from '../../sandbox/zalo-set-up.js';
import { people, startWorld, stopWorld, type World } from '../fixtures/world.js';
import { AtThePage, type Viewport } from './at-the-page.js';
import { AtThePhone } from './at-the-phone.js';
import { type Locale, slackLocales } from './words.js';

const pageDir = 'sandbox/dist/page';

interface Town {
  readonly world: World;
  readonly zalo: LocalZalo;
  readonly locale: Locale;
}

export interface Phones {
  /** Starts this test's Zalo and Slack with the bot between them, as `bin/demo --chat zalo` does. */
  begin(locale?: Locale): Promise<Town>;
  /** Opens a phone of the town that has begun. */
  pickUp(who: 'lan' | 'minh' | 'hoa' | 'ngoai', viewport?: Viewport): Promise<AtThePhone>;
  /** Opens a window of its Slack. */
  sitDown(as: keyof typeof people): Promise<AtThePage>;
  town(): Town;
  /** How often the ZCA removed the link of an asset. */
  removals(id: string): number;
}

/** A browser for a test file, and a town for each test; `bin/test` builds the page first. */
export function usePhones(): Phones {
  let browser: Browser | undefined;
  let begun: Town | undefined;

  beforeAll(async () => {
    if (!existsSync(`${pageDir}/zalo.html`))
      throw new Error(`${pageDir}/zalo.html is missing: run sandbox/bin/build, or bin/test`);
    await mkdir('screenshots', { recursive: true });
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());
  afterEach(async () => {
    await Promise.all((browser?.contexts() ?? []).map((context) => context.close()));
    if (begun === undefined) return;
    await stopWorld(begun.world);
    await begun.zalo.close();
    begun = undefined;
  });

  async function begin(locale: Locale = 'en'): Promise<Town> {
    const zalo: LocalZalo = await startZalo({
      ...zaloOptions,
      retryDelaysMs: [50, 50],
      page: { dir: pageDir, language: locale, switches: switchesOf(zaloMischief(() => zalo)) },
    });
    const settings = zaloSettings(zalo, []);
    const world = await startWorld({
      env: { BOT_LOCALE: locale, ...settings },
      locale: slackLocales[locale],
      workspace: { pageDir },
      change: (config) => ({ ...config, zalo: { ...config.zalo, timeoutMs: 8_000 } }),
    });
    begun = { world, zalo, locale };
    const { url, prefix } = { url: world.redis.url, prefix: world.config.redis.prefix };
    const env = { ...process.env, ...settings, REDIS_URL: url, REDIS_PREFIX: prefix };
    await logInOa(zalo, 'dist/src/cli/zalo-login.js', env);
    await connectZalo(zalo, world.workspace, `http://127.0.0.1:${world.web.port}`);
    return begun;
  }

  function town(): Town {
    if (begun === undefined) throw new Error('no town has begun');
    return begun;
  }

  function opened(): Browser {
    if (browser === undefined) throw new Error('the browser is not there yet');
    return browser;
  }

  return {
    begin,
    town,
    pickUp: (who, viewport) => {
      const { zalo, locale } = town();
      const how = { locale, ...(viewport === undefined ? {} : { viewport }) };
      return AtThePhone.open(opened(), `${zalo.url}/?as=${who}`, how);
    },
    sitDown: (as) => {
      const { world, locale } = town();
      return AtThePage.open(opened(), `${world.workspace.url}/?as=${people[as]}`, { locale });
    },
    removals: (id) => town().world.zca.ledger.removals.filter((each) => each.id === id).length,
  };
}
