import type { ElementHandle, Page } from 'playwright-core';
import { z } from 'zod';
import { ZcaError, ZcaUnclear } from '../../flow/zca-error.js';
import { sleep } from '../../shared/sleep.js';
import { resolveWithin } from '../../shared/with-timeout.js';
import { type Area, area, namedControls, type PageSnapshot, pageSnapshot, verdict } from './page-snapshot.js';
import { PendingFetches } from './pending-fetches.js';

/** A page that is being replaced is asked again this many times, this far apart. */
const asks = 50;
const askEveryMs = 80;

/** One asset's row, or its former place. */
export interface PictureOf {
  /** The table's title, and its column of ids. */
  readonly table: string;
  readonly idColumn: number;
  readonly id: string;
  /** The names of the tabs, and the beginnings of the search field's name (folded). */
  readonly tabs: readonly string[];
  readonly search: readonly string[];
}

/** The one press that is allowed next, until a time in milliseconds since the epoch; the guard stops every other. */
export type Allowed =
  | {
      readonly type: 'row';
      readonly id: string;
      /** The lines of its name's cell. */
      readonly shown: readonly string[];
      readonly idColumn: number;
      readonly nameColumn: number;
      readonly until: number;
    }
  | { readonly type: 'dialog'; readonly text: string; readonly button: string; readonly until: number };

/** Calls the script of `in-page.ts` from outside the page. All steps are limited by `stepMs`. */
export class PageDriver {
  readonly page: Page;
  /** The page's open requests. */
  readonly requests: PendingFetches;
  readonly #stepMs: number;
  #asked: string | null = null;
  #status: number | null = null;

  /** @param background parts of the addresses of requests that nobody waits for */
  constructor(page: Page, stepMs: number, background: readonly string[] = []) {
    this.page = page;
    this.requests = new PendingFetches(page, background);
    this.#stepMs = stepMs;
    page.on('response', (response) => {
      const request = response.request();
      if (request.isNavigationRequest() && request.frame() === page.mainFrame())
        this.#status = response.status();
    });
    page.on('dialog', (dialog) => {
      // A browser dialog is outside the page, where the guard sees no press, so it is always dismissed.
      if (dialog.type() !== 'alert') this.#asked ??= dialog.message();
      dialog.dismiss().catch(() => undefined);
    });
  }

  /** A question that the page asked through the browser (`window.confirm`), answered with no; null: none. */
  get askedByBrowser(): string | null {
    return this.#asked;
  }

  /** The HTTP status of the page; null: none has loaded yet. */
  get status(): number | null {
    return this.#status;
  }

  /** Opens an address; the caller checks what loads. @throws {ZcaUnclear} when nothing does */
  async open(address: string): Promise<void> {
    await this.page
      .goto(address, { timeout: this.#stepMs, waitUntil: 'domcontentloaded' })
      .catch((error: unknown) => {
        const why = error instanceof Error ? /net::(\w+)/u.exec(error.message)?.[1] : undefined;
        if (why === undefined) throw error;
        const { host } = new URL(address);
        throw new ZcaUnclear(
          // Chromium's own name for an error status without a page.
          why === 'ERR_HTTP_RESPONSE_CODE_FAILURE'
            ? `${host} answered HTTP ${this.#status} with no page`
            : `${host} cannot be reached (${why})`,
        );
      });
  }

  look(): Promise<PageSnapshot> {
    return this.#ask('look()', pageSnapshot);
  }

  /** The controls outside tables and dialogs that have one of these names (folded). */
  named(words: readonly string[]): Promise<z.output<typeof namedControls>> {
    return this.#ask(call('named', words), namedControls);
  }

  /** Presses the control with one of these names (folded), and waits for nothing. */
  async press(words: readonly string[]): Promise<void> {
    const element = await this.#element(call('element', words));
    const failure = await this.#clickFailure(element);
    if (failure instanceof Error && failure.name === 'TimeoutError')
      throw new ZcaUnclear(
        `something covered “${words[0]}”, or it was disabled, for the whole step; it was not pressed`,
      );
    if (failure !== null) throw failure;
  }

  /**
   * Scrolls a list on by less than its visible part. Returns whether it moved.
   * @throws {ZcaUnclear} when the page no longer has this list
   */
  async scrollOn(table: string): Promise<boolean> {
    const isMoved = await this.#ask(call('scrollOn', table), z.boolean().nullable());
    if (isMoved === null) throw new ZcaUnclear(`the list “${table}” went away while it was read`);
    return isMoved;
  }

  async scrollBack(table: string): Promise<void> {
    await this.#answerOf(this.page.evaluate(`window.__zcaBot.${call('scrollBack', table)}`));
  }

  /**
   * Presses the enabled control of the table with this title that has one of these names (folded).
   * @throws when nothing of the press can have reached the page, since that redrew the control before
   */
  async pressControl(words: readonly string[], table: string): Promise<void> {
    const control = await this.#element(call('control', { words, table }));
    const failure = await this.#clickFailure(control);
    // If its script is gone, its page is gone: then the press was made.
    const wasPressed = await this.#answerOf(this.page.evaluate('window.__zcaBot.wasPressed()')).catch(
      () => true,
    );
    if (wasPressed === false)
      throw failure ?? new ZcaUnclear('the page redrew it before the press; it was not pressed');
  }

  /** Types into the field whose name or placeholder begins with one of these (folded), and presses Enter. */
  async type(words: readonly string[], text: string): Promise<void> {
    const field = await this.#element(call('field', words));
    await field.fill(text, { timeout: this.#stepMs });
    await field.press('Enter', { timeout: this.#stepMs });
  }

  /** The number of rows with this id and an "unlink" button. */
  rows(row: { readonly id: string; readonly idColumn: number }): Promise<number> {
    return this.#ask(call('rows', row), z.number());
  }

  /**
   * Presses a row's "unlink" or a dialog's button, if at the moment of the event it is still what was allowed.
   * @throws {ZcaUnclear} when it was not, and so was not pressed
   */
  async pressAllowed(allowed: Allowed): Promise<void> {
    const what = allowed.type === 'row' ? call('rowButton', allowed) : call('dialogButton', allowed.button);
    const button = await this.#element(what);
    await this.#answerOf(this.page.evaluate(`window.__zcaBot.${call('allow', allowed)}`));
    const failure = await this.#clickFailure(button);
    // Takes the permission back, so that a press that is still on its way is not made. If the guard is gone, its page
    // is gone: then the press was made.
    const said = await this.#answerOf(this.page.evaluate('window.__zcaBot.verdict()')).then(
      (answer) => verdict.parse(answer),
      () => null,
    );
    const [why] = said?.blocked ?? [];
    if (why !== undefined && said?.pressed === 0) throw new ZcaUnclear(`${why}; it was not pressed`);
    const isTimeout = failure instanceof Error && failure.name === 'TimeoutError';
    if (failure !== null && said?.pressed === 0)
      throw new ZcaUnclear(
        isTimeout
          ? 'something covered it, or it was disabled, for the whole step; it was not pressed'
          : 'the page redrew it before the press; it was not pressed',
      );
    if (failure !== null) throw failure;
  }

  /** Clicks, and waits for nothing. Returns the error instead of throwing it; null if there was none. */
  #clickFailure(element: ElementHandle): Promise<unknown> {
    return element.click({ timeout: this.#stepMs, noWaitAfter: true }).then(
      () => null,
      (error: unknown) => error,
    );
  }

  /** Marks the elements for a screenshot of this asset; returns their area, or null when there are none. */
  show(of: PictureOf): Promise<Area | null> {
    return this.#ask(call('show', of), area.nullable());
  }

  /** True if everything marked may still be in that screenshot. */
  showsOnly(of: PictureOf): Promise<boolean> {
    return this.#ask(call('showsOnly', of), z.boolean());
  }

  async pause(ms: number): Promise<void> {
    await sleep(ms);
  }

  /** Retries while one page replaces another, when no script answers. */
  async #ask<S extends z.ZodType>(what: string, schema: S): Promise<z.output<S>> {
    for (let tries = 1; ; tries += 1) {
      try {
        return schema.parse(await this.#answerOf(this.page.evaluate(`window.__zcaBot.${what}`)));
      } catch (error) {
        const isAnswer = error instanceof z.ZodError || error instanceof ZcaError;
        if (tries >= asks || this.page.isClosed() || isAnswer) throw error;
        await this.pause(askEveryMs);
      }
    }
  }

  /** Playwright sets no time limit on calls to the page's script. */
  #answerOf<T>(asked: Promise<T>): Promise<T> {
    return resolveWithin(this.#stepMs, asked, () => new ZcaUnclear('the page did not answer in time'));
  }

  async #element(what: string): Promise<ElementHandle> {
    const handle = await this.#answerOf(this.page.evaluateHandle(`window.__zcaBot.${what}`));
    const element = handle.asElement();
    if (element === null)
      throw new ZcaUnclear('the control disappeared before the press; it was not pressed');
    return element;
  }
}

function call(name: string, argument: unknown): string {
  return `${name}(${JSON.stringify(argument)})`;
}
