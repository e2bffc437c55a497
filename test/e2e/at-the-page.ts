import type { Browser, Locator, Page } from 'playwright-core';
import { type Locale, said, type Words } from './words.js';

export const desktop = { name: 'desktop', width: 1280, height: 800 } as const;
export const phone = { name: 'phone', width: 390, height: 844 } as const;
export type Viewport = typeof desktop | typeof phone;

/** The buttons that the bot labels in its two languages. */
type Button = 'confirm' | 'reject' | 'cancel' | 'takeBack' | 'stop' | 'retry';

/** Somebody at a window of their own, who uses it by its visible words. */
export class AtThePage {
  readonly page: Page;
  readonly words: Words;

  private constructor(page: Page, locale: Locale) {
    this.page = page;
    this.words = said[locale];
  }

  static async open(
    browser: Browser,
    url: string,
    { viewport = desktop, locale = 'en' }: { viewport?: Viewport; locale?: Locale } = {},
  ): Promise<AtThePage> {
    const page = await browser.newPage({ viewport: { width: viewport.width, height: viewport.height } });
    // Shorter than a test's limit, so that a failure names the step.
    page.setDefaultTimeout(25_000);
    await page.goto(url);
    return new AtThePage(page, locale);
  }

  /** Chooses a person under "You are". */
  async become(name: string): Promise<void> {
    const person = this.page.getByRole('combobox', { name: 'You are' });
    const label = await person.locator('option', { hasText: name }).textContent();
    await person.selectOption({ label: label ?? name });
    await this.page.getByText(`You are now ${name}`).waitFor({ state: 'attached' });
  }

  async type(text: string): Promise<void> {
    await this.messageField.fill(text);
    await this.page.getByRole('button', { name: 'Send' }).click();
  }

  /** The message field of the open place. */
  get messageField(): Locator {
    return this.page.getByRole('main').getByRole('textbox', { name: /^Message / });
  }

  /** Opens a channel, or the bot's direct messages, from the list at the side. */
  async goTo(place: string): Promise<void> {
    await this.page.getByRole('link', { name: place }).click();
    await this.page.getByRole('main', { name: place }).waitFor();
  }

  /** The newest message of the bot in the channel that has these words. */
  card(words: string): Locator {
    return this.page
      .getByRole('region', { name: 'Messages in #zca-ops' })
      .getByRole('article', { name: /^zca-unlink, / })
      .filter({ hasText: words })
      .last();
  }

  button(card: Locator, which: Button): Locator {
    return this.labelled(card, this.words[which]);
  }

  /** A button by the beginning of its name; the request's or asset's id may follow. */
  labelled(within: Locator, words: string): Locator {
    return within.getByRole('button', {
      name: new RegExp(`^${words.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&')}( · |$)`, 'u'),
    });
  }

  press(card: Locator, which: Button): Promise<void> {
    return this.button(card, which).click();
  }

  /** Presses Confirm, and again in the question that follows. */
  async confirm(card: Locator, answer: 'yes' | 'yesApprove' = 'yes'): Promise<void> {
    await this.press(card, 'confirm');
    await this.answer(answer);
  }

  async answer(answer: 'yes' | 'yesApprove' | 'yesCancel' | 'no'): Promise<void> {
    const dialog = this.page.getByRole('alertdialog');
    await dialog.getByRole('button', { name: this.words[answer], exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  /** One of the bot's dialogs, open or about to open. */
  dialog(title: string | RegExp): Locator {
    return this.page.getByRole('dialog', { name: title });
  }

  /** Searches in a dialog's picker, and picks the assets whose names contain these words. */
  async pick(dialog: Locator, search: string, names: readonly string[]): Promise<void> {
    const picker = dialog.getByRole('combobox', { name: this.words.toUnlink });
    for (const name of names) {
      await picker.click();
      await picker.fill(search);
      await dialog.getByRole('option', { name }).click();
    }
    await picker.press('Escape');
  }

  /** Submits a dialog, and waits until it is gone. */
  async send(dialog: Locator, submit: string): Promise<void> {
    await dialog.getByRole('button', { name: submit, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  /** A private answer. */
  note(words: string): Locator {
    return this.page.getByRole('article', { name: 'only visible to you' }).filter({ hasText: words }).last();
  }

  /** Opens the thread of a card. */
  async openThread(card: Locator): Promise<Locator> {
    await card.getByRole('button', { name: /^\d+ repl(y|ies)$/u }).click();
    return this.page.getByRole('region', { name: 'Thread' });
  }

  /** Opens the bot's App Home. */
  async openHome(): Promise<Locator> {
    await this.page.getByRole('link', { name: 'App Home' }).click();
    return this.page.getByRole('main', { name: 'App Home' });
  }

  /** True if the whole element is in the window, without scrolling. */
  async isInSight(shown: Locator): Promise<boolean> {
    const [box, size] = [await shown.boundingBox(), this.page.viewportSize()];
    return box !== null && size !== null && box.y >= 0 && box.y + box.height <= size.height;
  }

  /** The number of pixels by which the page is wider than its window. */
  overflow(): Promise<number> {
    return this.page.evaluate('document.documentElement.scrollWidth - innerWidth');
  }
}
