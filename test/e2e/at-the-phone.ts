import type { Browser, Locator, Page } from 'playwright-core';
import { phone, type Viewport } from './at-the-page.js';
import type { Locale } from './words.js';

/** The words of the phone page, and of the bot in Zalo, in both languages. */
const phoneSays = {
  en: {
    youAre: 'You are',
    confirm: 'Confirm',
    reject: 'Reject',
    cancel: 'Cancel',
    reply: 'Reply',
    goWrong: 'Make it go wrong',
    allWell: 'All is well again',
    result: /✅ UR-\w+: done/u,
    confirmedBy: 'Confirmed by',
  },
  vi: {
    youAre: 'Bạn là',
    confirm: 'Xác nhận',
    reject: 'Từ chối',
    cancel: 'Bỏ yêu cầu',
    reply: 'Trả lời',
    goWrong: 'Gây sự cố',
    allWell: 'Mọi thứ bình thường trở lại',
    result: /✅ UR-\w+ đã xong/u,
    confirmedBy: 'đã xác nhận',
  },
} as const;

/** Somebody at a phone page of their own, who uses it by its visible words. */
export class AtThePhone {
  readonly page: Page;
  readonly words: (typeof phoneSays)[Locale];

  private constructor(page: Page, locale: Locale) {
    this.page = page;
    this.words = phoneSays[locale];
  }

  static async open(
    browser: Browser,
    url: string,
    { viewport = phone, locale = 'en' }: { viewport?: Viewport; locale?: Locale } = {},
  ): Promise<AtThePhone> {
    const page = await browser.newPage({ viewport: { width: viewport.width, height: viewport.height } });
    // Shorter than a test's limit, so that a failure names the step.
    page.setDefaultTimeout(25_000);
    await page.goto(url);
    const me = new AtThePhone(page, locale);
    await me.messageField.waitFor();
    return me;
  }

  get messageField(): Locator {
    return this.page.getByRole('main').getByRole('textbox');
  }

  async say(text: string): Promise<void> {
    await this.messageField.fill(text);
    await this.messageField.press('Enter');
  }

  /** The newest message with these words. */
  message(words: string | RegExp): Locator {
    return this.page.getByRole('article').filter({ hasText: words }).last();
  }

  button(message: Locator, name: string): Locator {
    return message.getByRole('button', { name, exact: true });
  }

  /** Opens the chat with the bot, or with the OA. */
  async open(chat: 'OA' | 'Bot'): Promise<void> {
    const tab = this.page.getByRole('navigation').getByRole('button', { name: new RegExp(`^${chat} `, 'u') });
    await tab.click();
    await this.page.locator('[aria-current=page]').filter({ hasText: chat }).waitFor();
  }

  /** Chooses from the menu "Make it go wrong". */
  async goWrong(words: string): Promise<void> {
    await this.page.getByRole('button', { name: this.words.goWrong }).click();
    await this.page.getByRole('menuitem', { name: words }).click();
  }

  /** The number of pixels by which the page is wider than its window. */
  overflow(): Promise<number> {
    return this.page.evaluate('document.documentElement.scrollWidth - innerWidth');
  }
}
