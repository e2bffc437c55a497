import type { Asset, AssetKind } from '../../core/asset/asset.js';
import { ZcaScreenUnexpected, ZcaUnclear } from '../../flow/zca-error.js';
import type { LinkedRow, LinkedTable } from './linked-table.js';
import { PagerUnheard, type Screen } from './screen.js';

/** More pages or scrolls than this are a loop in the page, not a company's assets. */
const maxPages = 500;

/** A list whose pager missed a press is read from its start this many times more. */
const maxRestarts = 2;

/** A row, and the table in which the page shows it now. */
export interface FoundRow {
  readonly row: LinkedRow;
  readonly table: LinkedTable;
}

interface Walked {
  readonly rows: readonly LinkedRow[];
  readonly found: FoundRow | null;
}

/**
 * Reads all rows of a kind, from the first page to the last, scrolling each page to its end: rows out of view may not
 * be drawn, or not even loaded. Stops at a row that `until` accepts.
 */
async function walk(screen: Screen, kind: AssetKind, until: (row: LinkedRow) => boolean): Promise<Walked> {
  for (let restarts = 0; ; restarts += 1)
    try {
      return await walkOnce(screen, kind, until);
    } catch (error) {
      if (!(error instanceof PagerUnheard)) throw error;
      if (restarts === maxRestarts) throw new ZcaScreenUnexpected(error.message);
    }
}

async function walkOnce(
  screen: Screen,
  kind: AssetKind,
  until: (row: LinkedRow) => boolean,
): Promise<Walked> {
  const rows = new Map<string, LinkedRow>();
  let table = await screen.openList(kind);
  take(rows, table.rows, []);
  let isScrolled = false;
  for (let turns = 1; turns <= maxPages; turns += 1) {
    const row = table.rows.find(until);
    if (row !== undefined) return { rows: [...rows.values()], found: { row, table } };
    const scrolled: LinkedTable | null =
      (await screen.scrollOn(kind, table)) ?? (isScrolled ? await screen.grown(kind, table) : null);
    isScrolled = scrolled !== null;
    const next = scrolled ?? (await screen.nextPage(kind, table));
    if (next === null) {
      expectAll(rows.size, table.rowCount);
      return { rows: [...rows.values()], found: null };
    }
    take(rows, next.rows, scrolled === null && !isLonger(next, table) ? [] : table.rows);
    table = next;
  }
  throw new ZcaScreenUnexpected(`a list that does not end after ${maxPages} pages`);
}

/** Adds the rows that the page shows now. `before`: the previous rows, some of which it may still show. */
function take(rows: Map<string, LinkedRow>, shown: readonly LinkedRow[], before: readonly LinkedRow[]): void {
  const known = shown.filter(({ id }) => rows.has(id));
  const stayed = new Set(before.map(({ id }) => id));
  // If rows move between pages, or out of view while scrolling, others may also be missed.
  if (known.some(({ id }) => !stayed.has(id)) || (before.length > 0 && known.length === 0))
    throw new ZcaUnclear('the list moved while it was read');
  for (const row of shown) rows.set(row.id, row);
}

/** True if a page has only grown, as after “Xem thêm”. */
function isLonger({ rows }: LinkedTable, before: LinkedTable): boolean {
  return before.rows.length > 0 && before.rows.every(({ id }, at) => rows[at]?.id === id);
}

/** The count may include the header. */
function expectAll(seen: number, rowCount: number | null): void {
  if (rowCount !== null && seen < rowCount - 1)
    throw new ZcaUnclear(`the list says that it has ${rowCount} rows, and showed ${seen}`);
}

export async function listLinked(screen: Screen, kind: AssetKind): Promise<readonly Asset[]> {
  const { rows } = await walk(screen, kind, () => false);
  return rows.map(({ id, name }) => ({ kind, id, name }));
}

/**
 * Finds the row with exactly this id and leaves the page on it. Returns null only after walking the whole list: the
 * search alone may miss a row.
 */
export async function findRow(screen: Screen, kind: AssetKind, id: string): Promise<FoundRow | null> {
  const searched = await searchRow(screen, kind, id);
  if (searched !== null) return searched;
  const { found } = await walk(screen, kind, (row) => row.id === id);
  return found;
}

async function searchRow(screen: Screen, kind: AssetKind, id: string): Promise<FoundRow | null> {
  const all = await screen.openList(kind);
  const hasIt = (table: LinkedTable) => table.rows.some((row) => row.id === id);
  // The search has an answer when the list has changed, or when it was short to begin with. What it shows may be other
  // rows, such as those whose ids contain this one.
  const table = await screen.search(kind, id, (now) =>
    hasIt(now) ? now.rows.length < Math.max(2, all.rows.length) : isAnswer(now, all),
  );
  const row = table?.rows.find((each) => each.id === id);
  return table === null || row === undefined ? null : { row, table };
}

/**
 * Searches for an id and leaves the page on the result, for the screenshot of a row that is gone. Null when the search
 * shows rows.
 */
export async function showSearch(screen: Screen, kind: AssetKind, id: string): Promise<LinkedTable | null> {
  const all = await screen.openList(kind);
  const table = await screen.search(kind, id, (now) => isAnswer(now, all));
  return table?.rows.length === 0 ? table : null;
}

/** True if a search has changed the list, or it is empty. */
function isAnswer(now: LinkedTable, all: LinkedTable): boolean {
  return now.rows.length === 0 || now.rows.map(({ id }) => id).join() !== all.rows.map(({ id }) => id).join();
}
