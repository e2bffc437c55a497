/** What happened to one asset of a request. */
export type Outcome = { readonly at: number } & (
  | { readonly type: 'unlinked' }
  /** Nothing to do: the link was gone before the bot's own call. */
  | { readonly type: 'already_unlinked' }
  /** The asset is no longer the one the approver saw; nothing was called. */
  | { readonly type: 'changed' /** Null: the same name, but linked anew. */; readonly nameNow: string | null }
  /** The ZCA said no, in its own words. */
  | { readonly type: 'refused'; readonly message: string }
  | { readonly type: 'failed'; readonly tries: number; readonly cause: FailureCause }
  /** A call went out, its answer was lost, and the link could not be read since: it may be gone or not. */
  | { readonly type: 'unknown'; readonly tries: number; readonly cause: FailureCause }
);

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
  /** The job itself died too often to try again. */
  | { readonly type: 'crashed' };

/** An outcome after which the asset is not linked any more, whoever did it. */
export function isGone(outcome: Outcome): boolean {
  return outcome.type === 'unlinked' || outcome.type === 'already_unlinked';
}
