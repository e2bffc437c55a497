import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { App } from '@slack/bolt';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { Workspace } from '../../slack/workspace.js';
import { startBrowser } from '../browser.js';
import { overHttp, type Stage } from '../slack/bolt-bot.js';

const pageDir = fileURLToPath(new URL('../../dist/page', import.meta.url));

/** A workspace with the test's own bot, and windows on it. */
export interface PageStage {
  workspace: Workspace;
  app: App;
  /** Opens a window for a person, at a channel or at `home`. */
  look(user: string, channel?: string): Promise<Page>;
}

/** Starts a browser for a test file; returns a function that sets a stage, which ends with its test. */
export function pageStages(): (listen: (app: App) => void) => Promise<PageStage> {
  let browser: Browser | undefined;
  let stage: Stage | undefined;
  beforeAll(async () => {
    if (!existsSync(`${pageDir}/index.html`))
      throw new Error(`${pageDir}/index.html is missing: run sandbox/bin/build, or bin/test`);
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());
  afterEach(async () => {
    await Promise.all((browser?.contexts() ?? []).map((context) => context.close()));
    await stage?.stop();
    stage = undefined;
  });
  return async (listen) => {
    const set = await overHttp(listen, { pageDir });
    stage = set;
    const look = async (user: string, channel = 'C0ZCAOPS01') => {
      if (browser === undefined) throw new Error('the browser is not there yet');
      const page = await browser.newPage();
      page.setDefaultTimeout(10_000);
      await page.goto(`${set.workspace.url}/?as=${user}&channel=${channel}`);
      return page;
    };
    return { workspace: set.workspace, app: set.app, look };
  };
}
