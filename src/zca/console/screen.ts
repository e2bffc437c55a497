import type { AssetKind } from '../../core/asset.js';
import { ZcaNotNow, ZcaScreenUnexpected, ZcaUnclear } from '../../flow/zca-error.js';
import { type ConsoleLabels, containsLabel, folded, isLabel } from './labels.js';
import { type LinkedTable, linkedTableOf } from './linked-table.js';
import type { PageHands } from './page-hands.js';
import type { SeenPage } from './seen.js';
import { Settled } from './settled.js';

export interface ScreenOptions {
  readonly hands: PageHands;
  /** For instance `https://account.zalo.cloud`. */
  readonly address: string;
  readonly accountCode: string;
  readonly labels: ConsoleLabels;
  /** For one step, in milliseconds. */
  readonly stepMs: number;
}

/** The log-in ended after something was pressed. */
export class LogInEnded extends ZcaUnclear {
  constructor() {
    super('the log-in ended after the press');
  }
}

/** How often the page is looked at while something is waited for, in milliseconds. */
const lookEveryMs = 80;
/** How long jobs wait before they look whether somebody has logged in, in milliseconds. */
const pauseMs = 30_000;

/**
 * The console's screen as far as one walks through it without pressing anything that does something. Every wait is
 * bounded by `stepMs`. Throws {ZcaNotNow} where it meets a log-in or a captcha, {ZcaScreenUnexpected} where it does not
 * find its way, {ZcaUnclear} where the page does not come.
 */
export class Screen {
  readonly #options: ScreenOptions;

  constructor(options: ScreenOptions) {
    this.#options = options;
  }

  /** Opens the list of a kind anew, by the menu and its tab, as the written procedure says. */
  async openList(kind: AssetKind): Promise<LinkedTable> {
    const { hands, address, accountCode, labels, stepMs } = this.#options;
    const start = labels.startPath.replaceAll('{account}', accountCode);
    await hands.page.goto(new URL(start, address).href, { timeout: stepMs, waitUntil: 'domcontentloaded' });
    await this.#press(labels.menu, labels.menuGroup);
    await this.#press(labels.tab[kind], []);
    return this.table(kind);
  }

  /**
   * The table of what is linked, once the page has it whole: a page that is still loading may well say that there is
   * none, or show no way to the next page yet.
   */
  async table(kind: AssetKind, isReady: (table: LinkedTable) => boolean = () => true): Promise<LinkedTable> {
    const { hands, labels } = this.#options;
    const settled = new Settled(hands.requests);
    let problem: string | null = null;
    return this.#waitFor(
      (seen) => {
        const found = linkedTableOf(seen, kind, labels);
        const isSettled = settled.holds([found, seen.presses]);
        problem = found.type === 'table' ? null : found.problem;
        return isSettled && found.type === 'table' && isReady(found.table) ? found.table : null;
      },
      () => settled.problem(problem) ?? 'a list that did not change',
    );
  }

  /** Types into the page's own search. Whatever it finds, the caller looks for itself. */
  async search(text: string): Promise<void> {
    const { hands, labels } = this.#options;
    const words = labels.search.map(folded);
    const count = await hands.fields(words);
    if (count !== 1) throw new ZcaScreenUnexpected(`${count} search fields “${labels.search[0]} …”`);
    await hands.type(words, text);
  }

  /** Goes to the next page of the list; null where this one is the last. */
  async nextPage(kind: AssetKind, before: LinkedTable): Promise<LinkedTable | null> {
    const { hands, labels } = this.#options;
    // The list would seem to end: nothing may be concluded from that.
    if (before.next === 'unknown')
      throw new ZcaScreenUnexpected(`a second page, but no “${labels.nextPage[0]}”`);
    if (before.next !== 'on') return null;
    await hands.pressControl(labels.nextPage.map(folded), before.title);
    const ids = (table: LinkedTable) => table.rows.map(({ id }) => id).join();
    return this.table(kind, (table) => ids(table) !== ids(before));
  }

  /** Whether this page is a door instead of the console: a log-in, or a captcha. */
  doorOf(seen: SeenPage): 'logged_out' | 'captcha' | null {
    const { address, labels } = this.#options;
    const asks = seen.dialogs.flatMap(({ headings }) => headings);
    const words = [...seen.headings, ...asks, ...seen.texts, ...seen.frames];
    if (words.some((text) => containsLabel(text, labels.captcha))) return 'captcha';
    if (seen.origin !== new URL(address).origin || seen.password) return 'logged_out';
    const isDoor = (texts: readonly string[]) => texts.some((text) => containsLabel(text, labels.logIn));
    // A page of somebody who is logged in may well have its “Lịch sử đăng nhập”.
    if (!this.showsMenu(seen) && isDoor([...seen.headings, ...seen.presses])) return 'logged_out';
    // A log-in that has ended may be told over the page that was there, menu and all.
    const isAsked = seen.dialogs.some(
      ({ name, text, headings, presses }) =>
        isDoor([name, ...headings, ...presses]) && !containsLabel(`${name} ${text}`, labels.unlink),
    );
    return isAsked ? 'logged_out' : null;
  }

  /** Whether this page has the menu, open or folded up: so it is the console's inside. */
  showsMenu({ presses }: SeenPage): boolean {
    const { labels } = this.#options;
    return presses.some((name) => isLabel(name, [...labels.menu, ...labels.menuGroup]));
  }

  /** Looks again and again until `found` finds something, and says what was missing when it does not. */
  async #waitFor<T>(found: (seen: SeenPage) => T | null, missing: (seen: SeenPage) => string): Promise<T> {
    const { hands, stepMs } = this.#options;
    const until = Date.now() + stepMs;
    for (;;) {
      const seen = await hands.look();
      const door = this.doorOf(seen);
      if (door !== null) throw new ZcaNotNow(door, pauseMs);
      refuseDialog(seen);
      const result = found(seen);
      if (result !== null) return result;
      if (Date.now() > until) throw new ZcaScreenUnexpected(missing(seen));
      await hands.pause(lookEveryMs);
    }
  }

  async #press(wordings: readonly string[], group: readonly string[]): Promise<void> {
    const { hands } = this.#options;
    const words = wordings.map(folded);
    const isShown = ({ presses }: SeenPage) => presses.some((name) => words.includes(folded(name)));
    const groupWords = group.map(folded);
    const isFolded = ({ presses }: SeenPage) => presses.some((name) => groupWords.includes(folded(name)));
    const missing = ({ presses }: SeenPage) => `no “${wordings[0]}”; there was ${listed(presses)}`;
    const seen = await this.#waitFor((now) => (isShown(now) || isFolded(now) ? now : null), missing);
    // A menu that is folded up is opened first.
    if (!isShown(seen)) await hands.press(groupWords);
    await this.#waitFor((now) => (isShown(now) ? now : null), missing);
    const [control, another] = await hands.named(words);
    if (another !== undefined) throw new ZcaScreenUnexpected(`“${wordings[0]}” more than once`);
    // A tab that is open already would load the list a second time, under the eyes of whoever reads it.
    if (control?.isOpen !== true) await hands.press(words);
  }
}

/** A dialog that nobody asked for. */
export function refuseDialog({ dialogs }: SeenPage): void {
  const [dialog] = dialogs;
  if (dialog !== undefined)
    throw new ZcaScreenUnexpected(
      `a dialog that nobody asked for, “${dialog.name || dialog.text.slice(0, 80)}”`,
    );
}

export function listed(names: readonly string[]): string {
  const shown = names.slice(0, 12).map((name) => `“${name.slice(0, 40)}”`);
  return shown.length === 0 ? 'nothing to press' : shown.join(', ');
}

/** A step that was not done in time, a page or browser that died; the message holds nothing of the page. */
export function asZcaError(error: unknown): unknown {
  if (!(error instanceof Error)) return new ZcaUnclear('the browser failed');
  if (error.name === 'ZodError') return new ZcaScreenUnexpected('a page that cannot be read');
  if (error.name === 'TimeoutError') return new ZcaUnclear('the console did not answer in time');
  return new ZcaUnclear(/crash/iu.test(error.message) ? 'the browser crashed' : 'the page broke off');
}
