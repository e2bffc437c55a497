import { GUARD_SCRIPT } from './in-page-guard.js';
import { PICTURE_SCRIPT } from './in-page-picture.js';
import { SNAPSHOT_SCRIPT } from './in-page-snapshot.js';
import { TABLE_SCRIPT } from './in-page-table.js';
import { TEXT_SCRIPT } from './in-page-text.js';
import { countBesideLabel } from './labels.js';

/**
 * Runs in every page of the driver's browser before the page's own scripts. The schemas of `page-snapshot.ts` read its
 * answers.
 */
export function inPageScript({
  unlink,
  isGuarded,
}: {
  readonly unlink: readonly string[];
  readonly isGuarded: boolean;
}): string {
  return `(() => {
  if (window.__zcaBot) return;
  const unlinkWords = ${JSON.stringify(unlink)};
  const isGuarded = ${isGuarded};
  const countBesideLabel = ${countBesideLabel};
  ${TEXT_SCRIPT}
  ${SNAPSHOT_SCRIPT}
  ${TABLE_SCRIPT}
  ${GUARD_SCRIPT}
  ${PICTURE_SCRIPT}
  Object.defineProperty(window, '__zcaBot', {
    value: Object.freeze({
      look,
      show,
      showsOnly,
      named: (words) => named(words).map((each) => ({ name: nameOf(each), isOff: isOff(each), isOpen: each.getAttribute('aria-selected') === 'true' })),
      element: (words) => named(words)[0] ?? null,
      control: controlToPress,
      wasPressed,
      field: (words) => fields(words)[0] ?? null,
      scrollOn,
      scrollBack,
      rows: ({ id, idColumn }) => rowsWith(id, idColumn).length,
      rowButton: ({ id, idColumn }) => rowsWith(id, idColumn).flatMap(unlinksOf)[0] ?? null,
      dialogButton: (name) => seenAll(dialogs).flatMap(pressablesIn).filter((each) => nameOf(each) === name)[0] ?? null,
      allow: (press) => { allowed = press; pressed = 0; blocked.length = 0; },
      verdict: () => { allowed = null; return { pressed, blocked: [...blocked] }; },
    }),
  });
})()`;
}
