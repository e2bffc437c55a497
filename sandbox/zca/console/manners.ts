import { z } from 'zod';
import { AssetId } from '../asset.js';
import { Drawing } from './drawing.js';

/**
 * How the console behaves; the defaults are good behaviour. What the real one does here is not known in every point
 * (whether a dialog comes, what it says), so a driver has to live with each of them.
 */
export const Manners = z.strictObject({
  /** How long every page and every action takes, in milliseconds. */
  delayMs: z.int().nonnegative().default(0),
  /**
   * How long the rows of the list take, in milliseconds: until then the page says that there is none, and its pager comes
   * a tenth of a second after them. 0: they are in the page from the beginning.
   */
  lateRowsMs: z.int().nonnegative().default(0),
  /** The table of OAs that are not linked has several pages, and the other one no pager where it has only one. */
  newHasPages: z.boolean().default(false),
  /** Whether ids are shown with zero-width characters in them, as some of the real ones are. */
  zeroWidth: z.boolean().default(true),
  /**
   * What asks after "Hủy liên kết" was pressed: a dialog that names the asset, one that names nothing, none at all, one
   * about another id or name, one about something else, or one of the browser's own (`window.confirm`).
   */
  dialog: z
    .enum(['names', 'plain', 'none', 'other_id', 'other_name', 'unrelated', 'browser'])
    .default('names'),
  /** How long that takes to come, in milliseconds. */
  dialogMs: z.int().nonnegative().default(0),
  /** It stays open, as it is or with other words on its button, until a confirmed unlink is answered and a moment longer. */
  dialogStays: z.enum(['no', 'as_it_is', 'working']).default('no'),
  /** How long a confirmed unlink takes until anything of it is done, in milliseconds. */
  unlinkMs: z.int().nonnegative().default(0),
  /** What the page says from the press on, until it has something else to say; empty: nothing. */
  meanwhile: z.string().default(''),
  /**
   * A dialog that nobody asked for: over the list once it is loaded, the same to say that the log-in has ended, or a
   * second one after the confirmation.
   */
  extraDialog: z.enum(['none', 'on_load', 'expired', 'after_confirm']).default('none'),
  /** Other words for those of the screen, for instance `{ "Hủy liên kết": "Gỡ liên kết" }`. */
  labels: z.record(z.string(), z.string()).default({}),
  /**
   * `on_load`: the list is sorted otherwise at every load. `under_pointer`: what a row shows moves to its neighbour when
   * the pointer comes. `at_press`: the same in the moment in which the button goes down.
   */
  moves: z.enum(['never', 'on_load', 'under_pointer', 'at_press']).default('never'),
  /** This id stands in two rows. */
  twin: AssetId.nullable().default(null),
  /** A captcha stands where the pages were. */
  captcha: z.boolean().default(false),
  /** The pages are watched by a captcha that asks nothing of anybody and shows a badge. */
  captchaBadge: z.boolean().default(false),
  /** More entries of the menu. */
  moreMenu: z.array(z.string()).default([]),
  /** Every page that is opened gives the log-in another cookie; the one before is good for nothing then. */
  rollingSession: z.boolean().default(false),
  /** The log-in page asks in a dialog. */
  loginDialog: z.boolean().default(false),
  /** The log-in ends when an unlink is confirmed. */
  sessionEndsAtConfirm: z.boolean().default(false),
  /**
   * What a confirmed unlink does: what it says; the work and then no answer; no work and no answer; it says that it is
   * done and does nothing; the work without saying so; neither work nor answer, for ever.
   */
  answer: z.enum(['honest', 'lost_after', 'lost_before', 'pretends', 'silent', 'hangs']).default('honest'),
  /** The search field finds nothing, whatever is typed. */
  deafSearch: z.boolean().default(false),
  /** How the pages are drawn. */
  drawing: Drawing.prefault({}),
  /** Every page at another address leads on to the same path at this one; null: none does. */
  movedTo: z
    .url({ protocol: /^https?$/ })
    .nullable()
    .default(null),
  /** Every page answers with this HTTP status, and this alone is on it; null: none does. */
  broken: z
    .strictObject({ status: z.int().min(400).max(599), text: z.string() })
    .nullable()
    .default(null),
});
export type Manners = z.output<typeof Manners>;

/** Manners as people write them: everything that is left out is good behaviour. */
export type MannersOrder = z.input<typeof Manners>;
