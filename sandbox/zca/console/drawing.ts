import { z } from 'zod';

/**
 * How the pages are drawn. Each of these was seen at front ends of today, most of them at a public prototype of Zalo's
 * own screen, and they can be had together; the defaults are plain pages that a server writes.
 */
export const Drawing = z.strictObject({
  /** Names of OAs and apps have an avatar before them, which shows initials. */
  avatars: z.boolean().default(false),
  /** Tabs are buttons that only a script knows as tabs. */
  plainTabs: z.boolean().default(false),
  /** The search is a plain text field, named by its placeholder alone. */
  textSearch: z.boolean().default(false),
  /**
   * The list is drawn as Ant Design does: heads that stay stand in a table of their own, a row without height measures the
   * columns, and ids have a button to copy them, with a tooltip.
   */
  measuredTable: z.boolean().default(false),
  /** The pages' script is a file that comes so late, in milliseconds; until then nobody listens. Null: it is in the page. */
  scriptsAfterMs: z.int().nonnegative().nullable().default(null),
  /**
   * So long after its script has come, a page throws away what the server had drawn, draws it again and listens only then,
   * as React does where the two differ; in milliseconds. Null: it keeps what is there.
   */
  redrawnAfterMs: z.int().nonnegative().nullable().default(null),
  /**
   * `pages`: ten at a time, with a pager. `virtual`: all in a box of its own, of which only those in view are in the page.
   * `endless`: in a box of its own, ten at first and ten more whenever its end comes into view.
   */
  rows: z.enum(['pages', 'virtual', 'endless']).default('pages'),
  language: z.enum(['vi', 'en']).default('vi'),
});
export type Drawing = z.output<typeof Drawing>;

/** Whether the script is a file of its own. */
export function hasScriptFile({ scriptsAfterMs, redrawnAfterMs }: Drawing): boolean {
  return scriptsAfterMs !== null || redrawnAfterMs !== null;
}

/** The height of a row where only those in view are drawn, in pixels. */
export const rowPx = 44;
/** How many of those are drawn before anybody scrolls. */
export const rowsDrawnFirst = 12;
