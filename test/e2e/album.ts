import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import { people, type places } from '../fixtures/world.js';
import { type AtThePage, desktop, phone, type Viewport } from './at-the-page.js';
import type { Windows } from './windows.js';
import type { Locale } from './words.js';

/** The parts of the browser's elements that are used here. */
interface Shown {
  readonly tagName: string;
  readonly className: string;
  readonly textContent: string;
  readonly scrollWidth: number;
  readonly clientWidth: number;
  getBoundingClientRect(): { readonly right: number };
  querySelectorAll(selector: string): Iterable<Shown>;
}
declare function getComputedStyle(element: Shown): { readonly overflowX: string; readonly clipPath: string };

/** Runs in the browser: the elements that overflow their parent, or are cut off in it. */
function sticksOut(root: Shown): string[] {
  // As wide as the space that hangs at the end of a line.
  const edge = root.getBoundingClientRect().right + 5;
  const isCut = (each: Shown) =>
    each.scrollWidth > each.clientWidth + 1 &&
    !['visible', 'clip'].includes(getComputedStyle(each).overflowX);
  return [root, ...root.querySelectorAll('*')]
    .filter((each) => getComputedStyle(each).clipPath === 'none')
    .filter((each) => each.getBoundingClientRect().right > edge || isCut(each))
    .map((each) => `${each.tagName}.${each.className}: ${each.textContent.slice(0, 60)}`);
}

interface Window {
  readonly me: AtThePage;
  readonly viewport: Viewport;
}

/** Tall enough for scrolled content to be in the picture from its first line to its last. */
const tall = 3_200;

/** The same thing in two windows, wide and narrow, as pictures for people to look at. */
export class Album {
  readonly #locale: Locale;
  readonly #windows: readonly Window[];
  readonly #url: string;

  private constructor(locale: Locale, windows: readonly Window[], url: string) {
    this.#locale = locale;
    this.#windows = windows;
    this.#url = url;
  }

  static async open({ sitDown, world }: Windows, locale: Locale): Promise<Album> {
    const windows: Window[] = [];
    for (const viewport of [desktop, phone]) windows.push({ me: await sitDown({ viewport }), viewport });
    return new Album(locale, windows, world().workspace.url);
  }

  /** Takes both windows to a place. */
  async visit(
    as: keyof typeof people,
    channel: (typeof places)[keyof typeof places] | 'home',
  ): Promise<void> {
    for (const { me } of this.#windows) {
      await me.page.goto(`${this.#url}/?as=${people[as]}&channel=${channel}`);
      await me.page.getByRole('main').waitFor();
    }
  }

  /** A picture of the card that has the first text, once it also has the second. */
  card(name: string, id: string, says: string | RegExp): Promise<void> {
    return this.whole(name, ({ page }) =>
      page
        .getByRole('region', { name: /^Messages in / })
        .getByRole('article', { name: /^zca-unlink, / })
        .filter({ hasText: id })
        .filter({ hasText: says })
        .first(),
    );
  }

  /** A picture of a private answer. */
  note(name: string, says: string | RegExp): Promise<void> {
    return this.whole(name, ({ page }) =>
      page.getByRole('article', { name: 'only visible to you' }).filter({ hasText: says }).last(),
    );
  }

  /** A picture in each window of something in full, however long it is. */
  whole(name: string, find: Find): Promise<void> {
    return this.#take(name, find, tall);
  }

  /** A picture in each window of something as it appears there. */
  take(name: string, find: Find): Promise<void> {
    return this.#take(name, find, null);
  }

  /** Fails when something is wider than its place. */
  async #take(name: string, find: Find, height: number | null): Promise<void> {
    for (const { me, viewport } of this.#windows) {
      await me.page.setViewportSize({ width: viewport.width, height: height ?? viewport.height });
      const shown = await find(me);
      await shown.waitFor();
      await shown.screenshot({ path: `screenshots/${this.#locale}-${viewport.name}-${name}.png` });
      expect(await shown.evaluate(sticksOut), `${name}, ${viewport.name}`).toEqual([]);
      expect(await me.overflow(), `${name}, ${viewport.name}`).toBeLessThanOrEqual(0);
    }
  }
}

type Find = (me: AtThePage) => Locator | Promise<Locator>;
