/**
 * The in-page script that finds lists: a table, or several elements that a person takes for one, such as column headers
 * in a table of their own that stay while the rows scroll. The rows below such headers may be plain elements without
 * roles, as in Ant Design's virtual tables: elements whose parts are below the headers, one below each.
 */
export const TABLE_SCRIPT = `
const tables = 'table, [role=table], [role=grid]';
const heads = 'th, [role=columnheader]';
const bodyCells = 'td, [role=cell], [role=gridcell]';

const titleOf = (table) => {
  const named = clean(referred(table, 'aria-labelledby') || table.getAttribute('aria-label') || table.querySelector('caption')?.textContent);
  if (named) return named;
  const before = [...document.querySelectorAll(headings)].filter((heading) => heading.compareDocumentPosition(table) & Node.DOCUMENT_POSITION_FOLLOWING);
  return textOf(before.at(-1));
};
const hasRoom = (cell) => cell.getBoundingClientRect().height > 1;
/* One cell per column, even if a cell spans several. */
const spread = (cells) => cells.length < 2 ? cells : cells.flatMap((cell) => Array.from({ length: cell.colSpan || 1 }, () => cell));
const isPlain = (row) => !row.matches('tr, [role=row]');
const partsOf = (row) => isPlain(row) ? [...row.children].filter((cell) => cell.checkVisibility()) : [...row.querySelectorAll(bodyCells + ', ' + heads + ', [role=rowheader]')].filter((cell) => cell.closest('tr, [role=row]') === row && cell.checkVisibility());
const isHead = (row) => !isPlain(row) && !partsOf(row).some((cell) => cell.matches(bodyCells));
/* Space that a list reserves for rows that are not drawn now. */
const isSpacer = ([cell, another]) => cell && !another && linesOf(cell).length === 0;
const rowsIn = (table) => seenAll('tr, [role=row]', table)
  .filter((row) => row.closest(tables) === table && row.getAttribute('aria-hidden') !== 'true' && partsOf(row).some(hasRoom));
const headersIn = (table) => spread(rowsIn(table).filter(isHead).flatMap(partsOf)).map(textOf);

/* A head without words is room for a scroll bar. */
const headCells = (table) => rowsIn(table).filter(isHead).flatMap(partsOf).filter((cell, at, all) => at < all.length - 1 || linesOf(cell).length > 0);
const standsBelow = (cell, head) => {
  const [mine, its] = [cell.getBoundingClientRect(), head.getBoundingClientRect()];
  return Math.min(mine.right, its.right) - Math.max(mine.left, its.left) > Math.min(mine.width, its.width) / 2;
};
const plainRowsIn = (element, heads) => [...element.querySelectorAll('*')].filter((row) =>
  row.childElementCount >= heads.length && isPlain(row) && hasRoom(row) && !row.matches(bodyCells) && row.checkVisibility() && row.getAttribute('aria-hidden') !== 'true' &&
  partsOf(row).length === heads.length && partsOf(row).every((cell, at) => standsBelow(cell, heads[at])));
/* What follows the table, up to the next table or heading. */
const plainRowsBelow = (table) => {
  const heads = headCells(table);
  if (heads.length < 2) return [];
  const stops = tables + ', ' + headings;
  for (let around = table, steps = 0; around && around !== document.body && steps < 5; around = around.parentElement, steps += 1)
    for (let next = around.nextElementSibling; next; next = next.nextElementSibling) {
      if (next.matches(stops) || next.querySelector(stops)) return [];
      const rows = plainRowsIn(next, heads);
      if (rows.length > 0) return rows;
    }
  return [];
};
/* The rows of a list that are plain elements. */
const plainRowsOf = ({ parts }) => {
  const [table] = parts;
  return parts.length === 1 && rowsIn(table).every(isHead) ? plainRowsBelow(table) : [];
};
const rowAround = (element) => element.closest('tr, [role=row]') ?? listsSeen().flatMap(plainRowsOf).find((row) => row.contains(element)) ?? null;

const listsSeen = () => {
  const lists = [];
  for (const table of seenAll(tables)) {
    if (table.parentElement.closest(tables) || isKeptAway(table)) continue;
    const title = titleOf(table);
    const last = lists.at(-1);
    const continues = last && last.title === title && tableRowsOf(last).length === 0 && headersOf(last).length > 0 && headersIn(table).length === 0;
    if (continues) last.parts.push(table);
    else lists.push({ title, parts: [table] });
  }
  return lists;
};
const tableRowsOf = ({ parts }) => parts.flatMap(rowsIn).filter((row) => !isHead(row) && !isSpacer(partsOf(row)));
const rowsOf = (list) => [...tableRowsOf(list), ...plainRowsOf(list)];
const headersOf = ({ parts }) => parts.flatMap(headersIn);
const cellsOf = (row) => spread(partsOf(row));
const idIn = (cell) => {
  const lines = cell ? linesOf(cell) : [];
  return lines.length === 1 ? lines[0].replace(invisible, '').replace(/\\s/g, '') : null;
};
/* The number of rows that the list reports, drawn or not; its header may be among them. */
const rowCountOf = ({ parts }) => {
  const counts = parts.map((part) => Number(part.getAttribute('aria-rowcount'))).filter((count) => count > 0);
  return counts.length > 0 ? Math.max(...counts) : null;
};
/* Controls before all lists belong to the first. */
const controlsOf = ({ parts: [first] }) => {
  const all = listsSeen().map(({ parts }) => parts[0]);
  const isBefore = (each, element) => each.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING;
  return outside().filter((element) => (all.filter((each) => isBefore(each, element)).at(-1) ?? all[0]) === first);
};

/* The elements that scroll the list, innermost first. */
const scrollersOf = (list) => {
  const found = [];
  /* Ant Design scrolls plain rows by a script, in a box that hides what is out of view. */
  const isScripted = plainRowsOf(list).length > 0;
  for (let each = (rowsOf(list)[0] ?? list.parts.at(-1)).parentElement; each; each = each.parentElement)
    if (/auto|scroll/.test(getComputedStyle(each).overflowY) || (isScripted && each.style.overflowY === 'hidden')) found.push(each);
  return [...new Set([...found, document.scrollingElement])];
};
const listOf = (title) => listsSeen().find((list) => list.title === title);
/* Scrolls on by less than the visible part, so that no row is skipped; returns whether anything moved. */
const scrollOn = (title) => {
  const list = listOf(title);
  if (!list) return null;
  for (const each of scrollersOf(list)) {
    const before = each.scrollTop;
    each.scrollTo({ top: before + Math.max(40, each.clientHeight * 0.6), behavior: 'instant' });
    if (each.scrollTop > before) return true;
  }
  return false;
};
const scrollBack = (title) => {
  const list = listOf(title);
  for (const each of list ? scrollersOf(list) : []) each.scrollTo({ top: 0, behavior: 'instant' });
};
`;
