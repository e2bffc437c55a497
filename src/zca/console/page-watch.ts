import { ZcaError, ZcaNotNow, ZcaScreenUnexpected, ZcaUnclear } from '../../flow/zca-error.js';
import { type ConsolePlace, whereaboutsOf } from './console-address.js';
import type { ConsoleLabels } from './labels.js';
import { logInPageOf, movedTo } from './log-in-page.js';
import type { PageDriver } from './page-driver.js';
import type { PageSnapshot } from './page-snapshot.js';

export interface PageWatchOptions extends ConsolePlace {
  readonly hands: PageDriver;
  readonly accountCode: string;
  readonly labels: ConsoleLabels;
  /** Time limit of one step. */
  readonly stepMs: number;
}

/** Finds the awaited thing in the current page; null: not there yet. */
export type Finding<T> = (seen: PageSnapshot) => T | null;

/** An action that may be repeated until its effect appears. */
export interface Repeatable<T> {
  readonly act: () => Promise<void>;
  /** True while the page still asks for it. */
  readonly isDue: (seen: PageSnapshot) => boolean;
  /** Finds the effect; each act needs a new one. */
  readonly arrival: () => Finding<T>;
  readonly missing: (seen: PageSnapshot) => string;
}

/** A waiting step looks at the page this often. */
const pollMs = 80;
/** A job waits this long before it looks again if somebody has logged in. */
const pauseMs = 30_000;
/** A page that stays quiet for this long after a press, without showing the effect, missed the press. */
export const unheardMs = 1_500;

/**
 * Waits for what the console's pages should show. Every wait is limited by `stepMs`. Throws {ZcaNotNow} at a log-in or
 * a captcha, {ZcaScreenUnexpected} when the awaited thing does not come, {ZcaUnclear} when no page loads.
 */
export class PageWatch {
  readonly #options: PageWatchOptions;

  constructor(options: PageWatchOptions) {
    this.#options = options;
  }

  /** Looks at the page until `found` finds something; otherwise throws what was missing. */
  async waitFor<T>(
    found: (seen: PageSnapshot) => T | null | Promise<T | null>,
    missing: (seen: PageSnapshot) => string,
  ): Promise<T> {
    const { hands, stepMs } = this.#options;
    const until = Date.now() + stepMs;
    for (;;) {
      const seen = await hands.look();
      const isLate = Date.now() > until;
      this.#refuseDoor(seen, isLate);
      // Do not read a page on the way to the console.
      const isConsole = whereaboutsOf(seen.origin, this.#options) === 'console';
      if (isConsole) refuseDialog(seen);
      const result = isConsole ? await found(seen) : null;
      if (result !== null) return result;
      if (isLate) throw isConsole ? this.#notFound(seen, missing(seen)) : new ZcaUnclear('no page came');
      await hands.pause(pollMs);
    }
  }

  /**
   * Performs a harmless action, and repeats it whenever the page interrupts it, or stays quiet for a while, still asks
   * for it and does not show its effect.
   */
  async again<T>({ act, isDue, arrival, missing }: Repeatable<T>): Promise<T> {
    const { hands, stepMs } = this.#options;
    const until = Date.now() + stepMs;
    let actedAt: number | null = null;
    let finding = arrival();
    let brokenBy: unknown = null;
    const attempt = async () => {
      try {
        brokenBy = null;
        finding = arrival();
        await act();
        actedAt = Date.now();
      } catch (error) {
        if (error instanceof ZcaScreenUnexpected || Date.now() > until) throw error;
        // The control went away before the press: look again at what replaced it.
        brokenBy = error;
      }
    };
    const isUnheard = () => {
      const { quietSince } = hands.requests;
      if (actedAt === null) return true;
      return quietSince !== null && Date.now() - Math.max(actedAt, quietSince) >= unheardMs;
    };
    await attempt();
    return this.waitFor(
      async (seen) => {
        const found = actedAt === null ? null : finding(seen);
        if (found === null && isUnheard() && isDue(seen)) await attempt();
        return found;
      },
      (seen) => {
        if (brokenBy instanceof ZcaError) throw brokenBy;
        if (brokenBy !== null)
          throw new ZcaUnclear(`the page kept redrawing the control to press, at ${this.pathOf(seen)}`);
        return missing(seen);
      },
    );
  }

  /** Says which control is missing, and which there are. */
  missing([label]: readonly string[], seen: PageSnapshot): string {
    return `no “${label}” at ${this.pathOf(seen)}; there was ${listed(seen.presses)}${inAnotherLanguage(label, seen)}`;
  }

  /** The path of a page, with its HTTP status if that is an error. */
  pathOf(seen: PageSnapshot): string {
    const { status } = this.#options.hands;
    return `${this.#shortPath(seen)}${status !== null && status >= 400 ? ` (HTTP ${status})` : ''}`;
  }

  #refuseDoor(seen: PageSnapshot, isLate: boolean): void {
    const { hands, labels } = this.#options;
    const door = logInPageOf(seen, this.#options, labels);
    if (door === null) return;
    if (door !== 'elsewhere') throw new ZcaNotNow(door, pauseMs);
    const { quietSince } = hands.requests;
    // A page on the way to another does not show where that leads.
    if (isLate || (quietSince !== null && Date.now() - quietSince >= unheardMs))
      throw new ZcaScreenUnexpected(movedTo(seen.origin));
  }

  #notFound(seen: PageSnapshot, missing: string): ZcaError {
    const { status } = this.#options.hands;
    return status !== null && status >= 500
      ? new ZcaUnclear(`the console answered HTTP ${status} at ${this.#shortPath(seen)}`)
      : new ZcaScreenUnexpected(missing);
  }

  /** The path of a page, written as in `startPath`. */
  #shortPath({ path }: PageSnapshot): string {
    return path.replaceAll(this.#options.accountCode, '{account}');
  }
}

/** Throws if there is a dialog that nobody asked for. */
function refuseDialog({ dialogs }: PageSnapshot): void {
  const [dialog] = dialogs;
  if (dialog !== undefined)
    throw new ZcaScreenUnexpected(
      `a dialog that nobody asked for, “${dialog.name || dialog.text.slice(0, 80)}”`,
    );
}

/** Letters that hardly any language but Vietnamese has. */
const vietnamese = /[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/iu;

/** Says what to set if a page seems to be in another language than the label that it lacks; otherwise empty. */
function inAnotherLanguage(label: string | undefined, { presses, language }: PageSnapshot): string {
  const words = presses.filter((name) => /\p{L}/u.test(name));
  const isVietnamese = words.some((word) => vietnamese.test(word.normalize('NFC')));
  if (label === undefined || words.length === 0 || vietnamese.test(label) === isVietnamese) return '';
  const said = language === '' ? '' : ` (it says “${language}”)`;
  return isVietnamese
    ? `; the page seems to be in Vietnamese, and this word of zca.console.labels is not`
    : `; the page seems not to be in Vietnamese${said}: set the console to Vietnamese, or put its words into zca.console.labels`;
}

export function listed(names: readonly string[]): string {
  const shown = names.slice(0, 12).map((name) => `“${name.slice(0, 40)}”`);
  return shown.length === 0 ? 'nothing' : shown.join(', ');
}
