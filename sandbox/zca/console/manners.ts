import { z } from 'zod';
import { AssetId } from '../asset.js';
import { Drawing } from './drawing.js';

/**
 * How the console behaves; the defaults are good behaviour. Nobody knows every detail of the real console (does a
 * dialog appear, what does it say), so a driver has to cope with all of these.
 */
export const Manners = z.strictObject({
  /** Every page and every action takes this long. */
  delayMs: z.int().nonnegative().default(0),
  /**
   * The list's rows take this long: until then the page says there are none, and its pager follows a tenth of a second
   * after them. 0: the page has them from the beginning.
   */
  lateRowsMs: z.int().nonnegative().default(0),
  /** The table of unlinked OAs has several pages; the table of linked ones has no pager if it fits on one. */
  newHasPages: z.boolean().default(false),
  /** Ids contain zero-width characters, as some of the real ones do. */
  zeroWidth: z.boolean().default(true),
  /**
   * The dialog after "Hủy liên kết": it names the asset, names nothing, never appears, shows another id or name, is
   * about something else, or is the browser's own (`window.confirm`).
   */
  dialog: z
    .enum(['names', 'plain', 'none', 'other_id', 'other_name', 'unrelated', 'browser'])
    .default('names'),
  /** The dialogs are marked as such, are drawers without a role, or lie in a frame. */
  dialogDrawnAs: z.enum(['dialog', 'drawer', 'frame']).default('dialog'),
  /** The dialog takes this long to appear. */
  dialogMs: z.int().nonnegative().default(0),
  /** The dialog opens empty and gets its text and buttons this much later. */
  dialogFillsMs: z.int().nonnegative().default(0),
  /** The dialog's button to confirm is disabled and counts down these seconds. */
  countsDown: z.int().nonnegative().default(0),
  /** Each of those seconds takes this long, as on a busy machine. */
  secondMs: z.int().positive().default(1_000),
  /** A message covers the list for this long after it has loaded. */
  coveredMs: z.int().nonnegative().default(0),
  /** The columns of the lists have the opposite order. */
  columnsReversed: z.boolean().default(false),
  /**
   * The dialog stays open, unchanged or with other words on its button, until just after the answer to the confirmed
   * unlink.
   */
  dialogStays: z.enum(['no', 'as_it_is', 'working']).default('no'),
  /** The server waits this long before it acts on a confirmed unlink. */
  unlinkMs: z.int().nonnegative().default(0),
  /** The page shows this from the press until it has something else to say; empty: nothing. */
  meanwhile: z.string().default(''),
  /**
   * A dialog nobody asked for: over the list once it loads, the same saying that the log-in has ended, or a second one
   * after the confirmation.
   */
  extraDialog: z.enum(['none', 'on_load', 'expired', 'after_confirm']).default('none'),
  /** Replaces the screen's words, for instance `{ "Hủy liên kết": "Gỡ liên kết" }`. */
  labels: z.record(z.string(), z.string()).default({}),
  /**
   * `on_load`: the list's order is reversed at every other load. `under_pointer`: a row's content moves to its
   * neighbour when the pointer arrives. `at_press`: the same when the button goes down.
   */
  moves: z.enum(['never', 'on_load', 'under_pointer', 'at_press']).default('never'),
  /** Two rows show this id. */
  twin: AssetId.nullable().default(null),
  /** A captcha replaces the pages. */
  captcha: z.boolean().default(false),
  /** An invisible captcha watches the pages: it asks nobody anything and shows a badge. */
  captchaBadge: z.boolean().default(false),
  /** Additional menu entries. */
  moreMenu: z.array(z.string()).default([]),
  /** Every page load replaces the log-in's cookie; the previous cookie no longer works. */
  rollingSession: z.boolean().default(false),
  /** The log-in page asks in a dialog. */
  loginDialog: z.boolean().default(false),
  /** The log-in ends when an unlink is confirmed. */
  sessionEndsAtConfirm: z.boolean().default(false),
  /**
   * The effect of a confirmed unlink: `honest` does what it says; `lost_after` unlinks without an answer; `lost_before`
   * does neither; `pretends` says it unlinked and does nothing; `silent` unlinks without saying so; `hangs` does
   * nothing and never answers.
   */
  answer: z.enum(['honest', 'lost_after', 'lost_before', 'pretends', 'silent', 'hangs']).default('honest'),
  /** The search never finds anything. */
  deafSearch: z.boolean().default(false),
  drawing: Drawing.prefault({}),
  /** Every page redirects to the same path at this address; null: none does. */
  movedTo: z
    .url({ protocol: /^https?$/ })
    .nullable()
    .default(null),
  /** Every page answers with this HTTP status and only this text; null: none does. */
  broken: z
    .strictObject({ status: z.int().min(400).max(599), text: z.string() })
    .nullable()
    .default(null),
});
export type Manners = z.output<typeof Manners>;

/** Manners as people write them: whatever is left out is good behaviour. */
export type MannersOrder = z.input<typeof Manners>;
