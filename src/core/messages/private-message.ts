import type { Asset, AssetKind } from '../asset/asset.js';
import type { Mistake } from '../command/command.js';
import type { Budget } from '../request/budgets.js';
import type { FailureCause, LogInPause } from '../request/outcome.js';
import type { AskRefusal, DecisionRefusal } from '../request/policy.js';
import type { AssetChange, ExcludedAsset, JoinedHow, PastUnlink, Request } from '../request/request.js';

/** The command that it is about, to be filled into the form; absent where that is not known. */
interface Asked {
  readonly asked?: string;
}

/** What one person is told privately: the facts; the words are each language's own. */
export type PrivateMessage =
  | { readonly type: 'help' }
  /** How to link again what was unlinked. */
  | { readonly type: 'relink' }
  | { readonly type: 'mistake'; readonly mistake: Mistake; readonly nearest: string }
  /** It is not known whether the command or press was made durable. */
  | { readonly type: 'not_recorded' }
  /** The job of a command or press has failed at every try. */
  | { readonly type: 'given_up' }
  /** What was asked could not be looked up now. */
  | { readonly type: 'no_answer' }
  /** A dialog could not be opened: Slack's trigger for it was too old. */
  | { readonly type: 'dialog_not_opened' }
  | { readonly type: 'ask_refused'; readonly refusal: AskRefusal; readonly allowed: readonly string[] }
  /** Asked in a conversation of few people; `allowed`: channels, where asking is bound to them. */
  | ({ readonly type: 'direct_message'; readonly allowed: readonly string[] } & Asked)
  | ({ readonly type: 'reason_required' } & Asked)
  | { readonly type: 'too_many_assets'; readonly count: number; readonly most: number }
  /** `most`: open requests of one person. */
  | { readonly type: 'too_many_open'; readonly most: number }
  /** More than `most` within a minute by one person: nothing more is taken until then, in milliseconds since the epoch. */
  | {
      readonly type: 'over_budget';
      readonly budget: Budget;
      readonly most: number;
      readonly until: number;
    }
  | {
      readonly type: 'no_match';
      readonly kind: AssetKind;
      readonly queries: readonly string[];
      readonly closest: readonly Asset[];
      /** What did match and cannot be asked for; then it is that which is told. */
      readonly withheld: readonly ExcludedAsset[];
      readonly withheldMore?: number;
      readonly unlinkedBefore?: readonly PastUnlink[];
      /** A whole command that was likely meant. */
      readonly meant?: string;
      /** As it was asked, for asking again. */
      readonly reason: string | null;
      readonly dryRun: boolean;
    }
  /** A message was edited that has asked before, for `request`, or (null) so long ago that it may have. */
  | {
      readonly type: 'edit_asks_nothing';
      readonly request: { readonly id: string; readonly url: string | null; readonly isOpen: boolean } | null;
    }
  | { readonly type: 'lookup_failed'; readonly cause: FailureCause }
  /** The list can be read once somebody has logged the bot in to the console; then it goes on by itself. */
  | { readonly type: 'command_waits'; readonly why: LogInPause }
  | { readonly type: 'press_waits'; readonly why: LogInPause }
  /** It takes a while; the answer follows. */
  | { readonly type: 'looking_up' }
  /** It is recorded, and no worker runs; what comes of it is told later. */
  | { readonly type: 'unattended'; readonly what: 'ask' | 'press' }
  /** `url`: a link to the card of the request that holds the asset. */
  | {
      readonly type: 'joined';
      readonly other: string;
      readonly url: string | null;
      readonly how: JoinedHow;
    }
  | ({ readonly type: 'cannot_post'; readonly channel: string; readonly code: string } & Asked)
  | {
      readonly type: 'decision_refused';
      readonly refusal: DecisionRefusal;
      readonly allowed: readonly string[];
      /** Who asked may do it as well; absent: only an approver, or an earlier version did not say. */
      readonly orRequester?: string;
    }
  /** Membership of the approvers' group, or who somebody is, could not be read: nobody is let in on a guess. */
  | { readonly type: 'group_unreadable'; readonly group: string }
  | { readonly type: 'person_unreadable' }
  | { readonly type: 'no_such_request' }
  | { readonly type: 'not_open'; readonly request: Request }
  | { readonly type: 'list_changed'; readonly changes: readonly AssetChange[] }
  /** Nothing on the list can be unlinked any more, so the request has ended. */
  | { readonly type: 'nothing_left'; readonly changes: readonly AssetChange[] }
  /** The list could not be read anew, so nothing was confirmed. */
  | { readonly type: 'list_unreadable'; readonly cause: FailureCause }
  /** The press waited too long in the queue to count as an approval now. */
  | { readonly type: 'pressed_long_ago' }
  | { readonly type: 'past_expiry' }
  | { readonly type: 'nothing_chosen' }
  | { readonly type: 'too_many_chosen'; readonly most: number }
  | { readonly type: 'already_approved' }
  | { readonly type: 'not_yours_to_take_back' }
  | { readonly type: 'nothing_to_stop' }
  | { readonly type: 'stop_of_earlier_run' }
  | { readonly type: 'nothing_to_retry' }
  | { readonly type: 'too_few_approvals'; readonly needed: number; readonly given: number }
  /** The last digits of a heavy asset were not typed, or not rightly. */
  | { readonly type: 'wrong_digits' }
  /** Somebody who is no operator pressed on work that is for operators; `allowed`: who they are. */
  | {
      readonly type: 'not_an_operator';
      readonly because: DecisionRefusal;
      readonly allowed: readonly string[];
    }
  | { readonly type: 'work_moved'; readonly by: string | null }
  | { readonly type: 'work_is_yours' }
  | { readonly type: 'not_your_work'; readonly by: string | null }
  | { readonly type: 'work_over' }
  | { readonly type: 'held'; readonly other: string; readonly asset: string };

/** What is said in a request's thread, to all; each once. */
export type ThreadMessage =
  /** `number`: which of the reminders, from 0. */
  | { readonly type: 'reminder'; readonly number: number; readonly approvers: readonly string[] }
  /** `number`: which of the reminders of this run, from 0. */
  | {
      readonly type: 'work_reminder';
      readonly number: number;
      readonly round: number;
      readonly operators: readonly string[];
    }
  | { readonly type: 'requester_added'; readonly user: string }
  /** The list or the choice is another than some have approved: their approvals do not count any more. */
  | { readonly type: 'list_changed' }
  /** The approvals that were given are enough now: it is confirmed. */
  | { readonly type: 'quorum_reached' }
  /** What was confirmed waits again: its approvals do not suffice any more. */
  | { readonly type: 'approval_lapsed' }
  /** It has run, and what these people asked for by joining was not in it. */
  | { readonly type: 'left_out' }
  | { readonly type: 'cancelled' }
  | { readonly type: 'expired' }
  /** The result could not be posted, however often it was tried. */
  | { readonly type: 'result_lost'; readonly round: number };
