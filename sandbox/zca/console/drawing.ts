import { z } from 'zod';

/**
 * How the pages are drawn. Each variant was seen in a current front end, most of them in a public prototype of Zalo's
 * own screen. They can be combined; the defaults are plain server-rendered pages.
 */
export const Drawing = z.strictObject({
  /** OA and app names follow an avatar with initials. */
  avatars: z.boolean().default(false),
  /** Tabs are buttons without the role `tab`; a script switches them. */
  plainTabs: z.boolean().default(false),
  /** The search is a plain text field, named only by its placeholder. */
  textSearch: z.boolean().default(false),
  /**
   * The list is drawn as Ant Design does: the sticky header is a table of its own, a row without height measures the
   * columns, and a button with a tooltip copies each id.
   */
  measuredTable: z.boolean().default(false),
  /**
   * The pages' script is a file that arrives after this delay; until then no control reacts. Null: the script is
   * inline.
   */
  scriptsAfterMs: z.int().nonnegative().nullable().default(null),
  /**
   * This long after its script arrives, a page discards the server's HTML, draws it again and only then listens, as
   * React does on a hydration mismatch. Null: the page keeps the HTML.
   */
  redrawnAfterMs: z.int().nonnegative().nullable().default(null),
  /**
   * `pages`: ten rows at a time, with a pager. `virtual`: a scroll box that holds only the rows in view.
   * `plain_virtual`: the same as Ant Design draws it, with headers in a table of their own, rows that are elements
   * without roles, and a box that a script scrolls. `endless`: a scroll box with ten rows, and ten more whenever its end
   * comes into view.
   */
  rows: z.enum(['pages', 'virtual', 'plain_virtual', 'endless']).default('pages'),
  /** The lists' columns have heads that are marked as such, a first row with their titles, or nothing above them. */
  heads: z.enum(['marked', 'plain', 'none']).default('marked'),
  /** Menu, tabs and titles show counts: in brackets, or in a badge. */
  counts: z.boolean().default(false),
  /**
   * The pager is drawn again, once a page, when the pointer reaches it or when the button goes down on it;
   * `at_first_press`: only when the button goes down for the first time in a window.
   */
  pagerRedrawn: z.enum(['never', 'under_pointer', 'at_press', 'at_first_press']).default('never'),
  /** The pager marks the current page. */
  pagerMarks: z.boolean().default(true),
  language: z.enum(['vi', 'en']).default('vi'),
});
export type Drawing = z.output<typeof Drawing>;

/** Tells whether the script is a file of its own. */
export function hasScriptFile({ scriptsAfterMs, redrawnAfterMs }: Drawing): boolean {
  return scriptsAfterMs !== null || redrawnAfterMs !== null;
}

/** True if only the rows in view are drawn. */
export function isVirtual({ rows }: Drawing): boolean {
  return rows === 'virtual' || rows === 'plain_virtual';
}

/** Row height in pixels of a `virtual` list. */
export const rowPx = 44;
/** Rows of a `virtual` list drawn before anybody scrolls. */
export const rowsDrawnFirst = 12;
