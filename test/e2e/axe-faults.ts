import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';

/** Puts axe-core into a page. */
export async function loadAxe(page: Page): Promise<void> {
  await page.evaluate(await readFile('node_modules/axe-core/axe.min.js', 'utf8'));
}

/** The faults that axe-core finds in a page by its rules for WCAG 2.2 AA and its best practices. */
export async function axeFaults(page: Page): Promise<string[]> {
  const found: unknown = await page.evaluate(
    `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 120)).join(' | ')))`,
  );
  return Array.isArray(found) ? found.map(String) : [`axe answered ${String(found)}`];
}
