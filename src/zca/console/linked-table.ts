import type { AssetKind } from '../../core/asset/asset.js';
import { withoutInvisible } from '../../core/text/invisible.js';
import { type ConsoleLabels, isLabel, withLabel } from './labels.js';
import { type NameInCell, nameInCell } from './name-in-cell.js';
import type { PageSnapshot, TableSnapshot } from './page-snapshot.js';

export interface LinkedRow extends NameInCell {
  readonly id: string;
  /** The number of "unlink" buttons in the row. */
  readonly unlinks: number;
}

/** The parsed table of linked assets. */
export interface LinkedTable {
  readonly title: string;
  readonly nameColumn: number;
  readonly idColumn: number;
  readonly rows: readonly LinkedRow[];
  /** The way to the next page; `unknown`: there is a second page, but no known way to it. */
  readonly next: 'on' | 'off' | 'none' | 'unknown';
  /** The number of the page that the pager marks as the current one; null: none. */
  readonly page: number | null;
  /** The number of rows that the table reports, drawn or not, perhaps with its header; null if it reports none. */
  readonly rowCount: number | null;
}

export type TableReading =
  | { readonly type: 'table'; readonly table: LinkedTable }
  | { readonly type: 'problem'; readonly problem: string };

/**
 * Finds the table of linked assets by its title and columns; the OA tab also has one of assets that are not linked. An
 * unreadable row, or an empty table that does not say so, is a problem: nothing is concluded from half a page.
 */
export function linkedTableOf(seen: PageSnapshot, kind: AssetKind, labels: ConsoleLabels): TableReading {
  const tables = withLabel(seen.tables, ({ title }) => title, labels.linkedTable[kind]);
  const [table] = tables;
  if (table === undefined)
    return problem(`no table “${labels.linkedTable[kind][0]}”; there was ${named(seen.tables)}`);
  if (tables.length > 1)
    return problem(`${tables.length} tables “${labels.linkedTable[kind][0]}”: ${named(tables)}`);
  const nameColumn = table.headers.findIndex((text) => isLabel(text, labels.nameColumn[kind]));
  const idColumn = table.headers.findIndex((text) => isLabel(text, labels.idColumn[kind]));
  if (table.headers.length === 0)
    return problem(`a table “${table.title.slice(0, 60)}” without column heads`);
  if (nameColumn < 0 || idColumn < 0)
    return problem(`other columns: ${table.headers.map((text) => `“${text}”`).join(', ')}`);
  return rowsOf(table, { nameColumn, idColumn }, kind, labels);
}

function rowsOf(
  table: TableSnapshot,
  columns: { readonly nameColumn: number; readonly idColumn: number },
  kind: AssetKind,
  labels: ConsoleLabels,
): TableReading {
  const full = table.rows.filter(({ cells }) => cells.length > 1);
  const single = table.rows.filter(({ cells }) => cells.length === 1);
  const saysNone = single.some(({ cells }) => isLabel(cells[0]?.join(' ') ?? '', labels.nothing[kind]));
  if (full.length === 0 && !saysNone)
    return problem('a table without rows that does not say that it has none');
  if (full.length > 0 && single.length > 0) return problem('a row with one cell among the others');
  const rows: LinkedRow[] = [];
  for (const { cells, presses } of full) {
    const cell = cells[columns.idColumn] ?? [];
    const id = digitsOf(cell);
    if (id === null) return problem(`a row whose id is not one: “${cell.join(' / ').slice(0, 40)}”`);
    const unlinks = presses.filter((name) => isLabel(name, labels.unlink)).length;
    if (unlinks === 0)
      return problem(
        `a row without “${labels.unlink[0]}”; it has ${presses.map((name) => `“${name}”`).join(', ') || 'nothing to press'}`,
      );
    rows.push({ id, ...nameInCell(cells[columns.nameColumn] ?? []), unlinks });
  }
  const twin = rows.find(({ id }, index) => rows.findIndex((each) => each.id === id) < index);
  if (twin !== undefined) return problem(`two rows with the id ${twin.id}`);
  const { title, rowCount } = table;
  return {
    type: 'table',
    table: { title, ...columns, rows, next: nextOf(table, labels), page: pageOf(table), rowCount },
  };
}

function nextOf({ controls }: TableSnapshot, labels: ConsoleLabels): LinkedTable['next'] {
  const steps = controls.filter(({ name }) => isLabel(name, labels.nextPage));
  if (steps.some(({ isOff }) => !isOff)) return 'on';
  if (steps.length > 0) return 'off';
  return controls.some(({ name }) => isLabel(name, ['2'])) ? 'unknown' : 'none';
}

function pageOf({ controls }: TableSnapshot): number | null {
  const [current, another] = controls.filter(({ name, isCurrent }) => isCurrent && /^\d{1,4}$/u.test(name));
  return current === undefined || another !== undefined ? null : Number(current.name);
}

/** The id in a one-line cell, without invisible characters; null if that is no id. */
export function digitsOf([line = '', ...more]: readonly string[]): string | null {
  const text = withoutInvisible(line).replace(/\s/gu, '');
  return more.length === 0 && /^\d{1,30}$/u.test(text) ? text : null;
}

function named(tables: readonly TableSnapshot[]): string {
  return tables.map(({ title }) => `“${title.slice(0, 60)}”`).join(', ') || 'no table';
}

function problem(text: string): TableReading {
  return { type: 'problem', problem: text };
}
