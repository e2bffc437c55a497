import type { AssetKind } from '../../core/asset/asset.js';
import { ZcaRefused, ZcaScreenUnexpected, ZcaUnclear } from '../../flow/zca-error.js';
import { checkDialog, type Meant } from './dialog-check.js';
import { type ConsoleLabels, containsLabel } from './labels.js';
import { linkedTableOf } from './linked-table.js';
import { movedTo } from './log-in-page.js';
import type { PageDriver } from './page-driver.js';
import type { DialogSnapshot, PageSnapshot } from './page-snapshot.js';
import { PageStability } from './page-stability.js';
import { unheardMs } from './page-watch.js';
import type { FoundRow } from './paginate.js';
import { LogInEnded, type Screen } from './screen.js';
import { isWorking, type Said, saidByAll } from './toast.js';
import { unmarkedQuestion } from './unmarked-question.js';

/** The dependencies of a press. */
export interface ClickDeps {
  readonly hands: PageDriver;
  readonly screen: Screen;
  readonly labels: ConsoleLabels;
  readonly stepMs: number;
  /** Called once, right before the first press; rejects when nothing may be pressed. */
  readonly begin: () => Promise<void>;
  /** The time until which a press is allowed, in milliseconds since the epoch; rejects when none is. */
  readonly mayPressUntil: () => Promise<number>;
  /** Called before every press. */
  readonly beforePress: (stage: 'row' | 'dialog', found: FoundRow) => Promise<void>;
}

const pollMs = 80;

/**
 * Presses "unlink" in the given row, and confirms if a dialog asks about this asset and no other. The page's guard
 * allows each press for this one row or dialog and for a limited time, and checks it in the press's own event. Before
 * the first press, anything unexpected throws {ZcaScreenUnexpected} or {ZcaUnclear}, and nothing was done. After it, so
 * does anything that is not understood, and only a new reading shows what happened. `others`: names of all other linked
 * assets.
 */
export async function clickUnlink(
  kind: AssetKind,
  found: FoundRow,
  others: readonly string[],
  deps: ClickDeps,
): Promise<Said> {
  const before = await deps.hands.look();
  await deps.beforePress('row', found);
  await pressRow(kind, found, deps);
  const { id, name, parts } = found.row;
  const meant = { id, name, parts, others };
  const pressed = { kind, found, before, meant };
  const first = await afterPress({ ...pressed, confirmed: null }, deps);
  if (first.type !== 'dialog') return first.said;
  const checked = checkDialog(first.dialog, meant, deps.labels);
  if (checked.type === 'refuse') throw new ZcaScreenUnexpected(checked.why);
  await deps.beforePress('dialog', found);
  await pressDialog(first.dialog, checked.button, deps);
  const second = await afterPress({ ...pressed, confirmed: first.dialog }, deps);
  if (second.type === 'dialog')
    throw new ZcaScreenUnexpected(
      `one more dialog after the confirmation, “${second.dialog.text.slice(0, 80)}”`,
    );
  return second.said;
}

/** @throws {ZcaRefused} when the row is still there and the page gave a reason */
export function saidToOutcome(said: Said, isGone: boolean): 'unlinked' {
  if (isGone || said.type === 'done') return 'unlinked';
  if (said.type === 'refused') throw new ZcaRefused(said.text);
  const words = said.type === 'nothing' ? 'nothing' : `“${said.text.slice(0, 200)}”`;
  throw new ZcaUnclear(`it was pressed, the page said ${words}, and the row is still there`);
}

async function pressRow(kind: AssetKind, { row, table }: FoundRow, deps: ClickDeps): Promise<void> {
  const { hands, labels } = deps;
  const { id, shown } = row;
  const { idColumn, nameColumn } = table;
  if (row.unlinks !== 1)
    throw new ZcaScreenUnexpected(`${row.unlinks} times “${labels.unlink[0]}” in one row`);
  const count = await hands.rows({ id, idColumn });
  if (count !== 1) throw new ZcaUnclear(`the ${kind} was in ${count} rows when it was to be pressed`);
  await deps.begin();
  const until = await deps.mayPressUntil();
  await hands.pressAllowed({ type: 'row', id, shown, idColumn, nameColumn, until });
}

async function pressDialog({ text }: DialogSnapshot, button: string, deps: ClickDeps): Promise<void> {
  const until = await deps.mayPressUntil();
  await deps.hands.pressAllowed({ type: 'dialog', text, button, until });
}

interface Pressed {
  readonly kind: AssetKind;
  readonly found: FoundRow;
  readonly before: PageSnapshot;
  readonly meant: Meant;
  /** The dialog that was pressed; null: the row was. */
  readonly confirmed: DialogSnapshot | null;
}

type PageAnswer =
  | { readonly type: 'dialog'; readonly dialog: DialogSnapshot }
  | { readonly type: 'said'; readonly said: Said };

/**
 * Waits for a dialog, a notice, or the row to go; at the end of the step, returns that nothing came. While the page
 * waits for something itself, a notice may still come, and leaving the page would break that off. A dialog that cannot
 * be confirmed yet may still be filling in, or counting down on its button.
 */
async function afterPress(
  { kind, found: { row, table }, before, meant, confirmed }: Pressed,
  { hands, screen, labels, stepMs }: ClickDeps,
): Promise<PageAnswer> {
  const until = Date.now() + stepMs;
  const settled = new PageStability(hands.requests);
  const drawn = new PageStability(hands.requests);
  const final = new PageStability(hands.requests, unheardMs);
  const asked = new PageStability(hands.requests, unheardMs);
  let said: Said = { type: 'nothing' };
  for (;;) {
    const seen = await hands.look();
    const door = screen.logInPageOf(seen);
    if (door === 'elsewhere') throw new ZcaUnclear(`after the press, ${movedTo(seen.origin)}`);
    if (door !== null) throw new LogInEnded();
    const { askedByBrowser } = hands;
    if (askedByBrowser !== null)
      throw new ZcaScreenUnexpected(
        `a question in a window of the browser's own, “${askedByBrowser.slice(0, 80)}”, which was answered with no`,
      );
    const dialog = onlyDialog(seen, confirmed, labels);
    const isDrawn = drawn.holds(dialog);
    const isFinal = final.holds(dialog);
    if (dialog !== null) {
      const isReady = isDrawn && checkDialog(dialog, meant, labels).type === 'confirms';
      if (isReady || isFinal || Date.now() > until) return { type: 'dialog', dialog };
      await hands.pause(pollMs);
      continue;
    }
    const now = saidByAll(
      seen.notices.filter((text) => !before.notices.includes(text)),
      labels,
    );
    if (now.type !== 'nothing') said = now;
    const reading = linkedTableOf(seen, kind, labels);
    const isGone = reading.type === 'table' && !reading.table.rows.some(({ id }) => id === row.id);
    const isOver = said.type === 'nothing' ? isGone && table.rows.length > 0 : said.type !== 'working';
    const isSettled = settled.holds([said, isGone]);
    if (isSettled && isOver) return { type: 'said', said };
    const question = reading.type === 'table' && !isGone ? unmarkedQuestion(seen, before, labels) : null;
    const isLate = Date.now() > until;
    if (question !== null && (asked.holds(question) || isLate)) throw new ZcaScreenUnexpected(question);
    if (isLate) return { type: 'said', said };
    await hands.pause(pollMs);
  }
}

/**
 * The dialog that asks something; null if there is none. A dialog that was confirmed may stay open until the work is
 * done.
 */
function onlyDialog(
  { dialogs }: PageSnapshot,
  confirmed: DialogSnapshot | null,
  labels: ConsoleLabels,
): DialogSnapshot | null {
  const isConfirmed = ({ name, text }: DialogSnapshot) =>
    confirmed?.name === name && (confirmed.text === text || containsLabel(text, labels.working));
  const [dialog, another] = dialogs.filter((each) => !isWorking(each, labels) && !isConfirmed(each));
  if (another !== undefined)
    throw new ZcaScreenUnexpected(
      `${dialogs.length} dialogs at once, one of them “${another.text.slice(0, 80)}”`,
    );
  return dialog ?? null;
}
