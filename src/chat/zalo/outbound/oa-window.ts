import type { Account } from '../../../core/person/accounts.js';
import type { LastWords, ZaloUsage } from '../../../flow/ports/zalo-usage.js';
import type { ZaloMessenger } from './messenger.js';
import type { ClosedWindow } from './send-result.js';

export interface OaWindowOptions {
  readonly words: LastWords;
  readonly usage: Pick<ZaloUsage, 'paid' | 'addPaid'>;
  /** From somebody's last word on, messages to them are free for so long. */
  readonly freeMs: number;
  /** As many messages to them are free in that time. */
  readonly freeMessages: number;
  /** Messages that may be paid for in a month, to everybody together; 0: none. */
  readonly paidPerMonth: number;
  readonly now: () => number;
}

/** After it Zalo refuses an OA's messages, until the person turns to the OA again. */
const openMs = 7 * 24 * 60 * 60_000;
/** After Redis has not answered. */
const retryMs = 10_000;

/**
 * The time after somebody's last word in which an OA may write to them. Where that word is not known, Zalo decides.
 */
export class OaWindow {
  readonly #options: OaWindowOptions;

  constructor(options: OaWindowOptions) {
    this.#options = options;
  }

  /** The end of the time in which a message can be sent, in milliseconds since the epoch; null: not known. */
  async endOf(account: Account): Promise<number | null> {
    const { words, freeMs, paidPerMonth } = this.#options;
    const word = await words.of(account);
    return word === null ? null : word.at + (paidPerMonth > 0 ? openMs : freeMs);
  }

  /** Sends within the window alone, and counts what is sent. */
  within(messenger: ZaloMessenger): ZaloMessenger {
    return {
      send: async (id, text) => {
        const account: Account = { surface: 'zalo', id };
        let way: 'free' | 'paid' | ClosedWindow;
        try {
          way = await this.#way(account);
        } catch {
          return { type: 'retry', afterMs: retryMs, sent: [] };
        }
        if (way !== 'free' && way !== 'paid') return { type: 'person_unreachable', code: way, sent: [] };
        const result = await messenger.send(id, text);
        if (result.sent.length > 0) await this.#count(account, result.sent.length, way);
        return result;
      },
    };
  }

  async #way(account: Account): Promise<'free' | 'paid' | ClosedWindow> {
    const { words, usage, freeMs, freeMessages, paidPerMonth, now } = this.#options;
    const word = await words.of(account);
    if (word === null) return 'free';
    const age = now() - word.at;
    if (age >= openMs) return 'window_over';
    if (age < freeMs && word.sent < freeMessages) return 'free';
    return (await usage.paid()) < paidPerMonth ? 'paid' : 'not_paid';
  }

  /** A message that is not counted is better than one that is sent twice. */
  async #count(account: Account, messages: number, way: 'free' | 'paid'): Promise<void> {
    const { words, usage } = this.#options;
    await Promise.allSettled([
      words.sent(account, messages),
      ...(way === 'paid' ? [usage.addPaid(messages)] : []),
    ]);
  }
}
