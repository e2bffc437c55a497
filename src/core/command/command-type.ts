import type { AssetKind } from '../asset/asset.js';
import type { Since } from './command-since.js';

/** What a person asked for by typing `/unlink …`. */
export type Command =
  | { readonly type: 'help' }
  /** `/unlink` alone: the modal opens. */
  | { readonly type: 'form' }
  | {
      readonly type: 'unlink';
      readonly kind: AssetKind;
      readonly queries: readonly string[];
      readonly reason: string | null;
      readonly dryRun: boolean;
    }
  | { readonly type: 'status'; readonly requestId: string | null }
  /** Somebody wants to decide on a request, which is done by the buttons of its card. */
  | { readonly type: 'decide'; readonly requestId: string }
  | { readonly type: 'pending' }
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
  /** `nearest` is a whole command that can be run as it is; where the reason is too long, one to be filled into the form. */
  | { readonly type: 'mistake'; readonly mistake: UsageError; readonly nearest: string };

/** What somebody has said already of what they ask for. */
export type Filled = Omit<Extract<Command, { type: 'unlink' }>, 'type'>;

/** What was wrong with the words, so that the answer can name it. */
export type UsageError =
  | { readonly type: 'unknown_word'; readonly word: string }
  | { readonly type: 'missing_kind'; readonly query: string }
  /** `kind`: the one that was said; where none was, `other` is an example of the other one. */
  | { readonly type: 'missing_query'; readonly kind: AssetKind; readonly other?: string }
  /** Of the whole text, which was not read. */
  | { readonly type: 'text_too_long'; readonly length: number; readonly most: number }
  | { readonly type: 'query_too_long'; readonly length: number; readonly most: number }
  | { readonly type: 'reason_too_long'; readonly length: number; readonly most: number }
  | { readonly type: 'too_many_queries'; readonly count: number; readonly most: number }
  | { readonly type: 'wrong_request_id'; readonly word: string }
  | { readonly type: 'wrong_since'; readonly word: string }
  | { readonly type: 'unknown_option'; readonly word: string }
  /** Ids are said to be of the other kind than the command; `all`: every one that says a kind. */
  | { readonly type: 'other_kind'; readonly kind: AssetKind; readonly all: boolean };

/**
 * In characters, but for `queries`, a count; `text` is all that is typed: the most queries, each as long as may be, and a
 * reason fit. A name on Zalo is far shorter than a query may be; a reason is a
 * sentence or two.
 */
export const commandLimits = {
  text: 12_000,
  query: 200,
  queries: 50,
  reason: 500,
  shownWord: 40,
  /** What fits the value of a button (Slack takes 2,000 characters). */
  nearest: 1_900,
} as const;
