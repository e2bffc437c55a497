import type { Account } from '../../core/person/accounts.js';

/**
 * Which accounts people have confirmed as theirs. A code is asked for at a person's home and typed at the other
 * account, so both sides agree. Every call rejects if the store does not answer.
 */
export interface AccountLinks {
  /** A new code for the person, instead of any earlier one. */
  newCode(person: string): Promise<LinkCode>;
  /** The person to whom the account was confirmed; null if it never was. */
  confirmedTo(account: Account): Promise<string | null>;
  /**
   * Tries the code that a delivery holds; a repeated delivery is the same try. The person is the one to whom the
   * configuration ties the account.
   */
  confirm(account: Account, person: string, code: string, delivery: string): Promise<LinkAttempt>;
  /** Counts an answer to a sender nobody knows; false: they have had enough of them today. */
  mayAnswerStranger(account: Account, delivery: string): Promise<boolean>;
}

export interface LinkCode {
  readonly code: string;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

/** `no_code`: none was asked for, or it is over. `too_many`: this was one try too many, so the code is over. */
export type LinkAttempt = 'confirmed' | 'no_code' | 'wrong' | 'too_many';
