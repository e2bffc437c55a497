import type { AssetKind } from '../../core/asset/asset.js';
import { ZcaNotNow, ZcaScreenUnexpected, ZcaUnclear } from '../../flow/zca-error.js';
import { folded, withLabel } from './labels.js';
import { type LinkedTable, linkedTableOf } from './linked-table.js';
import { type LogInPage, logInPageOf, showsMenu } from './log-in-page.js';
import type { PageSnapshot } from './page-snapshot.js';
import { PageStability } from './page-stability.js';
import { type Finding, listed, PageWatch, type PageWatchOptions, unheardMs } from './page-watch.js';

/** The log-in ended after a press. */
export class LogInEnded extends ZcaUnclear {
  constructor() {
    super('the log-in ended after the press');
  }
}

/**
 * A press on a pager that marks no page had no effect within the step. Whether another would skip a page cannot be told,
 * so the list has to be read from its start.
 */
export class PagerUnheard extends ZcaUnclear {}

/** After a scroll to the end of a list, its page may take this long to request more rows. */
const growsWithinMs = 500;

/** A control that leads somewhere, and is harmless when pressed twice. */
interface Way {
  readonly words: readonly string[];
  /** The menu group that contains it. */
  readonly group: readonly string[];
}

/**
 * Walks through the console's screens without pressing anything that changes data. Every wait is limited by `stepMs`.
 * Throws {ZcaNotNow} at a log-in or a captcha, {ZcaScreenUnexpected} when it does not find its way, {ZcaUnclear} when
 * the page does not load.
 */
export class Screen {
  readonly #options: PageWatchOptions;
  readonly #watch: PageWatch;

  constructor(options: PageWatchOptions) {
    this.#options = options;
    this.#watch = new PageWatch(options);
  }

  /** The first page. */
  get start(): string {
    const { address, accountCode, labels } = this.#options;
    return new URL(labels.startPath.replaceAll('{account}', accountCode), address).href;
  }

  /** Opens the list of a kind from its beginning, by the menu and its tab, as in the written procedure. */
  async openList(kind: AssetKind): Promise<LinkedTable> {
    const { hands, labels } = this.#options;
    const tab = { words: labels.tab[kind], group: [] };
    const menu = { words: labels.menu, group: labels.menuGroup };
    await hands.open(this.start);
    const showsTab = (seen: PageSnapshot) => (has(seen, tab.words) ? true : null);
    await this.#follow(
      menu,
      () => showsTab,
      (seen) => this.#watch.missing(tab.words, seen),
    );
    const table = this.#tableFinder(kind, () => true);
    return this.#follow(tab, table.finding, table.missing);
  }

  /**
   * Waits for the complete table of linked assets: a page that is still loading may say that there are none, or not yet
   * show the way to the next page.
   */
  table(kind: AssetKind, isReady: (table: LinkedTable) => boolean = () => true): Promise<LinkedTable> {
    const table = this.#tableFinder(kind, isReady);
    return this.#watch.waitFor(table.finding(), table.missing);
  }

  /**
   * Types into the page's search field, again if the page drops the text, and waits until the table is `isReady`; null
   * if it never is. The caller checks the result itself.
   */
  async search(
    kind: AssetKind,
    text: string,
    isReady: (table: LinkedTable) => boolean,
  ): Promise<LinkedTable | null> {
    const { hands, labels } = this.#options;
    const words = labels.search.map(folded);
    const fieldsIn = ({ fields }: PageSnapshot) =>
      fields.filter(({ label }) => words.some((word) => folded(label).startsWith(word)));
    await this.#watch.waitFor(
      (seen) => (fieldsIn(seen).length === 1 ? true : null),
      (seen) =>
        `${fieldsIn(seen).length} search fields “${labels.search[0]} …”; there was ${listed(seen.fields.map(({ label }) => label))}`,
    );
    const { finding, missing } = this.#tableFinder(kind, isReady);
    const act = () => hands.type(words, text);
    const isDue = (seen: PageSnapshot) => {
      const [field, another] = fieldsIn(seen);
      return field !== undefined && another === undefined && field.value !== text;
    };
    return this.#watch.again({ act, isDue, arrival: finding, missing }).catch((error: unknown) => {
      if (error instanceof ZcaNotNow) throw error;
      return null;
    });
  }

  /** Goes to the next page of the list; null at the last one. */
  async nextPage(kind: AssetKind, before: LinkedTable): Promise<LinkedTable | null> {
    const { hands, labels } = this.#options;
    // The list would seem to end here, but nothing may be concluded from that.
    if (before.next === 'unknown')
      throw new ZcaScreenUnexpected(`a second page, but no “${labels.nextPage[0]}”`);
    if (before.next !== 'on') return null;
    const words = labels.nextPage.map(folded);
    let mayBeHeard = false;
    const act = async () => {
      await hands.scrollBack(before.title);
      await hands.pressControl(words, before.title);
      mayBeHeard = true;
    };
    // A press too many would skip a page: again only if nothing of it reached the page, or the pager still shows the
    // page before.
    const isStill = (seen: PageSnapshot) => {
      const reading = linkedTableOf(seen, kind, labels);
      if (reading.type !== 'table') return false;
      const { page, next } = reading.table;
      return idsOf(reading.table) === idsOf(before) && page === before.page && next === 'on';
    };
    const isDue = (seen: PageSnapshot) => isStill(seen) && (!mayBeHeard || before.page !== null);
    let page: number | null = null;
    const { finding, missing } = this.#tableFinder(kind, (table) => {
      page = table.page;
      const follows = before.page === null || page === null || page === before.page + 1;
      return idsOf(table) !== idsOf(before) && follows;
    });
    return this.#watch.again({
      act,
      isDue,
      arrival: finding,
      missing: (seen) => {
        if (before.page !== null && page !== null && page > before.page + 1)
          throw new ZcaUnclear(`page ${page} of the list came after page ${before.page}`);
        if (mayBeHeard && before.page === null && isStill(seen)) throw new PagerUnheard(missing(seen));
        return missing(seen);
      },
    });
  }

  /** Scrolls the list on; null when all of it was seen. */
  async scrollOn(kind: AssetKind, before: LinkedTable): Promise<LinkedTable | null> {
    return (await this.#options.hands.scrollOn(before.title)) ? this.table(kind) : null;
  }

  /** The list at its end, if it has grown after a while; null if not. */
  async grown(kind: AssetKind, before: LinkedTable): Promise<LinkedTable | null> {
    await this.#options.hands.pause(growsWithinMs);
    const now = await this.table(kind);
    return idsOf(now) === idsOf(before) ? null : now;
  }

  /** The log-in or unknown page that is shown in the console's place; null: none. */
  logInPageOf(seen: PageSnapshot): LogInPage | null {
    return logInPageOf(seen, this.#options, this.#options.labels);
  }

  showsMenu(seen: PageSnapshot): boolean {
    return showsMenu(seen, this.#options.labels);
  }

  /** Finds the table once the page is stable, and says what is missing until then. */
  #tableFinder(kind: AssetKind, isReady: (table: LinkedTable) => boolean) {
    const { hands, labels } = this.#options;
    let settled = new PageStability(hands.requests);
    let problem: string | null = null;
    const finding = (): Finding<LinkedTable> => {
      // The content before a press may be about to go.
      settled = new PageStability(hands.requests);
      return (seen) => {
        const found = linkedTableOf(seen, kind, labels);
        const isSettled = settled.holds([found, seen.presses]);
        problem = found.type === 'table' ? null : found.problem;
        return isSettled && found.type === 'table' && isReady(found.table) ? found.table : null;
      };
    };
    const missing = (seen: PageSnapshot) =>
      settled.problem(problem === null ? null : `${problem}, at ${this.#watch.pathOf(seen)}`) ??
      'a list that did not change';
    return { finding, missing };
  }

  /** Presses a control, and again if the page did not listen yet or has redrawn it, until it has led somewhere. */
  async #follow<T>(
    { words, group }: Way,
    arrival: () => Finding<T>,
    missing: (seen: PageSnapshot) => string,
  ): Promise<T> {
    const { hands } = this.#options;
    const watch = this.#watch;
    const missingWay = (seen: PageSnapshot) => watch.missing(words, seen);
    const since = Date.now();
    // A page that is being drawn rarely listens yet.
    const isCalm = () =>
      (hands.requests.quietSince ?? Number.POSITIVE_INFINITY) <= Date.now() || Date.now() - since > unheardMs;
    const shown = await watch.waitFor((seen) => {
      if (!isCalm()) return null;
      if (has(seen, words)) return 'way';
      return has(seen, group) ? 'group' : null;
    }, missingWay);
    // Open a collapsed menu first.
    if (shown === 'group')
      await watch.again({
        act: () => hands.press(group.map(folded)),
        isDue: (seen) => has(seen, group),
        arrival: () => (seen) => (has(seen, words) ? true : null),
        missing: missingWay,
      });
    const act = async () => {
      const [control, another] = await hands.named(words.map(folded));
      if (control !== undefined && another !== undefined)
        throw new ZcaScreenUnexpected(
          `“${words[0]}” more than once: ${listed([control, another].map(({ name }) => name))}`,
        );
      // Pressing the selected tab would load the list again while it is being read.
      if (control?.isOpen !== true) await hands.press(words.map(folded));
    };
    return watch.again({ act, isDue: (seen) => has(seen, words), arrival, missing });
  }
}

/** The error for a step that timed out, or a page or browser that died; the message contains nothing of the page. */
export function asZcaError(error: unknown): unknown {
  if (!(error instanceof Error)) return new ZcaUnclear('the browser failed');
  if (error.name === 'ZodError') return new ZcaScreenUnexpected('a page that cannot be read');
  if (error.name === 'TimeoutError') return new ZcaUnclear('the console did not answer in time');
  return new ZcaUnclear(/crash/iu.test(error.message) ? 'the browser crashed' : 'the page broke off');
}

function has({ presses }: PageSnapshot, words: readonly string[]): boolean {
  return withLabel(presses, String, words).length > 0;
}

function idsOf({ rows }: LinkedTable): string {
  return rows.map(({ id }) => id).join();
}
