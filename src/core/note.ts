import type { Asset, AssetKind } from './asset.js';
import type { Mistake } from './command.js';
import type { FailureCause } from './outcome.js';
import type { AskRefusal, DecisionRefusal } from './policy.js';
import type { Request } from './request.js';

/** What one person is told privately: the facts; the words are each language's own. */
export type Note =
  | { readonly type: 'help' }
  | { readonly type: 'mistake'; readonly mistake: Mistake; readonly nearest: string }
  /** It is not known whether the command or press was made durable. */
  | { readonly type: 'not_recorded' }
  | { readonly type: 'ask_refused'; readonly refusal: AskRefusal; readonly allowed: readonly string[] }
  | {
      readonly type: 'no_match';
      readonly kind: AssetKind;
      readonly query: string;
      readonly closest: readonly Asset[];
    }
  | { readonly type: 'lookup_failed'; readonly cause: FailureCause }
  | { readonly type: 'joined'; readonly other: string }
  | { readonly type: 'cannot_post'; readonly channel: string; readonly code: string }
  | {
      readonly type: 'decision_refused';
      readonly refusal: DecisionRefusal;
      readonly allowed: readonly string[];
    }
  /** Membership of the approvers' group could not be read: nobody is let in on a guess. */
  | { readonly type: 'group_unreadable'; readonly group: string }
  | { readonly type: 'no_such_request' }
  | { readonly type: 'not_open'; readonly request: Request }
  | { readonly type: 'list_changed' }
  /** The press waited too long in the queue to count as an approval now. */
  | { readonly type: 'pressed_long_ago' }
  | { readonly type: 'nothing_chosen' }
  | { readonly type: 'held'; readonly other: string; readonly asset: string };
