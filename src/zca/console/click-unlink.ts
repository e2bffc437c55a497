import type { AssetKind } from '../../core/asset/asset.js';
import { ZcaRefused, ZcaScreenUnexpected, ZcaUnclear } from '../../flow/zca-error.js';
import { afterPress } from './after-press.js';
import { checkDialog } from './dialog-check.js';
import type { ConsoleLabels } from './labels.js';
import type { PageDriver } from './page-driver.js';
import type { DialogSnapshot } from './page-snapshot.js';
import type { FoundRow } from './paginate.js';
import type { Screen } from './screen.js';
import type { Said } from './toast.js';

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
