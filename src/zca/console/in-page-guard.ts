/**
 * The in-page guard: no press on a row's "unlink" or a dialog's button reaches the page unless that very press was
 * allowed. The check runs in the press's own event, so a row that moves between finding and pressing is not pressed.
 */
export const GUARD_SCRIPT = `
let allowed = null;
let pressed = 0;
const blocked = [];
const rowProblem = (row) => {
  if (allowed?.type !== 'row') return 'this row was not the one to press';
  const cells = cellsOf(row);
  if (idIn(cells[allowed.idColumn]) !== allowed.id) return 'the row was another one when it was to be pressed';
  if (linesOf(cells[allowed.nameColumn]).join('\\n') !== allowed.shown.join('\\n')) return 'the row had another name when it was to be pressed';
  if (rowsWith(allowed.id, allowed.idColumn).length !== 1) return 'two rows had the id when it was to be pressed';
  return seenAll(dialogs).length > 0 ? 'a dialog covered the list' : null;
};
const dialogProblem = (dialog, button) => {
  if (allowed?.type !== 'dialog') return 'nothing in a dialog was to be pressed';
  if (seenAll(dialogs).length !== 1) return 'there was more than one dialog';
  if (clean(dialog.innerText) !== allowed.text) return 'the dialog said something else when it was to be pressed';
  return nameOf(button) === allowed.button ? null : 'it was another button of the dialog';
};
const problemOf = (button) => {
  const dialog = button.closest(dialogs);
  const row = rowAround(button);
  const guarded = dialog || unlinkWords.includes(folded(nameOf(button)));
  if (!guarded) return null;
  const problem = dialog ? dialogProblem(dialog, button) : row ? rowProblem(row) : 'it is in no row';
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
const pressEvents = ['pointerdown', 'mousedown', 'touchstart', 'pointerup', 'mouseup', 'touchend', 'click', 'dblclick', 'auxclick'];
if (isGuarded) for (const type of pressEvents) window.addEventListener(type, guard, { capture: true, passive: false });
`;
