import { webApi } from '@slack/bolt';
import { CannotPost, TryLater } from '../../flow/try-later.js';

/** Slack's own words for "this went wrong on our side"; what was asked may have been done all the same. */
const unclearCodes = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
]);

/** Slack does not let the bot in at all: somebody mends the token or its scopes, and the work goes on. */
const lockedOutCodes = new Set([
  'invalid_auth',
  'not_authed',
  'token_revoked',
  'token_expired',
  'account_inactive',
  'missing_scope',
]);
const lockedOutMs = 30_000;

/** How long to leave Slack alone after a failure that says nothing about it, in milliseconds. */
const pauseMs = 3_000;

export type SlackFailure =
  /** Nothing was done; again after `waitMs`. */
  | { readonly type: 'limited'; readonly waitMs: number }
  /** Nothing was done, and trying again will not help. */
  | { readonly type: 'rejected'; readonly code: string }
  /** It may have been done. */
  | { readonly type: 'unclear' };

/** What a failed Web API call means for what it asked. */
export function failureOf(error: unknown): SlackFailure {
  if (error instanceof webApi.WebAPIRateLimitedError)
    return { type: 'limited', waitMs: error.retryAfter * 1000 };
  if (error instanceof webApi.WebAPIPlatformError && !unclearCodes.has(error.data.error)) {
    if (lockedOutCodes.has(error.data.error)) return { type: 'limited', waitMs: lockedOutMs };
    return error.data.error === 'ratelimited'
      ? { type: 'limited', waitMs: pauseMs }
      : { type: 'rejected', code: error.data.error };
  }
  return { type: 'unclear' };
}

/** Whether Slack does not let the bot read here: for want of a scope, or in this place. Waiting mends neither. */
export function isUnreadable(error: unknown): boolean {
  const scopeMissing = error instanceof webApi.WebAPIPlatformError && error.data.error === 'missing_scope';
  return scopeMissing || failureOf(error).type === 'rejected';
}

/** The same failure as the flow knows it; for calls that are safe to repeat. */
export function asFlowError(error: unknown): Error {
  const failure = failureOf(error);
  if (failure.type === 'rejected') return new CannotPost(failure.code);
  return new TryLater(
    failure.type === 'limited' ? failure.waitMs : pauseMs,
    'Slack did not answer as it should',
  );
}
