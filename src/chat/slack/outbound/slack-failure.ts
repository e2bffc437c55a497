import { webApi } from '@slack/bolt';
import { CannotPost, TryLater } from '../../../flow/try-later.js';

/** What the bot asks of Slack. */
export type Operation = 'post' | 'file' | 'postPrivately' | 'update' | 'home' | 'search';

/** What an answer of Slack's means for what was asked. */
type Meaning =
  /** Nothing was done; soon it may be. */
  | 'soon'
  /** Nothing was done, and somebody has to mend the token, its scopes or the workspace first; then the work goes on. */
  | 'mend'
  /** Nothing was done, and trying again will not help. */
  | 'refused'
  /** Slack's own words for "this went wrong on our side": it may have been done. */
  | 'unclear';

/** A post waits for its scope. A file is a convenience, and what cannot be searched for is sent again: neither waits. */
const notPermitted: Readonly<Record<Operation, Meaning>> = {
  post: 'mend',
  postPrivately: 'mend',
  update: 'mend',
  home: 'mend',
  file: 'refused',
  search: 'refused',
};

/** What each of Slack's error codes means, for all operations or for each; any other code is a refusal (docs.slack.dev/reference/methods). */
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

/** Whether a code says that somebody has to mend the token, its scopes or the workspace, whatever was asked. */
export function isToMend(code: string): boolean {
  return meaningOf(code, 'post') === 'mend';
}

/** How long to leave Slack alone after a failure that says nothing about it, in milliseconds. */
const pauseMs = 3_000;
/** How long to leave it alone while somebody has to mend something, in milliseconds. */
const mendMs = 30_000;

export type SlackFailure =
  /** Nothing was done; again after `waitMs`. `isPace`: because too much was asked of Slack. */
  | { readonly type: 'limited'; readonly waitMs: number; readonly isPace: boolean }
  /** Nothing was done, and trying again will not help. */
  | { readonly type: 'rejected'; readonly code: string }
  /** It may have been done. */
  | { readonly type: 'unclear' };

/** What a failed Web API call means for what it asked. */
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

/** The same failure as the flow knows it; for calls that are safe to repeat. */
export function asFlowError(error: unknown, operation: Operation): Error {
  const failure = failureOf(error, operation);
  if (failure.type === 'rejected') return new CannotPost(failure.code);
  return new TryLater(
    failure.type === 'limited' ? failure.waitMs : pauseMs,
    'Slack did not answer as it should',
  );
}

/** Slack's word for why it refuses this very call for good; null where it is away, busy, or does not let the bot in at all. */
export function refusalCode(error: unknown): string | null {
  const failure = failureOf(error, 'post');
  return failure.type === 'rejected' ? failure.code : null;
}
