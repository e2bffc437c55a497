import { z } from 'zod';

/** The answers of the script of `in-page.ts`. The page is not ours: its content is checked like any other input. */
const dialog = z.object({
  /** Its accessible name; empty if it has none. */
  name: z.string(),
  text: z.string(),
  headings: z.array(z.string()),
  /** Text in bold or otherwise set off. */
  marked: z.array(z.string()),
  /** Names of the controls in it. */
  presses: z.array(z.string()),
});

const table = z.object({
  title: z.string(),
  /** The controls that belong to it: those after it, before the next table. */
  controls: z.array(z.object({ name: z.string(), isOff: z.boolean(), isCurrent: z.boolean() })),
  headers: z.array(z.string()),
  /** Each cell as its visible lines. */
  rows: z.array(z.object({ cells: z.array(z.array(z.string())), presses: z.array(z.string()) })),
  /** The number of rows that it reports, drawn or not, perhaps with its header; null if it reports none. */
  rowCount: z.number().nullable(),
});

export const pageSnapshot = z.object({
  origin: z.string(),
  path: z.string(),
  /** The language that the page says it is in; empty if it says none. */
  language: z.string(),
  password: z.boolean(),
  /** Except those of an invisible captcha, which asks nothing. */
  frames: z.array(z.string()),
  /** Titles and addresses of the frames that have room for a question; their content is not read. */
  wideFrames: z.array(z.string()),
  headings: z.array(z.string()),
  /** Names of the controls outside tables and dialogs. */
  presses: z.array(z.string()),
  /** Text fields and their contents. */
  fields: z.array(z.object({ label: z.string(), value: z.string() })),
  texts: z.array(z.string()),
  dialogs: z.array(dialog),
  notices: z.array(z.string()),
  tables: z.array(table),
});

/** For each control with one of these names: its name as shown, if it is disabled, and if it is the selected tab. */
export const namedControls = z.array(z.object({ name: z.string(), isOff: z.boolean(), isOpen: z.boolean() }));

export const verdict = z.object({ pressed: z.number().int(), blocked: z.array(z.string()) });

export const area = z.object({
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
  /** The search field is in it and holds the id. */
  holdsSearch: z.boolean(),
});

/** Everything that a page shows, at one moment. */
export type PageSnapshot = z.output<typeof pageSnapshot>;
export type TableSnapshot = z.output<typeof table>;
export type DialogSnapshot = z.output<typeof dialog>;
export type Area = z.output<typeof area>;
