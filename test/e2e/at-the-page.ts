import type { Browser, Locator, Page } from 'playwright-core';

export const desktop = { name: 'desktop', width: 1280, height: 800 } as const;
export const phone = { name: 'phone', width: 390, height: 844 } as const;

/** What the bot's buttons and answers say in its two languages. */
export const said = {
  en: {
    confirm: 'Confirm',
    cancel: 'Cancel',
    yes: 'Yes, unlink',
    no: 'Go back',
    waiting: 'Waiting for an approver',
    done: 'Done: 1 OA unlinked',
    cancelled: 'Nothing was unlinked',
    result: 'the ZCA no longer shows it',
    notAnApprover: 'You are not an approver',
  },
  vi: {
    confirm: 'Xác nhận',
    cancel: 'Bỏ qua',
    yes: 'Hủy liên kết',
    no: 'Quay lại',
    waiting: 'Đang chờ người duyệt',
    done: 'Xong: đã hủy liên kết 1 OA',
    cancelled: 'Không hủy liên kết nào',
    result: 'ZCA không còn thấy nữa',
    notAnApprover: 'Bạn không phải người duyệt',
  },
} as const;
export type Locale = keyof typeof said;

/** Somebody who sits at a window of their own and uses it by what they can read there. */
export class AtThePage {
  readonly page: Page;
  readonly #said: (typeof said)[Locale];

  private constructor(page: Page, locale: Locale) {
    this.page = page;
    this.#said = said[locale];
  }

  static async open(
    browser: Browser,
    url: string,
    {
      viewport = desktop,
      locale = 'en',
    }: { viewport?: { width: number; height: number }; locale?: Locale } = {},
  ): Promise<AtThePage> {
    const page = await browser.newPage({ viewport: { width: viewport.width, height: viewport.height } });
    // Shorter than a test may take, so that a failure names the step.
    page.setDefaultTimeout(15_000);
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
    await this.page.getByRole('textbox', { name: 'Message #zca-ops' }).fill(text);
    await this.page.getByRole('button', { name: 'Send' }).click();
  }

  /** The newest message of the bot in the channel that has these words. */
  card(words: string): Locator {
    return this.page
      .getByRole('region', { name: 'Messages in #zca-ops' })
      .getByRole('article', { name: /^zca-unlink, / })
      .filter({ hasText: words })
      .last();
  }

  button(card: Locator, which: 'confirm' | 'cancel'): Locator {
    return card.getByRole('button', { name: this.#said[which], exact: true });
  }

  /** Presses Confirm, and again in the question that follows. */
  async confirm(card: Locator): Promise<void> {
    await this.button(card, 'confirm').click();
    await this.answer('yes');
  }

  async answer(answer: 'yes' | 'no'): Promise<void> {
    const dialog = this.page.getByRole('alertdialog');
    await dialog.getByRole('button', { name: this.#said[answer], exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  /** What only this person is told. */
  note(words: string): Locator {
    return this.page.getByRole('article', { name: 'only visible to you' }).filter({ hasText: words });
  }

  /** Opens the thread of a card that has one reply. */
  async openThread(card: Locator): Promise<Locator> {
    await card.getByRole('button', { name: '1 reply' }).click();
    return this.page.getByRole('region', { name: 'Thread' });
  }

  /** How many pixels the page is wider than its window. */
  overflow(): Promise<number> {
    return this.page.evaluate('document.documentElement.scrollWidth - innerWidth');
  }
}
