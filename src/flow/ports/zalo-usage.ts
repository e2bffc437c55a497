import type { Account } from '../../core/person/accounts.js';

/** When somebody last turned to the bot in Zalo. */
export interface LastWord {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Messages that the bot has sent them since. */
  readonly sent: number;
}

/** When people last turned to the bot in Zalo. Each call rejects if the store does not answer. */
export interface LastWords {
  /** Notes that somebody turned to the bot; a time before the one that is known changes nothing. */
  heard(account: Account, at: number): Promise<void>;
  /** Null: not known. */
  of(account: Account): Promise<LastWord | null>;
  /** Counts messages sent to them since. */
  sent(account: Account, messages: number): Promise<void>;
  /** Notes that a message about a request did not reach them. */
  missed(account: Account, requestId: string): Promise<void>;
  /** The requests of which they missed something; they are forgotten with this call. */
  takeMissed(account: Account): Promise<readonly string[]>;
}

/**
 * What the bot has sent in Zalo in this calendar month, of Viet Nam. Each call rejects if the store does not answer.
 */
export interface ZaloUsage {
  paid(): Promise<number>;
  /** Adds messages that Zalo charges for. */
  addPaid(messages: number): Promise<void>;
  /** Adds messages of the Zalo bot to an account; returns the new totals. */
  addBot(account: Account, messages: number): Promise<BotUsage>;
  bot(): Promise<Omit<BotUsage, 'isNew'>>;
}

export interface BotUsage {
  /** Everybody with whom the bot has ever talked. */
  readonly people: number;
  /** Sent in this month. */
  readonly messages: number;
  /** True if the bot had not talked with this account before. */
  readonly isNew: boolean;
}
