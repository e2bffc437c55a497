import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { startBrowser } from '../../sandbox/test/browser.js';
import { people, startWorld, stopWorld, type World, type WorldOptions } from '../fixtures/world.js';
import { AtThePage, desktop, type Viewport } from './at-the-page.js';
import { type Locale, slackLocales } from './words.js';

const pageDir = 'sandbox/dist/page';

export interface SittingDown {
  readonly locale?: Locale;
  readonly viewport?: Viewport;
  /** The person at the window from the start. */
  readonly as?: keyof typeof people;
}

export interface Windows {
  /** Starts this test's workspace, with the bot and everybody in one language. */
  begin(locale: Locale, options?: WorldOptions): Promise<World>;
  /**
   * A window of this test's workspace for one person; the first one starts the workspace unless it
   * has begun.
   */
  sitDown(how?: SittingDown): Promise<AtThePage>;
  world(): World;
  isLinked(id: string): boolean;
}

/** A browser for a test file, and a workspace for each test; `bin/test` builds the page first. */
export function useWindows(): Windows {
  let browser: Browser | undefined;
  let world: World | undefined;
  let spoken: Locale = 'en';

  beforeAll(async () => {
    if (!existsSync(`${pageDir}/index.html`))
      throw new Error(`${pageDir}/index.html is missing: run sandbox/bin/build, or bin/test`);
    await mkdir('screenshots', { recursive: true });
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());
  afterEach(async () => {
    await Promise.all((browser?.contexts() ?? []).map((context) => context.close()));
    if (world !== undefined) await stopWorld(world);
    world = undefined;
  });

  async function begin(locale: Locale, options: WorldOptions = {}): Promise<World> {
    spoken = locale;
    world = await startWorld({
      ...options,
      env: { BOT_LOCALE: locale, ...options.env },
      locale: slackLocales[locale],
      workspace: { pageDir, ...options.workspace },
    });
    return world;
  }

  return {
    begin,
    async sitDown({ locale, viewport = desktop, as } = {}) {
      const { workspace } = world ?? (await begin(locale ?? 'en'));
      if (browser === undefined) throw new Error('the browser is not there yet');
      const url = as === undefined ? workspace.url : `${workspace.url}/?as=${people[as]}`;
      return AtThePage.open(browser, url, { viewport, locale: spoken });
    },
    world: here,
    isLinked: (id) =>
      here()
        .zca.assets()
        .some((each) => each.id === id),
  };

  function here(): World {
    if (world === undefined) throw new Error('nobody has sat down yet');
    return world;
  }
}
