import { z } from 'zod';

/** What the script of `in-page.ts` answers. A page is somebody else's: what it shows is checked like any other input. */
const dialog = z.object({
  /** Its accessible name; empty where it has none. */
  name: z.string(),
  text: z.string(),
  headings: z.array(z.string()),
  /** What is set off in bold or the like. */
  marked: z.array(z.string()),
  /** Names of what can be pressed in it. */
  presses: z.array(z.string()),
});

const table = z.object({
  title: z.string(),
  /** What can be pressed and belongs to it: what stands behind it, before the next table. */
  controls: z.array(z.object({ name: z.string(), isOff: z.boolean() })),
  headers: z.array(z.string()),
  /** Each cell as the lines that it shows. */
  rows: z.array(z.object({ cells: z.array(z.array(z.string())), presses: z.array(z.string()) })),
  /** How many rows it says that it has, drawn or not, perhaps with its head; null where it does not say. */
  rowCount: z.number().nullable(),
});

export const pageSnapshot = z.object({
  origin: z.string(),
  path: z.string(),
  password: z.boolean(),
  /** But for those of a captcha that asks nothing of anybody. */
  frames: z.array(z.string()),
  headings: z.array(z.string()),
  /** Names of what can be pressed outside tables and dialogs. */
  presses: z.array(z.string()),
  /** Where one can type text, and what stands there. */
  fields: z.array(z.object({ label: z.string(), value: z.string() })),
  texts: z.array(z.string()),
  dialogs: z.array(dialog),
  notices: z.array(z.string()),
  tables: z.array(table),
});

/** Of everything that has one of these names: whether it can be pressed, and whether it is the open one of tabs. */
export const namedControls = z.array(z.object({ isOff: z.boolean(), isOpen: z.boolean() }));

export const verdict = z.object({ pressed: z.number().int(), blocked: z.array(z.string()) });

export const area = z.object({
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
  /** Whether the search field is in it and holds the id. */
  holdsSearch: z.boolean(),
});

/** All that a page shows, in one moment. */
export type PageSnapshot = z.output<typeof pageSnapshot>;
export type TableSnapshot = z.output<typeof table>;
export type DialogSnapshot = z.output<typeof dialog>;
export type Area = z.output<typeof area>;
