import type { Asset, AssetKind } from '../asset/asset.js';
import type { Mistake } from '../command/command.js';
import type { Budget } from '../request/budgets.js';
import type { FailureCause, LogInPause } from '../request/outcome.js';
import type { AskRefusal, DecisionRefusal } from '../request/permission.js';
import type { AssetChange, ExcludedAsset, JoinedHow, PastUnlink, Request } from '../request/request.js';

/** The command in question, to prefill the form; absent if unknown. */
interface Asked {
  readonly asked?: string;
}

/** The facts of a message that one person receives privately; the texts of each language word them. */
export type PrivateMessage =
  | { readonly type: 'help' }
  /** How to link an unlinked asset again. */
  | { readonly type: 'relink' }
  | { readonly type: 'mistake'; readonly mistake: Mistake; readonly nearest: string }
  /** A code for confirming an account of theirs; `until` in milliseconds since the epoch. */
  | { readonly type: 'connect_code'; readonly code: string; readonly until: number }
  /** The configuration ties no other account to them, or they have confirmed all. */
  | { readonly type: 'nothing_to_connect'; readonly isDone: boolean }
  /** The bot does not know whether the command or click was stored. */
  | { readonly type: 'not_recorded' }
  /** The job of a command or click failed at every attempt. */
  | { readonly type: 'given_up' }
  /** The query could not be answered now. */
  | { readonly type: 'no_answer' }
  /** A dialog did not open: Slack's trigger had expired. */
  | { readonly type: 'dialog_not_opened' }
  | { readonly type: 'ask_refused'; readonly refusal: AskRefusal; readonly allowed: readonly string[] }
  /** The command came from a direct message; `allowed`: the channels that the policy names, if it limits them. */
  | ({ readonly type: 'direct_message'; readonly allowed: readonly string[] } & Asked)
  | ({ readonly type: 'reason_required' } & Asked)
  | { readonly type: 'too_many_assets'; readonly count: number; readonly most: number }
  /** `most`: open requests per person. */
  | { readonly type: 'too_many_open'; readonly most: number }
  /**
   * One person sent more than `most` within a minute; further ones are refused until `until`, in milliseconds since
   * the epoch.
   */
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
      /** Assets that matched but cannot be requested; if there are any, the message is about these. */
      readonly withheld: readonly ExcludedAsset[];
      readonly withheldMore?: number;
      readonly unlinkedBefore?: readonly PastUnlink[];
      /** A whole command that was probably meant. */
      readonly meant?: string;
      /** The reason as given, to submit the command again. */
      readonly reason: string | null;
      readonly dryRun: boolean;
    }
  /** An edited message had already submitted a command: for `request`, or null if that was too long ago to know. */
  | {
      readonly type: 'edit_asks_nothing';
      readonly request: { readonly id: string; readonly url: string | null; readonly isOpen: boolean } | null;
    }
  | { readonly type: 'lookup_failed'; readonly cause: FailureCause }
  /** The list is readable once somebody logs the bot in to the console; the command then continues by itself. */
  | { readonly type: 'command_waits'; readonly why: LogInPause }
  | { readonly type: 'press_waits'; readonly why: LogInPause }
  /** The result takes a while and follows. */
  | { readonly type: 'looking_up' }
  /** It is recorded but no worker runs; the result follows later. */
  | { readonly type: 'unattended'; readonly what: 'ask' | 'press' }
  /** `url` links to the card of the request that holds the asset. */
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
      /** The requester may do it too; absent: only an approver may, or an earlier version did not say. */
      readonly orRequester?: string;
    }
  /** The approvers' group or the person could not be read. The bot never guesses a permission. */
  | { readonly type: 'group_unreadable'; readonly group: string }
  | { readonly type: 'person_unreadable' }
  | { readonly type: 'no_such_request' }
  | { readonly type: 'not_open'; readonly request: Request }
  | { readonly type: 'list_changed'; readonly changes: readonly AssetChange[] }
  /** Nothing on the list can be unlinked any longer, so the request ended. */
  | { readonly type: 'nothing_left'; readonly changes: readonly AssetChange[] }
  /** The list could not be read again, so nothing was confirmed. */
  | { readonly type: 'list_unreadable'; readonly cause: FailureCause }
  /** The click waited in the queue for too long to count as an approval. */
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
  /** The last digits of a high-risk asset are missing or wrong. */
  | { readonly type: 'wrong_digits' }
  /** A non-operator clicked a button of a manual task; `allowed`: the operators. */
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

/** The facts of a message in a request's thread, visible to everybody. Each is posted once. */
export type ThreadMessage =
  /** `number` counts the reminders from 0. */
  | { readonly type: 'reminder'; readonly number: number; readonly approvers: readonly string[] }
  /** `number` counts this run's reminders from 0. */
  | {
      readonly type: 'work_reminder';
      readonly number: number;
      readonly round: number;
      readonly operators: readonly string[];
    }
  | { readonly type: 'requester_added'; readonly user: string }
  /** Too few of those who may approve could be told; `people`: some whom no message reaches. Posted once a request. */
  | { readonly type: 'approvers_unreachable'; readonly people: readonly string[] }
  /** The list or the selection has changed since some approved: their approvals no longer count. */
  | { readonly type: 'list_changed' }
  /** The existing approvals now suffice, so the request is confirmed. */
  | { readonly type: 'quorum_reached' }
  /** The confirmed request is pending again: its approvals no longer suffice. */
  | { readonly type: 'approval_lapsed' }
  /** The request has run without the assets that these people asked for when they joined. */
  | { readonly type: 'left_out' }
  | { readonly type: 'cancelled' }
  | { readonly type: 'expired' }
  /** The result could not be posted at any attempt. */
  | { readonly type: 'result_lost'; readonly round: number };
