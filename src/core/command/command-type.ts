import type { AssetKind } from '../asset/asset.js';
import type { Since } from './command-since.js';

/** A parsed `/unlink …` command. */
export type Command =
  | { readonly type: 'help' }
  /** `/unlink` alone opens the form. */
  | { readonly type: 'form' }
  | {
      readonly type: 'unlink';
      readonly kind: AssetKind;
      readonly queries: readonly string[];
      readonly reason: string | null;
      readonly dryRun: boolean;
    }
  | { readonly type: 'status'; readonly requestId: string | null }
  /** Somebody wants to decide on a request; the card's buttons do that. */
  | { readonly type: 'decide'; readonly requestId: string }
  | { readonly type: 'pending' }
  /** Asks for the code that ties a Zalo account to its person. */
  | { readonly type: 'connect' }
  | { readonly type: 'mine' }
  | {
      readonly type: 'history';
      readonly kind: AssetKind | null;
      readonly query: string | null;
      readonly since: Since | null;
      /** The last day; absent: until now. */
      readonly until?: Since;
    }
  | { readonly type: 'show'; readonly kind: AssetKind; readonly query: string }
  /** `nearest` is a complete command, ready to run; if the reason is too long, it prefills the form. */
  | { readonly type: 'mistake'; readonly mistake: UsageError; readonly nearest: string };

/** The parts of a command already given. */
export type Filled = Omit<Extract<Command, { type: 'unlink' }>, 'type'>;

/** The reason why the words are wrong, for the reply to name. */
export type UsageError =
  | { readonly type: 'unknown_word'; readonly word: string }
  | { readonly type: 'missing_kind'; readonly query: string }
  /** `kind` as given; if none was given, `other` is an example of the other kind. */
  | { readonly type: 'missing_query'; readonly kind: AssetKind; readonly other?: string }
  /** Measures the whole text, which was not parsed. */
  | { readonly type: 'text_too_long'; readonly length: number; readonly most: number }
  | { readonly type: 'query_too_long'; readonly length: number; readonly most: number }
  | { readonly type: 'reason_too_long'; readonly length: number; readonly most: number }
  | { readonly type: 'too_many_queries'; readonly count: number; readonly most: number }
  | { readonly type: 'wrong_request_id'; readonly word: string }
  | { readonly type: 'wrong_since'; readonly word: string }
  | { readonly type: 'unknown_option'; readonly word: string }
  /** Some ids name another kind than the command; `all`: every id that names one does. */
  | { readonly type: 'other_kind'; readonly kind: AssetKind; readonly all: boolean };

/**
 * Lengths in characters; `queries` is a count. `text` bounds the whole input: the most queries at full length plus a
 * reason fit in it. Names on Zalo are far shorter than a query may be; a reason is a sentence or two.
 */
export const commandLimits = {
  text: 12_000,
  query: 200,
  queries: 50,
  reason: 500,
  shownWord: 40,
  /** Fits a button's value (Slack allows 2,000 characters). */
  nearest: 1_900,
} as const;
