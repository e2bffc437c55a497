import { surfaceOf, type ZaloSurface } from '../person/accounts.js';

/** One line of the audit log: who did what to which request, and when. It holds ids and names, never secrets. */
export interface AuditEntry {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly requestId: string;
  readonly action:
    | 'asked'
    | 'listed'
    | 'not_found'
    | 'lookup_failed'
    /** The request is about to join another. */
    | 'joining'
    | 'joined'
    | 'requester_added'
    | 'chosen'
    | 'list_changed'
    | 'approval_given'
    | 'approval_taken_back'
    | 'approval_lapsed'
    | 'approved'
    /** The existing approvals now suffice; the actor is the bot, or an approver who clicked again. */
    | 'quorum_reached'
    | 'cancelled'
    | 'expired'
    | 'stopped'
    | 'retried'
    | 'started'
    | 'window_opened'
    | 'unlink_called'
    /** The recorded call unlinked nothing: the ZCA says so, or the bot never sent it. */
    | 'unlink_call_void'
    | 'last_try_unclear'
    | 'handed_over'
    | 'work_taken'
    | 'work_given_back'
    | 'evidence_kept'
    | 'settled'
    | 'finished'
    | 'press_refused'
    /** A command was refused. There is no request, so `requestId` is empty. */
    | 'ask_refused'
    /** Somebody made a query, or was refused one; no request. */
    | 'looked'
    | 'look_refused'
    /** The register was replaced. There is no request, so `requestId` is empty. */
    | 'assets_imported'
    /** A person confirmed another account of theirs by a code; no request. */
    | 'account_linked'
    | 'account_link_refused'
    /** The chain continues with another key; no request. */
    | 'audit_key_changed'
    /** The beginning of the log was archived and removed from Redis; no request. */
    | 'audit_archived'
    /** Redis was restored to an older state: it waits for its approvers again, or its run makes no further call. */
    | 'held_after_restore'
    /** Redis was restored from a backup: entries after the one before this are lost; no request. */
    | 'redis_restored';
  /** A person's chat user id, `bot`, or `account@host` for a command at a terminal. */
  readonly actor: string;
  /** The chat in which the actor did it; absent: in Slack, at a terminal, or the bot itself. */
  readonly surface?: ZaloSurface;
  readonly details: { readonly [key: string]: string | number | boolean | null | readonly string[] };
}

/** The surface of what somebody did in a channel, as an entry names it. */
export function actedIn(channel: string | undefined): Pick<AuditEntry, 'surface'> {
  const surface = surfaceOf(channel ?? '');
  return surface === 'slack' ? {} : { surface };
}
