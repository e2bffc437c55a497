import type { Asset, AssetKind } from '../../core/asset.js';
import { ZcaNotNow, ZcaScreenUnexpected, ZcaUnclear } from '../../flow/zca-error.js';
import type { LinkedRow, LinkedTable } from './linked-table.js';
import type { Screen } from './screen.js';

/** More pages than this are a loop in the page, not a company's assets. */
const mostPages = 500;

/** A row, and the table that the page shows it in now. */
export interface FoundRow {
  readonly row: LinkedRow;
  readonly table: LinkedTable;
}

/** All rows of a kind, from the first page to the last. `until` ends the walk on the page of a row. */
async function walk(
  screen: Screen,
  kind: AssetKind,
  until: (row: LinkedRow) => boolean,
): Promise<{ readonly rows: readonly LinkedRow[]; readonly found: FoundRow | null }> {
  const rows = new Map<string, LinkedRow>();
  let table = await screen.openList(kind);
  for (let page = 1; page <= mostPages; page += 1) {
    for (const row of table.rows) {
      // What moves from page to page while they are turned may also be missed.
      if (rows.has(row.id)) throw new ZcaUnclear('the list moved while it was read');
      rows.set(row.id, row);
    }
    const found = table.rows.find(until);
    if (found !== undefined) return { rows: [...rows.values()], found: { row: found, table } };
    const next = await screen.nextPage(kind, table);
    if (next === null) return { rows: [...rows.values()], found: null };
    table = next;
  }
  throw new ZcaScreenUnexpected(`a list that does not end after ${mostPages} pages`);
}

export async function listLinked(screen: Screen, kind: AssetKind): Promise<readonly Asset[]> {
  const { rows } = await walk(screen, kind, () => false);
  return rows.map(({ id, name }) => ({ kind, id, name }));
}

/**
 * Finds the row of exactly this id and leaves the page on it. That there is none is said only after the whole list was
 * walked: the search alone may fail to find what is there.
 */
export async function findRow(screen: Screen, kind: AssetKind, id: string): Promise<FoundRow | null> {
  const searched = await searchRow(screen, kind, id);
  if (searched !== null) return searched;
  const { found } = await walk(screen, kind, (row) => row.id === id);
  return found;
}

async function searchRow(screen: Screen, kind: AssetKind, id: string): Promise<FoundRow | null> {
  const all = await screen.openList(kind);
  await screen.search(id);
  const hasIt = (table: LinkedTable) => table.rows.some((row) => row.id === id);
  // Its answer is there when the list has changed, or when it was short to begin with.
  const table = await screen
    .table(
      kind,
      (now) => now.rows.length === 0 || (hasIt(now) && now.rows.length < Math.max(2, all.rows.length)),
    )
    .catch((error: unknown) => {
      if (error instanceof ZcaNotNow || all.rows.length === 0) throw error;
      return null;
    });
  const row = table?.rows.find((each) => each.id === id);
  return table == null || row === undefined ? null : { row, table };
}

/** Searches for an id and leaves the page showing what the search found; for the picture of a row that is gone. */
export async function showSearch(screen: Screen, kind: AssetKind, id: string): Promise<LinkedTable> {
  await screen.openList(kind);
  await screen.search(id);
  return screen.table(kind, ({ rows }) => rows.length === 0);
}
