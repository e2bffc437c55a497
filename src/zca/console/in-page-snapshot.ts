/** The in-page script that reads what the page shows: names and texts as people see them, all at one moment. */
export const SNAPSHOT_SCRIPT = `
const isSeen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: false });
const pressables = 'button, a, [role=button], [role=link], [role=menuitem], [role=tab], input[type=button], input[type=submit]';
const dialogs = 'dialog[open], [role=dialog], [role=alertdialog]';
const headings = 'h1, h2, h3, h4, h5, h6, [role=heading]';
const seenAll = (selector, root = document) => [...root.querySelectorAll(selector)].filter(isSeen);

const referred = (element, attribute) =>
  (element.getAttribute(attribute) ?? '').split(/\\s+/).map((id) => id && document.getElementById(id)?.textContent).filter(Boolean).join(' ');
/* A button with only a picture is often named by the list item around it. */
const nameOf = (element) =>
  clean(referred(element, 'aria-labelledby') || element.getAttribute('aria-label') || element.value || textOf(element) || element.title || element.closest('li[title]')?.title);
/* An open dialog may hide the page behind it from screen readers. */
const isKeptAway = (element) => element.closest('[aria-hidden=true]') !== null && seenAll(dialogs).length === 0;
/* A menu entry and the link in it are one control. */
const pressablesIn = (root) => {
  const all = seenAll(pressables, root).filter((each) => !isKeptAway(each)).map((element) => ({ element, name: nameOf(element) }));
  return all.filter(({ element, name }) => !all.some((inner) => inner.element !== element && inner.name === name && element.contains(inner.element))).map(({ element }) => element);
};

const isOff = (element) => element.disabled === true || element.closest('[aria-disabled=true], [disabled]') !== null;
/* Pagers mark the current page in several ways, on the control or on the item around it. */
const isCurrent = (element) => [element, element.closest('li')].some((each) => each &&
  (each.matches('[aria-current]:not([aria-current=false]), [aria-selected=true]') || [...each.classList].some((name) => /(^|[-_])(active|current|selected)$/i.test(name))));
const outside = () => {
  const rows = listsSeen().flatMap(plainRowsOf);
  return pressablesIn(document).filter((each) => !each.closest(tables) && !each.closest(dialogs) && !rows.some((row) => row.contains(each)));
};
const tableSeen = (list) => ({
  title: list.title,
  controls: controlsOf(list).map((each) => ({ name: nameOf(each), isOff: isOff(each), isCurrent: isCurrent(each) })),
  headers: headersOf(list),
  rows: rowsOf(list).map((row) => ({ cells: cellsOf(row).map(linesOf), presses: pressablesIn(row).map(nameOf) })),
  rowCount: rowCountOf(list),
});
const dialogSeen = (dialog) => ({
  name: nameOf(dialog) === textOf(dialog) ? '' : nameOf(dialog),
  text: clean(dialog.innerText),
  headings: seenAll(headings, dialog).map(textOf),
  marked: seenAll('b, strong, em, mark', dialog).map((part) => clean(part.textContent)),
  presses: pressablesIn(dialog).map(nameOf),
});
/* Frames that only measure or report are smaller. */
const hasRoomToAsk = (frame) => {
  const { width, height } = frame.getBoundingClientRect();
  return width >= 160 && height >= 80;
};
const look = () => ({
  origin: location.origin,
  path: location.pathname,
  language: document.documentElement.lang,
  password: seenAll('input[type=password]').length > 0,
  frames: seenAll('iframe').filter((frame) => !/[?&#]size=invisible/.test(frame.src)).map((frame) => clean(frame.title + ' ' + frame.src).slice(0, 300)),
  wideFrames: seenAll('iframe').filter(hasRoomToAsk).map((frame) => clean(frame.title + ' ' + frame.src).slice(0, 100)),
  headings: seenAll(headings).filter((heading) => !heading.closest(dialogs)).map(textOf),
  presses: outside().map(nameOf),
  fields: fieldsSeen().map((field) => ({ label: labelled(field), value: field.value ?? '' })),
  texts: seenAll('label, img, [role=img]').map((each) => clean(each.getAttribute('aria-label') || each.getAttribute('alt') || each.textContent)),
  dialogs: seenAll(dialogs).map(dialogSeen),
  notices: seenAll('[role=status], [role=alert]').map((notice) => clean(notice.textContent)).filter((text) => text !== ''),
  tables: listsSeen().map(tableSeen),
});

const labelled = (field) => clean(referred(field, 'aria-labelledby') || field.getAttribute('aria-label') || field.labels?.[0]?.textContent || field.getAttribute('placeholder'));
/* As withLabel() in labels.ts. */
const named = (words) => {
  const all = outside().map((element) => ({ element, name: folded(nameOf(element)) }));
  const exact = all.filter(({ name }) => words.includes(name));
  return (exact.length > 0 ? exact : all.filter(({ name }) => words.includes(name.replace(countBesideLabel, '')))).map(({ element }) => element);
};
const control = ({ words, table }) =>
  listsSeen().filter(({ title }) => title === table).flatMap(controlsOf).find((each) => words.includes(folded(nameOf(each))) && !isOff(each)) ?? null;
/* The events of a press since a control was last handed out to be pressed; null: never in this document. */
let eventsOfPress = null;
for (const type of ['pointerdown', 'mousedown', 'click'])
  window.addEventListener(type, () => { if (eventsOfPress !== null) eventsOfPress += 1; }, { capture: true, passive: true });
const controlToPress = (wanted) => {
  eventsOfPress = 0;
  return control(wanted);
};
/* A press reached the page, or another document has come since. */
const wasPressed = () => eventsOfPress !== 0;
const fieldsSeen = () => seenAll('input[type=search], input[type=text], input:not([type]), [role=searchbox], [role=textbox]');
const fields = (words) => fieldsSeen().filter((field) => words.some((word) => folded(labelled(field)).startsWith(word)));
const unlinksOf = (row) => pressablesIn(row).filter((each) => unlinkWords.includes(folded(nameOf(each))));
const rowsWith = (id, idColumn) => listsSeen().flatMap(rowsOf).filter((row) => idIn(cellsOf(row)[idColumn]) === id && unlinksOf(row).length > 0);
`;
