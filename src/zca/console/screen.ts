import type { AssetKind } from '../../core/asset/asset.js';
import { ZcaNotNow, ZcaScreenUnexpected, ZcaUnclear } from '../../flow/zca-error.js';
import { folded, isLabel } from './labels.js';
import { type LinkedTable, linkedTableOf } from './linked-table.js';
import { type LogInPage, logInPageOf, showsMenu } from './log-in-page.js';
import type { PageSnapshot } from './page-snapshot.js';
import { PageStability } from './page-stability.js';
import { type Finding, listed, PageWatch, type PageWatchOptions, unheardMs } from './page-watch.js';

/** The log-in ended after something was pressed. */
export class LogInEnded extends ZcaUnclear {
  constructor() {
    super('the log-in ended after the press');
  }
}

/** After a list was scrolled to its end, so long its page may take to ask for more rows, in milliseconds. */
const growsWithinMs = 500;

/** What leads on when it is pressed, and harms nothing when it is pressed twice. */
interface Way {
  readonly words: readonly string[];
  /** What it is folded up in. */
  readonly group: readonly string[];
}

/**
 * The console's screen as far as one walks through it without pressing anything that does something. Every wait is
 * bounded by `stepMs`. Throws {ZcaNotNow} where it meets a log-in or a captcha, {ZcaScreenUnexpected} where it does not
 * find its way, {ZcaUnclear} where the page does not come.
 */
export class Screen {
  readonly #options: PageWatchOptions;
  readonly #watch: PageWatch;

  constructor(options: PageWatchOptions) {
    this.#options = options;
    this.#watch = new PageWatch(options);
  }

  /** The page that is opened first. */
  get start(): string {
    const { address, accountCode, labels } = this.#options;
    return new URL(labels.startPath.replaceAll('{account}', accountCode), address).href;
  }

  /** Opens the list of a kind from the beginning, by the menu and its tab, as the written procedure says. */
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
   * The table of what is linked, once the page has it whole: a page that is still loading may well say that there is
   * none, or show no way to the next page yet.
   */
  table(kind: AssetKind, isReady: (table: LinkedTable) => boolean = () => true): Promise<LinkedTable> {
    const table = this.#tableFinder(kind, isReady);
    return this.#watch.waitFor(table.finding(), table.missing);
  }

  /**
   * Types into the page's own search, again where the page has dropped what was typed, and waits until the table is
   * `isReady`; null where it never is. Whatever the search finds, the caller looks for itself.
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

  /** Goes to the next page of the list; null where this one is the last. */
  async nextPage(kind: AssetKind, before: LinkedTable): Promise<LinkedTable | null> {
    const { hands, labels } = this.#options;
    // The list would seem to end: nothing may be concluded from that.
    if (before.next === 'unknown')
      throw new ZcaScreenUnexpected(`a second page, but no “${labels.nextPage[0]}”`);
    if (before.next !== 'on') return null;
    await hands.scrollBack(before.title);
    await hands.pressControl(labels.nextPage.map(folded), before.title);
    return this.table(kind, (table) => idsOf(table) !== idsOf(before));
  }

  /** Scrolls the list on; null where all of it was seen. */
  async scrollOn(kind: AssetKind, before: LinkedTable): Promise<LinkedTable | null> {
    return (await this.#options.hands.scrollOn(before.title)) ? this.table(kind) : null;
  }

  /** The list at its end, where that has moved on after a while; null where it has not. */
  async grown(kind: AssetKind, before: LinkedTable): Promise<LinkedTable | null> {
    await this.#options.hands.pause(growsWithinMs);
    const now = await this.table(kind);
    return idsOf(now) === idsOf(before) ? null : now;
  }

  /** Whether this page is a door instead of the console. */
  logInPageOf(seen: PageSnapshot): LogInPage | null {
    return logInPageOf(seen, this.#options, this.#options.labels);
  }

  showsMenu(seen: PageSnapshot): boolean {
    return showsMenu(seen, this.#options.labels);
  }

  /** What finds the table once it is settled, and says why it does not. */
  #tableFinder(kind: AssetKind, isReady: (table: LinkedTable) => boolean) {
    const { hands, labels } = this.#options;
    let settled = new PageStability(hands.requests);
    let problem: string | null = null;
    const finding = (): Finding<LinkedTable> => {
      // What the page has shown before a press may be about to go.
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

  /** Goes a way, and again where the page did not listen yet or has drawn it again, until it has led somewhere. */
  async #follow<T>(
    { words, group }: Way,
    arrival: () => Finding<T>,
    missing: (seen: PageSnapshot) => string,
  ): Promise<T> {
    const { hands } = this.#options;
    const watch = this.#watch;
    const missingWay = (seen: PageSnapshot) => watch.missing(words, seen);
    const since = Date.now();
    // A page that is being drawn seldom listens yet.
    const isCalm = () =>
      (hands.requests.quietSince ?? Number.POSITIVE_INFINITY) <= Date.now() || Date.now() - since > unheardMs;
    const shown = await watch.waitFor((seen) => {
      if (!isCalm()) return null;
      if (has(seen, words)) return 'way';
      return has(seen, group) ? 'group' : null;
    }, missingWay);
    // A menu that is folded up is opened first.
    if (shown === 'group')
      await watch.again({
        act: () => hands.press(group.map(folded)),
        isDue: (seen) => has(seen, group),
        arrival: () => (seen) => (has(seen, words) ? true : null),
        missing: missingWay,
      });
    const act = async () => {
      const [control, another] = await hands.named(words.map(folded));
      if (another !== undefined) throw new ZcaScreenUnexpected(`“${words[0]}” more than once`);
      // A tab that is open already would load the list a second time, under the eyes of whoever reads it.
      if (control?.isOpen !== true) await hands.press(words.map(folded));
    };
    return watch.again({ act, isDue: (seen) => has(seen, words), arrival, missing });
  }
}

/** A step that was not done in time, a page or browser that died; the message holds nothing of the page. */
export function asZcaError(error: unknown): unknown {
  if (!(error instanceof Error)) return new ZcaUnclear('the browser failed');
  if (error.name === 'ZodError') return new ZcaScreenUnexpected('a page that cannot be read');
  if (error.name === 'TimeoutError') return new ZcaUnclear('the console did not answer in time');
  return new ZcaUnclear(/crash/iu.test(error.message) ? 'the browser crashed' : 'the page broke off');
}

function has({ presses }: PageSnapshot, words: readonly string[]): boolean {
  return presses.some((name) => isLabel(name, words));
}

function idsOf({ rows }: LinkedTable): string {
  return rows.map(({ id }) => id).join();
}
