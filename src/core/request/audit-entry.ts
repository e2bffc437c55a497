/** One line of the audit log: who did what to which request, and when. Holds ids and names, never secrets. */
export interface AuditEntry {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly requestId: string;
  readonly action:
    | 'asked'
    | 'listed'
    | 'not_found'
    | 'lookup_failed'
    /** It is about to be joined to another. */
    | 'joining'
    | 'joined'
    | 'requester_added'
    | 'chosen'
    | 'list_changed'
    | 'approval_given'
    | 'approval_taken_back'
    | 'approval_lapsed'
    | 'approved'
    /** The approvals that were given are enough now; by the bot, or by one of those who gave them. */
    | 'quorum_reached'
    | 'cancelled'
    | 'expired'
    | 'stopped'
    | 'retried'
    | 'started'
    | 'window_opened'
    | 'unlink_called'
    /** That call has unlinked nothing, as the ZCA says, or was not sent. */
    | 'unlink_call_void'
    | 'last_try_unclear'
    | 'handed_over'
    | 'work_taken'
    | 'work_given_back'
    | 'evidence_kept'
    | 'settled'
    | 'finished'
    | 'press_refused'
    /** A command that was not taken; of no request, so `requestId` is empty. */
    | 'ask_refused'
    /** Somebody looked at what is linked, asked or done, or was refused to; of no request. */
    | 'looked'
    | 'look_refused'
    /** The list that people keep was replaced; of no request, so `requestId` is empty. */
    | 'assets_imported'
    /** From here on the chain is made with another key; of no request. */
    | 'audit_key_changed';
  /** A person's chat user id, `bot`, or who ran a command at a terminal, as `account@host`. */
  readonly actor: string;
  readonly details: { readonly [key: string]: string | number | boolean | null | readonly string[] };
}
