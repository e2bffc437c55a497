import type { AssetKind } from '../../core/asset/asset.js';
import { ZcaScreenUnexpected, ZcaUnclear } from '../../flow/zca-error.js';
import { checkDialog, type Meant } from './dialog-check.js';
import { type ConsoleLabels, containsLabel, countBesideLabel, folded, isLabel } from './labels.js';
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

export interface Pressed {
  readonly kind: AssetKind;
  readonly found: FoundRow;
  readonly before: PageSnapshot;
  readonly meant: Meant;
  /** The dialog that was pressed; null: the row was. */
  readonly confirmed: DialogSnapshot | null;
}

export type PageAnswer =
  | { readonly type: 'dialog'; readonly dialog: DialogSnapshot }
  | { readonly type: 'said'; readonly said: Said };

interface AfterPressDeps {
  readonly hands: PageDriver;
  readonly screen: Screen;
  readonly labels: ConsoleLabels;
  readonly stepMs: number;
}

const pollMs = 80;

/**
 * Waits for a dialog, a notice, or the row to go; at the end of the step, returns that nothing came. While the page
 * waits for something itself, a notice may still come, and leaving the page would break that off.
 */
export async function afterPress(pressed: Pressed, deps: AfterPressDeps): Promise<PageAnswer> {
  const { hands, stepMs } = deps;
  const until = Date.now() + stepMs;
  const reading = new ReadingAfterPress(pressed, deps);
  for (;;) {
    const seen = await hands.look();
    refuseInterruption(seen, deps);
    const answer = reading.answerIn(seen, Date.now() > until);
    if (answer !== null) return answer;
    await hands.pause(pollMs);
  }
}

/** @throws {ZcaUnclear} at another page, {ZcaScreenUnexpected} at a question of the browser's own */
function refuseInterruption(seen: PageSnapshot, { hands, screen }: AfterPressDeps): void {
  const door = screen.logInPageOf(seen);
  if (door === 'elsewhere') throw new ZcaUnclear(`after the press, ${movedTo(seen.origin)}`);
  if (door !== null) throw new LogInEnded();
  const { askedByBrowser } = hands;
  if (askedByBrowser !== null)
    throw new ZcaScreenUnexpected(
      `a question in a window of the browser's own, “${askedByBrowser.slice(0, 80)}”, which was answered with no`,
    );
}

/** Reads one look at the page after another, until one has an answer. */
class ReadingAfterPress {
  readonly #pressed: Pressed;
  readonly #labels: ConsoleLabels;
  readonly #settled: PageStability;
  readonly #drawn: PageStability;
  readonly #final: PageStability;
  readonly #asked: PageStability;
  #said: Said = { type: 'nothing' };

  constructor(pressed: Pressed, { hands, labels }: AfterPressDeps) {
    this.#pressed = pressed;
    this.#labels = labels;
    this.#settled = new PageStability(hands.requests);
    this.#drawn = new PageStability(hands.requests);
    this.#final = new PageStability(hands.requests, unheardMs);
    this.#asked = new PageStability(hands.requests, unheardMs);
  }

  /** Null: none yet. */
  answerIn(seen: PageSnapshot, isLate: boolean): PageAnswer | null {
    const dialog = onlyDialog(seen, this.#pressed.confirmed, this.#labels);
    const isDrawn = this.#drawn.holds(dialog);
    const isFinal = this.#final.holds(dialog);
    if (dialog === null) return this.#saidIn(seen, isLate);
    // A dialog that cannot be confirmed yet may still be filling in, or counting down on its button.
    const isReady = isDrawn && checkDialog(dialog, this.#pressed.meant, this.#labels).type === 'confirms';
    const isOver = isReady || isLate || (isFinal && !isCountingDown(dialog, this.#labels));
    return isOver ? { type: 'dialog', dialog } : null;
  }

  #saidIn(seen: PageSnapshot, isLate: boolean): PageAnswer | null {
    const { kind, found, before } = this.#pressed;
    const { row, table } = found;
    const now = saidByAll(
      seen.notices.filter((text) => !before.notices.includes(text)),
      this.#labels,
    );
    if (now.type !== 'nothing') this.#said = now;
    const said = this.#said;
    const reading = linkedTableOf(seen, kind, this.#labels);
    const isThere = reading.type === 'table' && reading.table.rows.some(({ id }) => id === row.id);
    const isGone = reading.type === 'table' && !isThere;
    const isOver = said.type === 'nothing' ? isGone && table.rows.length > 0 : said.type !== 'working';
    if (this.#settled.holds([said, isGone]) && isOver) return { type: 'said', said };
    if (isThere) this.#refuseQuestion(seen, isLate);
    return isLate ? { type: 'said', said } : null;
  }

  #refuseQuestion(seen: PageSnapshot, isLate: boolean): void {
    const question = unmarkedQuestion(seen, this.#pressed.before, this.#labels);
    const isFinal = this.#asked.holds(question) || isLate;
    if (question !== null && isFinal) throw new ZcaScreenUnexpected(question);
  }
}

/** True if a button to confirm shows a number: on a busy machine, its next second may be long in coming. */
function isCountingDown({ presses }: DialogSnapshot, { confirm }: ConsoleLabels): boolean {
  return presses.some(
    (name) => !isLabel(name, confirm) && isLabel(folded(name).replace(countBesideLabel, ''), confirm),
  );
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
