/** What happened to one asset of a request. */
export type Outcome = { readonly at: number } & (
  | { readonly type: 'unlinked'; readonly zalo?: ZaloSide }
  /** Nothing to do: the link was gone before the bot's own call. */
  | { readonly type: 'already_unlinked'; readonly zalo?: ZaloSide }
  /** An operator has said that it was unlinked by hand; the bot has not seen it. */
  | { readonly type: 'reported'; readonly by: string; readonly zalo?: ZaloSide }
  /** The asset is no longer the one the approver saw; nothing was called. */
  | ({ readonly type: 'changed' } & LinkedAnew)
  /** The policy says that it may not be unlinked; nothing was called. */
  | { readonly type: 'protected'; readonly message: string }
  /** The ZCA said no, in its own words. */
  | { readonly type: 'refused'; readonly message: string }
  /** Somebody stopped the request before this asset's turn; nothing was called. */
  | { readonly type: 'stopped'; readonly by: string }
  /** A dry run: it would have been called for. */
  | { readonly type: 'would_unlink' }
  | { readonly type: 'failed'; readonly tries: number; readonly cause: FailureCause }
  /** A call went out, its answer was lost, and the link could not be read since: it may be gone or not. */
  | {
      readonly type: 'unknown';
      readonly tries: number;
      readonly cause: FailureCause;
      /** Set: that call may have removed the link that was approved, and another one stands there now. */
      readonly linkedAnew?: LinkedAnew;
    }
);

/** A link that is not the approved one. */
export interface LinkedAnew {
  /** Null: the same name as before. */
  readonly nameNow: string | null;
}

/**
 * What Zalo itself says of an OA's link after the unlink, asked with the OA's own token. Facts only: what its field
 * holds after an unlink is not documented, so an outcome never depends on it.
 */
export type ZaloSide =
  | {
      readonly type: 'shown';
      /** The ZCA that Zalo showed before the unlink; empty: none; null: not known. */
      readonly before: string | null;
      /** The ZCA that it shows now; empty: none. */
      readonly now: string;
    }
  | { readonly type: 'unreadable'; readonly why: ZaloTrouble };

export type ZaloTrouble =
  | { readonly type: 'no_answer' }
  /** The token is not valid, or not any more. */
  | { readonly type: 'token' }
  /** The token belongs to another OA. */
  | { readonly type: 'other_oa' }
  /** Zalo refuses, by a code of its own. */
  | { readonly type: 'refused'; readonly code: number }
  | { readonly type: 'not_understood' };

export type FailureCause =
  | { readonly type: 'token_invalid' }
  | { readonly type: 'not_allowed' }
  | { readonly type: 'refused'; readonly message: string }
  | { readonly type: 'unreachable'; readonly detail: string }
  | { readonly type: 'too_many_calls' }
  /** The ZCA's answer was not the contract's; `detail` says what was wrong with it. */
  | { readonly type: 'not_the_contract'; readonly detail: string }
  /** The ZCA answered "unlinked" and still shows the link. */
  | { readonly type: 'still_linked' }
  /** An operator could not unlink it by hand, and may have said why. */
  | { readonly type: 'could_not'; readonly by: string; readonly reason: string | null }
  /** Stopped while its call was under way. */
  | { readonly type: 'stopped' }
  /** Before it was tried again, too few of those who approved it might still approve; nothing was called. */
  | { readonly type: 'approvals_lapsed' }
  /** The console's page was not as expected; `seen` says how. */
  | { readonly type: 'screen_unexpected'; readonly seen: string }
  | { readonly type: 'console_paused'; readonly why: ConsolePause }
  /** The job itself died too often to try again. */
  | { readonly type: 'crashed' };

/** Why the console waits: nobody has ever logged in, the log-in has ended, a captcha, or another worker has the browser. */
export const consolePauses = ['no_session', 'logged_out', 'captcha', 'busy'] as const;
export type ConsolePause = (typeof consolePauses)[number];
/** Those that end when somebody logs in. */
export type LogInPause = Exclude<ConsolePause, 'busy'>;

/** An outcome after which the asset is not linked any more, whoever did it, or is reported to be so. */
export function isGone(outcome: Outcome): outcome is Extract<Outcome, { readonly zalo?: ZaloSide }> {
  return ['unlinked', 'already_unlinked', 'reported'].includes(outcome.type);
}

/** Whether Zalo itself shows something else than the ZCA it showed before: what was reported is seen by it, too. */
export function isSeenByZalo(side: ZaloSide | undefined): boolean {
  return side?.type === 'shown' && side.before !== null && side.before !== '' && side.now !== side.before;
}

/** Whether Zalo itself shows the ZCA that it showed before. */
export function isStillShown(side: ZaloSide | undefined): boolean {
  return side?.type === 'shown' && side.now !== '' && side.now === side.before;
}

/** It was kept from being done, or from being tried again. */
export function isStopped(outcome: Outcome): boolean {
  return outcome.type === 'stopped' || (outcome.type === 'failed' && outcome.cause.type === 'stopped');
}

/** An outcome that is what was asked for: gone, or in a dry run, ready to go. */
export function isDone(outcome: Outcome): boolean {
  return isGone(outcome) || outcome.type === 'would_unlink';
}

/**
 * Whether the last call for the asset, if any, is known to have unlinked nothing: should the link be gone later, it was
 * somebody else.
 */
export function hasDoneNothing(outcome: Outcome): boolean {
  if (outcome.type !== 'failed') return outcome.type === 'refused' || outcome.type === 'stopped';
  return ['token_invalid', 'not_allowed', 'refused', 'too_many_calls', 'could_not'].includes(
    outcome.cause.type,
  );
}

/** Whether trying the same again, as it was approved, may help. */
export function mayRetry(outcome: Outcome): boolean {
  if (outcome.type === 'unknown' && outcome.linkedAnew !== undefined) return false;
  return ['refused', 'failed', 'unknown', 'stopped'].includes(outcome.type);
}

/** Whether it was unlinked by way of the bot: by itself, or by operators, as they report. */
export function isUnlink({ type }: Outcome): boolean {
  return type === 'unlinked' || type === 'reported';
}
