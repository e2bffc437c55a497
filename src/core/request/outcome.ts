/** The outcome for one asset of a request. */
export type Outcome = { readonly at: number } & (
  | {
      readonly type: 'unlinked';
      readonly zalo?: ZaloSide;
      /**
       * Set: the link was found gone after an earlier call of this request, so somebody else may have removed it. Records
       * of version 0.2.0 do not tell.
       */
      readonly unconfirmed?: true;
    }
  /** Nothing to do: the link was gone before the bot's own call. */
  | { readonly type: 'already_unlinked'; readonly zalo?: ZaloSide }
  /** An operator reported it unlinked by hand; the bot has not seen it. */
  | { readonly type: 'reported'; readonly by: string; readonly zalo?: ZaloSide }
  /** The link is not the one the approver saw; no call was made. */
  | ({ readonly type: 'changed' } & LinkedAnew)
  /** The policy protects it; no call was made. */
  | { readonly type: 'protected'; readonly message: string }
  /** The ZCA refused, in its own words. */
  | { readonly type: 'refused'; readonly message: string }
  /**
   * Somebody stopped the request before this asset's turn; no call was made. `restored`: the bot did, because Redis was
   * restored to an older state.
   */
  | { readonly type: 'stopped'; readonly by: string; readonly restored?: true }
  /** A dry run: a real one would have called. */
  | { readonly type: 'would_unlink' }
  | { readonly type: 'failed'; readonly tries: number; readonly cause: FailureCause }
  /** A call went out, its response was lost, and the link could not be read since: it may be gone or not. */
  | {
      readonly type: 'unknown';
      readonly tries: number;
      readonly cause: FailureCause;
      /** Set: that call may have removed the approved link, and there is a different one now. */
      readonly linkedAnew?: LinkedAnew;
    }
);

/** A link other than the approved one. */
export interface LinkedAnew {
  /** Null: the name is unchanged. */
  readonly nameNow: string | null;
}

/**
 * An OA's link after the unlink according to Zalo itself, read with the OA's own token. For information only: Zalo
 * does not document its field after an unlink, so no outcome depends on it.
 */
export type ZaloSide =
  | {
      readonly type: 'shown';
      /** The ZCA that Zalo showed before the unlink; empty: none; null: unknown. */
      readonly before: string | null;
      /** The ZCA that Zalo shows now; empty: none. */
      readonly now: string;
    }
  | { readonly type: 'unreadable'; readonly why: ZaloTrouble };

export type ZaloTrouble =
  | { readonly type: 'no_answer' }
  /** The token is invalid or has expired. */
  | { readonly type: 'token' }
  /** The token belongs to another OA. */
  | { readonly type: 'other_oa' }
  /** Zalo refuses, with this code. */
  | { readonly type: 'refused'; readonly code: number }
  | { readonly type: 'not_understood' };

export type FailureCause =
  | { readonly type: 'token_invalid' }
  | { readonly type: 'not_allowed' }
  | { readonly type: 'refused'; readonly message: string }
  | { readonly type: 'unreachable'; readonly detail: string }
  | { readonly type: 'too_many_calls' }
  /** The ZCA's response breaks the contract; `detail` says how. */
  | { readonly type: 'not_the_contract'; readonly detail: string }
  /** The ZCA answered "unlinked" but still shows the link. */
  | { readonly type: 'still_linked' }
  /** An operator could not unlink it by hand, and may have given a reason. */
  | { readonly type: 'could_not'; readonly by: string; readonly reason: string | null }
  /** Somebody stopped the run while the call was under way. */
  | { readonly type: 'stopped' }
  /** Before the retry, too few of its approvers might still approve; no call was made. */
  | { readonly type: 'approvals_lapsed' }
  /** The console's page is not as expected; `seen` says how. */
  | { readonly type: 'screen_unexpected'; readonly seen: string }
  | { readonly type: 'console_paused'; readonly why: ConsolePause }
  /** The job crashed too often to retry. `restored`: Redis was restored to an older state during the run. */
  | { readonly type: 'crashed'; readonly restored?: true };

/**
 * Why the console waits: nobody has ever logged in, the log-in expired, a captcha appeared, or another worker has the
 * browser.
 */
export const consolePauses = ['no_session', 'logged_out', 'captcha', 'busy'] as const;
export type ConsolePause = (typeof consolePauses)[number];
/** Pauses that end when somebody logs in. */
export type LogInPause = Exclude<ConsolePause, 'busy'>;

/** True if the run was held back because Redis was restored to an older state. */
export function isOfRestore(cause: FailureCause): boolean {
  return cause.type === 'crashed' && cause.restored === true;
}

/** True if the asset is no longer linked, whoever unlinked it, or is reported to be so. */
export function isGone(outcome: Outcome): outcome is Extract<Outcome, { readonly zalo?: ZaloSide }> {
  return ['unlinked', 'already_unlinked', 'reported'].includes(outcome.type);
}

/** True if Zalo itself no longer shows the ZCA it showed before, which confirms a reported unlink. */
export function isSeenByZalo(side: ZaloSide | undefined): boolean {
  return side?.type === 'shown' && side.before !== null && side.before !== '' && side.now !== side.before;
}

/** True if Zalo itself still shows the ZCA it showed before. */
export function isStillShown(side: ZaloSide | undefined): boolean {
  return side?.type === 'shown' && side.now !== '' && side.now === side.before;
}

/** True if a stop prevented the call or its retry. */
export function isStopped(outcome: Outcome): boolean {
  return outcome.type === 'stopped' || (outcome.type === 'failed' && outcome.cause.type === 'stopped');
}

/** True if the request got what it asked for: the link is gone, or in a dry run, would go. */
export function isDone(outcome: Outcome): boolean {
  return isGone(outcome) || outcome.type === 'would_unlink';
}

/**
 * True if the last call for the asset, if any, certainly unlinked nothing: if the link disappears later, somebody
 * else removed it.
 */
export function hasDoneNothing(outcome: Outcome): boolean {
  if (outcome.type !== 'failed') return outcome.type === 'refused' || outcome.type === 'stopped';
  return ['token_invalid', 'not_allowed', 'refused', 'too_many_calls', 'could_not'].includes(
    outcome.cause.type,
  );
}

/** True if a retry under the same approval may succeed. */
export function mayRetry(outcome: Outcome): boolean {
  if (outcome.type === 'unknown' && outcome.linkedAnew !== undefined) return false;
  return ['refused', 'failed', 'unknown', 'stopped'].includes(outcome.type);
}

/** True if it was unlinked through the bot: by itself, or by operators, as they report. */
export function isUnlink({ type }: Outcome): boolean {
  return type === 'unlinked' || type === 'reported';
}
