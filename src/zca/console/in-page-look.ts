import { invisible } from '../../core/invisible.js';

/**
 * The part of the page's script that says what the page shows: names and texts as people see them, all of it in one
 * moment.
 */
export const LOOK_SCRIPT = `
const invisible = new RegExp(${JSON.stringify(invisible.source)}, 'gu');
const clean = (text) => (text ?? '').normalize('NFC').replace(/\\s+/g, ' ').trim();
const folded = (text) => clean(clean(text).replace(invisible, '')).toLowerCase();
const idIn = (text) => (text ?? '').replace(invisible, '').replace(/\\s/g, '');
const isSeen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: false });
const pressables = 'button, a, [role=button], [role=link], [role=menuitem], [role=tab], input[type=button], input[type=submit]';
const dialogs = 'dialog[open], [role=dialog], [role=alertdialog]';
const headings = 'h1, h2, h3, h4, h5, h6, [role=heading]';
const tables = 'table, [role=table], [role=grid]';

const referred = (element, attribute) =>
  (element.getAttribute(attribute) ?? '').split(/\\s+/).map((id) => id && document.getElementById(id)?.textContent).filter(Boolean).join(' ');
const nameOf = (element) =>
  clean(referred(element, 'aria-labelledby') || element.getAttribute('aria-label') || element.value || element.textContent || element.title);
const titleOf = (table) => {
  const named = clean(referred(table, 'aria-labelledby') || table.getAttribute('aria-label') || table.querySelector('caption')?.textContent);
  if (named) return named;
  const before = [...document.querySelectorAll(headings)].filter((heading) => heading.compareDocumentPosition(table) & Node.DOCUMENT_POSITION_FOLLOWING);
  return clean(before.at(-1)?.textContent);
};
const cellsOf = (row) => [...row.querySelectorAll('td, [role=cell], [role=gridcell], [role=rowheader]')];
const seenAll = (selector, root = document) => [...root.querySelectorAll(selector)].filter(isSeen);

const isOff = (element) => element.disabled === true || element.closest('[aria-disabled=true], [disabled]') !== null;
const outside = () => seenAll(pressables).filter((each) => !each.closest(tables) && !each.closest(dialogs));
const tablesSeen = () => seenAll(tables).filter((table) => !table.parentElement.closest(tables));
/* What stands before all tables belongs to the first. */
const controlsOf = (table) => {
  const all = tablesSeen();
  const isBefore = (each, element) => each.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING;
  return outside().filter((element) => (all.filter((each) => isBefore(each, element)).at(-1) ?? all[0]) === table);
};
const tableSeen = (table) => ({
  title: titleOf(table),
  controls: controlsOf(table).map((each) => ({ name: nameOf(each), isOff: isOff(each) })),
  headers: seenAll('th, [role=columnheader]', table).map((cell) => clean(cell.textContent)),
  rows: seenAll('tr, [role=row]', table)
    .map((row) => ({ cells: cellsOf(row).map((cell) => clean(cell.textContent)), presses: seenAll(pressables, row).map(nameOf) }))
    .filter(({ cells }) => cells.length > 0),
});
const dialogSeen = (dialog) => ({
  name: nameOf(dialog) === clean(dialog.textContent) ? '' : nameOf(dialog),
  text: clean(dialog.innerText),
  headings: seenAll(headings, dialog).map((heading) => clean(heading.textContent)),
  marked: [...dialog.querySelectorAll('b, strong, em, mark')].map((part) => clean(part.textContent)),
  presses: seenAll(pressables, dialog).map(nameOf),
});
const look = () => ({
  origin: location.origin,
  path: location.pathname,
  password: seenAll('input[type=password]').length > 0,
  frames: seenAll('iframe').filter((frame) => !/[?&#]size=invisible/.test(frame.src)).map((frame) => clean(frame.title + ' ' + frame.src).slice(0, 300)),
  headings: seenAll(headings).filter((heading) => !heading.closest(dialogs)).map((heading) => clean(heading.textContent)),
  presses: outside().map(nameOf),
  texts: seenAll('label, img, [role=img]').map((each) => clean(each.getAttribute('aria-label') || each.getAttribute('alt') || each.textContent)),
  dialogs: seenAll(dialogs).map(dialogSeen),
  notices: seenAll('[role=status], [role=alert]').map((notice) => clean(notice.textContent)).filter((text) => text !== ''),
  tables: tablesSeen().map(tableSeen),
});

const labelled = (field) => clean(referred(field, 'aria-labelledby') || field.getAttribute('aria-label') || field.labels?.[0]?.textContent || field.getAttribute('placeholder'));
const named = (words) => outside().filter((each) => words.includes(folded(nameOf(each))));
const control = ({ words, table }) =>
  tablesSeen().filter((each) => titleOf(each) === table).flatMap(controlsOf).find((each) => words.includes(folded(nameOf(each))) && !isOff(each)) ?? null;
const fields = (words) =>
  seenAll('input[type=search], input[type=text], input:not([type]), [role=searchbox], [role=textbox]').filter((field) => words.some((word) => folded(labelled(field)).startsWith(word)));
const unlinksOf = (row) => [...row.querySelectorAll(pressables)].filter((each) => unlinkWords.includes(folded(nameOf(each))));
const rowsWith = (id, idColumn) => seenAll('tr, [role=row]').filter((row) => idIn(cellsOf(row)[idColumn]?.textContent) === id && unlinksOf(row).length > 0);
`;
