import { webApi } from '@slack/bolt';
import { CannotPost, TryLater } from '../../../flow/try-later.js';

/** The kinds of call to Slack whose failures differ in meaning. */
export type Operation = 'post' | 'file' | 'postPrivately' | 'update' | 'home' | 'search';

/** The meaning of a failed call. */
type Meaning =
  /** Nothing was done; a retry may soon succeed. */
  | 'soon'
  /** Nothing was done; an administrator must first fix the token, its scopes or the workspace. */
  | 'mend'
  /** Nothing was done, and a retry will not help. */
  | 'refused'
  /** Slack's own failure: the call may have taken effect. */
  | 'unclear';

/**
 * A post waits for its scope. A file is optional, and a post that cannot be searched for is sent again, so neither
 * waits.
 */
const notPermitted: Readonly<Record<Operation, Meaning>> = {
  post: 'mend',
  postPrivately: 'mend',
  update: 'mend',
  home: 'mend',
  file: 'refused',
  search: 'refused',
};

/**
 * The meaning of Slack's error codes, for all operations or for each; any other code is a refusal
 * (docs.slack.dev/reference/methods).
 */
const meanings: { readonly [code: string]: Meaning | Readonly<Record<Operation, Meaning>> } = {
  ratelimited: 'soon',
  rate_limited: 'soon',
  message_limit_exceeded: 'soon',
  external_channel_migrating: 'soon',

  invalid_auth: 'mend',
  not_authed: 'mend',
  token_revoked: 'mend',
  token_expired: 'mend',
  account_inactive: 'mend',
  accesslimited: 'mend',
  access_denied: 'mend',
  ekm_access_denied: 'mend',
  org_login_required: 'mend',
  team_access_not_granted: 'mend',

  missing_scope: notPermitted,
  no_permission: notPermitted,

  internal_error: 'unclear',
  fatal_error: 'unclear',
  service_unavailable: 'unclear',
  request_timeout: 'unclear',
  team_added_to_org: 'unclear',
  update_failed: 'unclear',
};

/** True for a code that asks an administrator to fix the token, its scopes or the workspace, whatever the call. */
export function isToMend(code: string): boolean {
  return meaningOf(code, 'post') === 'mend';
}

/** The pause after a failure for which Slack names none. */
const pauseMs = 3_000;
/** The pause while an administrator must fix something. */
const mendMs = 30_000;

export type SlackFailure =
  /** Nothing was done; retry after `waitMs`. `isPace`: the bot exceeded a rate limit. */
  | { readonly type: 'limited'; readonly waitMs: number; readonly isPace: boolean }
  /** Nothing was done, and a retry will not help. */
  | { readonly type: 'rejected'; readonly code: string }
  /** The call may have taken effect. */
  | { readonly type: 'unclear' };

/** The meaning of a failed Web API call for its operation. */
export function failureOf(error: unknown, operation: Operation): SlackFailure {
  if (error instanceof webApi.WebAPIRateLimitedError)
    return { type: 'limited', waitMs: error.retryAfter * 1000, isPace: true };
  if (!(error instanceof webApi.WebAPIPlatformError)) return { type: 'unclear' };
  const code = error.data.error;
  switch (meaningOf(code, operation)) {
    case 'soon':
      return { type: 'limited', waitMs: pauseMs, isPace: true };
    case 'mend':
      return { type: 'limited', waitMs: mendMs, isPace: false };
    case 'refused':
      return { type: 'rejected', code };
    case 'unclear':
      return { type: 'unclear' };
  }
}

function meaningOf(code: string, operation: Operation): Meaning {
  const meaning = (Object.hasOwn(meanings, code) ? meanings[code] : undefined) ?? 'refused';
  return typeof meaning === 'string' ? meaning : meaning[operation];
}

/** The same failure as a flow error; only for calls that are safe to repeat. */
export function asFlowError(error: unknown, operation: Operation): Error {
  const failure = failureOf(error, operation);
  if (failure.type === 'rejected') return new CannotPost(failure.code);
  return new TryLater(
    failure.type === 'limited' ? failure.waitMs : pauseMs,
    'Slack did not answer as it should',
  );
}

/**
 * Slack's code for a permanent refusal of this very call; null if Slack is down, busy, or rejects the bot altogether.
 */
export function refusalCode(error: unknown): string | null {
  const failure = failureOf(error, 'post');
  return failure.type === 'rejected' ? failure.code : null;
}
