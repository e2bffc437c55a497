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
  /** For one step, in milliseconds. */
  readonly stepMs: number;
}

/** Finds what is waited for in what the page shows now; null: not there yet. */
export type Finding<T> = (seen: PageSnapshot) => T | null;

/** What is done once, or again, until what it should lead to is there. */
export interface Repeatable<T> {
  readonly act: () => Promise<void>;
  /** Whether the page still asks for it. */
  readonly isDue: (seen: PageSnapshot) => boolean;
  /** What it leads to; each act needs a finding of its own. */
  readonly arrival: () => Finding<T>;
  readonly missing: (seen: PageSnapshot) => string;
}

/** How often the page is looked at while something is waited for, in milliseconds. */
const pollMs = 80;
/** How long jobs wait before they look whether somebody has logged in, in milliseconds. */
const pauseMs = 30_000;
/** A page that is quiet for this long after something was pressed, and does not show it, did not hear it; in milliseconds. */
export const unheardMs = 1_500;

/**
 * Waits for what the console's pages are to show. Every wait is bounded by `stepMs`. Throws {ZcaNotNow} where it meets a
 * log-in or a captcha, {ZcaScreenUnexpected} where what it waits for does not come, {ZcaUnclear} where no page does.
 */
export class PageWatch {
  readonly #options: PageWatchOptions;

  constructor(options: PageWatchOptions) {
    this.#options = options;
  }

  /** QueryAudit again and again until `found` finds something, and says what was missing when it does not. */
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
      // What stands on a page on the way to the console is not read.
      const isConsole = whereaboutsOf(seen.origin, this.#options) === 'console';
      if (isConsole) refuseDialog(seen);
      const result = isConsole ? await found(seen) : null;
      if (result !== null) return result;
      if (isLate) throw isConsole ? this.#notFound(seen, missing(seen)) : new ZcaUnclear('no page came');
      await hands.pause(pollMs);
    }
  }

  /**
   * Does what harms nothing when it is done twice, and does it again as often as the page breaks it off, or is quiet for a
   * while, still asks for it and does not show what it should have led to.
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
        // It went away while it was to be pressed: whatever stands in its place is looked at again.
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
          throw new ZcaUnclear(`the page kept drawing again what was to be pressed, at ${this.pathOf(seen)}`);
        return missing(seen);
      },
    );
  }

  /** Says that something which can be pressed is not there, and what is. */
  missing([label]: readonly string[], seen: PageSnapshot): string {
    return `no “${label}” at ${this.pathOf(seen)}; there was ${listed(seen.presses)}`;
  }

  /** The path of a page, and the HTTP status with which it came where that is an error. */
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
    // A page on the way to another says nothing of where that leads.
    if (isLate || (quietSince !== null && Date.now() - quietSince >= unheardMs))
      throw new ZcaScreenUnexpected(movedTo(seen.origin));
  }

  #notFound(seen: PageSnapshot, missing: string): ZcaError {
    const { status } = this.#options.hands;
    return status !== null && status >= 500
      ? new ZcaUnclear(`the console answered HTTP ${status} at ${this.#shortPath(seen)}`)
      : new ZcaScreenUnexpected(missing);
  }

  /** The path of a page as `startPath` has it. */
  #shortPath({ path }: PageSnapshot): string {
    return path.replaceAll(this.#options.accountCode, '{account}');
  }
}

/** A dialog that nobody asked for. */
function refuseDialog({ dialogs }: PageSnapshot): void {
  const [dialog] = dialogs;
  if (dialog !== undefined)
    throw new ZcaScreenUnexpected(
      `a dialog that nobody asked for, “${dialog.name || dialog.text.slice(0, 80)}”`,
    );
}

export function listed(names: readonly string[]): string {
  const shown = names.slice(0, 12).map((name) => `“${name.slice(0, 40)}”`);
  return shown.length === 0 ? 'nothing' : shown.join(', ');
}
