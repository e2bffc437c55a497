/**
 * Runs in every page of the driver's browser before anything of the page does. It says what the page shows, all of it in
 * one moment, and stands guard: no press on an "unlink" of a row, nor on a button of a dialog, gets through to the page
 * unless it is the very one that was allowed, and the check is made in the event that would do it, so that a row which
 * moves between finding and pressing is not pressed. What it answers is read with the schemas of `seen.ts`.
 */
export function inPageScript(words: { readonly unlink: readonly string[] }): string {
  return `(() => {
  if (window.__zcaBot) return;
  const unlinkWords = ${JSON.stringify(words.unlink)};
  const invisible = /[\\u00ad\\u200b-\\u200f\\u2060-\\u2064\\ufeff]/g;
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

  const tableSeen = (table) => ({
    title: titleOf(table),
    headers: seenAll('th, [role=columnheader]', table).map((cell) => clean(cell.textContent)),
    rows: seenAll('tr, [role=row]', table)
      .map((row) => ({ cells: cellsOf(row).map((cell) => clean(cell.textContent)), presses: seenAll(pressables, row).map(nameOf) }))
      .filter(({ cells }) => cells.length > 0),
  });
  const dialogSeen = (dialog) => ({
    name: nameOf(dialog) === clean(dialog.textContent) ? '' : nameOf(dialog),
    text: clean(dialog.innerText),
    marked: [...dialog.querySelectorAll('b, strong, em, mark')].map((part) => clean(part.textContent)),
    presses: seenAll(pressables, dialog).map(nameOf),
  });
  const look = () => ({
    origin: location.origin,
    path: location.pathname,
    password: seenAll('input[type=password]').length > 0,
    frames: seenAll('iframe').map((frame) => clean(frame.title + ' ' + frame.src).slice(0, 300)),
    headings: seenAll(headings).map((heading) => clean(heading.textContent)),
    presses: seenAll(pressables).filter((each) => !each.closest(tables) && !each.closest(dialogs)).map(nameOf),
    texts: seenAll('label, img, [role=img]').map((each) => clean(each.getAttribute('aria-label') || each.getAttribute('alt') || each.textContent)),
    dialogs: seenAll(dialogs).map(dialogSeen),
    notices: seenAll('[role=status], [role=alert]').map((notice) => clean(notice.textContent)).filter((text) => text !== ''),
    tables: seenAll(tables).filter((table) => !table.parentElement.closest(tables)).map(tableSeen),
  });

  const labelled = (field) => clean(referred(field, 'aria-labelledby') || field.getAttribute('aria-label') || field.labels?.[0]?.textContent || field.getAttribute('placeholder'));
  const named = (words) => seenAll(pressables).filter((each) => !each.closest(tables) && !each.closest(dialogs) && words.includes(folded(nameOf(each))));
  const fields = (words) =>
    seenAll('input[type=search], input[type=text], input:not([type]), [role=searchbox], [role=textbox]').filter((field) => words.some((word) => folded(labelled(field)).startsWith(word)));
  const isOff = (element) => element.disabled === true || element.closest('[aria-disabled=true], [disabled]') !== null;
  const rowsWith = (id, idColumn) => seenAll('tr, [role=row]').filter((row) => idIn(cellsOf(row)[idColumn]?.textContent) === id && unlinksOf(row).length > 0);

  let allowed = null;
  let pressed = 0;
  const blocked = [];
  const rowProblem = (row) => {
    if (allowed?.type !== 'row') return 'this row was not the one to press';
    const cells = cellsOf(row);
    const id = idIn(cells[allowed.idColumn]?.textContent);
    if (id !== allowed.id) return 'the row was another one when it was to be pressed';
    if (clean(cells[allowed.nameColumn]?.textContent) !== allowed.name) return 'the row had another name when it was to be pressed';
    if (rowsWith(allowed.id, allowed.idColumn).length !== 1) return 'two rows had the id when it was to be pressed';
    return seenAll(dialogs).length > 0 ? 'a dialog stood over the list' : null;
  };
  const unlinksOf = (row) => [...row.querySelectorAll(pressables)].filter((each) => unlinkWords.includes(folded(nameOf(each))));
  const dialogProblem = (dialog, button) => {
    if (allowed?.type !== 'dialog') return 'nothing in a dialog was to be pressed';
    if (seenAll(dialogs).length !== 1) return 'there was more than one dialog';
    if (clean(dialog.innerText) !== allowed.text) return 'the dialog said something else when it was to be pressed';
    return nameOf(button) === allowed.button ? null : 'it was another button of the dialog';
  };
  const problemOf = (button) => {
    const dialog = button.closest(dialogs);
    const row = button.closest('tr, [role=row]');
    const guarded = dialog || unlinkWords.includes(folded(nameOf(button)));
    if (!guarded) return null;
    const problem = dialog ? dialogProblem(dialog, button) : row ? rowProblem(row) : 'it stands in no row';
    return problem ?? (Date.now() < allowed.until ? null : 'it came too late');
  };
  const guard = (event) => {
    const button = event.composedPath().find((node) => node instanceof Element && node.matches(pressables));
    if (!button) return;
    const problem = problemOf(button);
    if (problem !== null) {
      blocked.push(problem);
      allowed = null;
      event.preventDefault();
      event.stopImmediatePropagation();
    } else if (event.type === 'click' && allowed) {
      pressed += 1;
      allowed = null;
    }
  };
  for (const type of ['pointerdown', 'mousedown', 'touchstart', 'pointerup', 'mouseup', 'touchend', 'click', 'dblclick', 'auxclick'])
    window.addEventListener(type, guard, { capture: true, passive: false });

  const show = (parts) => {
    for (const element of document.querySelectorAll('[data-zca-evidence]')) element.removeAttribute('data-zca-evidence');
    const marked = [];
    const mark = (element) => { if (element) { element.setAttribute('data-zca-evidence', ''); marked.push(element); } };
    const table = seenAll(tables).find((each) => titleOf(each) === parts.table);
    if (table) {
      const rows = seenAll('tr, [role=row]', table);
      for (const row of rows) {
        const cells = cellsOf(row);
        const isHead = cells.length === 0;
        const isEmpty = cells.length === 1;
        if (isHead || isEmpty || idIn(cells[parts.idColumn]?.textContent) === parts.id) mark(row);
      }
      const before = [...document.querySelectorAll(headings)].filter((heading) => clean(heading.textContent) === parts.table);
      mark(before.at(-1));
    }
    for (const field of seenAll('input[type=search], [role=searchbox]')) if (field.value === '' || field.value === parts.id) mark(field);
    for (const tab of seenAll('[role=tab]')) mark(tab);
    for (const dialog of seenAll(dialogs)) mark(dialog);
    const boxes = marked.map((element) => element.getBoundingClientRect()).filter(({ width, height }) => width > 0 && height > 0);
    if (boxes.length === 0) return null;
    const left = Math.min(...boxes.map((box) => box.left));
    const top = Math.min(...boxes.map((box) => box.top));
    const right = Math.max(...boxes.map((box) => box.right));
    const bottom = Math.max(...boxes.map((box) => box.bottom));
    return { x: left, y: top, width: right - left, height: bottom - top };
  };

  Object.defineProperty(window, '__zcaBot', {
    value: Object.freeze({
      look,
      show,
      named: (words) => named(words).map((each) => ({ isOff: isOff(each), isOpen: each.getAttribute('aria-selected') === 'true' })),
      element: (words) => named(words)[0] ?? null,
      fields: (words) => fields(words).length,
      field: (words) => fields(words)[0] ?? null,
      rows: ({ id, idColumn }) => rowsWith(id, idColumn).length,
      rowButton: ({ id, idColumn }) => rowsWith(id, idColumn).flatMap(unlinksOf)[0] ?? null,
      dialogButton: (name) => seenAll(dialogs).flatMap((dialog) => seenAll(pressables, dialog)).filter((each) => nameOf(each) === name)[0] ?? null,
      allow: (press) => { allowed = press; pressed = 0; blocked.length = 0; },
      forbid: () => { allowed = null; },
      verdict: () => ({ pressed, blocked: [...blocked] }),
    }),
  });
})()`;
}
