import { webApi } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import {
  asFlowError,
  failureOf,
  type Operation,
} from '../../../../../src/chat/slack/outbound/slack-failure.js';
import { CannotPost, TryLater } from '../../../../../src/flow/try-later.js';

const operations: readonly Operation[] = ['post', 'file', 'postPrivately', 'update', 'home', 'search'];

/**
 * soon: waits 3 s; mend: waits 30 s; never: refused; maybe: Slack may have carried it out. In the
 * order of `operations`.
 */
const table: readonly (readonly [code: string, ...meanings: readonly string[]])[] = [
  ['ratelimited', 'soon', 'soon', 'soon', 'soon', 'soon', 'soon'],
  ['rate_limited', 'soon', 'soon', 'soon', 'soon', 'soon', 'soon'],
  ['message_limit_exceeded', 'soon', 'soon', 'soon', 'soon', 'soon', 'soon'],
  ['external_channel_migrating', 'soon', 'soon', 'soon', 'soon', 'soon', 'soon'],
  ['invalid_auth', 'mend', 'mend', 'mend', 'mend', 'mend', 'mend'],
  ['not_authed', 'mend', 'mend', 'mend', 'mend', 'mend', 'mend'],
  ['token_revoked', 'mend', 'mend', 'mend', 'mend', 'mend', 'mend'],
  ['token_expired', 'mend', 'mend', 'mend', 'mend', 'mend', 'mend'],
  ['account_inactive', 'mend', 'mend', 'mend', 'mend', 'mend', 'mend'],
  ['ekm_access_denied', 'mend', 'mend', 'mend', 'mend', 'mend', 'mend'],
  ['org_login_required', 'mend', 'mend', 'mend', 'mend', 'mend', 'mend'],
  ['missing_scope', 'mend', 'never', 'mend', 'mend', 'mend', 'never'],
  ['no_permission', 'mend', 'never', 'mend', 'mend', 'mend', 'never'],
  ['internal_error', 'maybe', 'maybe', 'maybe', 'maybe', 'maybe', 'maybe'],
  ['fatal_error', 'maybe', 'maybe', 'maybe', 'maybe', 'maybe', 'maybe'],
  ['service_unavailable', 'maybe', 'maybe', 'maybe', 'maybe', 'maybe', 'maybe'],
  ['request_timeout', 'maybe', 'maybe', 'maybe', 'maybe', 'maybe', 'maybe'],
  ['update_failed', 'maybe', 'maybe', 'maybe', 'maybe', 'maybe', 'maybe'],
  ['not_in_channel', 'never', 'never', 'never', 'never', 'never', 'never'],
  ['channel_not_found', 'never', 'never', 'never', 'never', 'never', 'never'],
  ['is_archived', 'never', 'never', 'never', 'never', 'never', 'never'],
  ['message_not_found', 'never', 'never', 'never', 'never', 'never', 'never'],
  ['invalid_blocks', 'never', 'never', 'never', 'never', 'never', 'never'],
  ['a_code_of_tomorrow', 'never', 'never', 'never', 'never', 'never', 'never'],
  ['constructor', 'never', 'never', 'never', 'never', 'never', 'never'],
];
const rows = table.flatMap(([code, ...meanings]) =>
  operations.map((operation, index) => [code, operation, meanings[index] ?? ''] as const),
);

describe('the meaning of a Slack error', () => {
  it.each(rows)('%s to a %s: %s', (code, operation, meaning) => {
    const expected = {
      soon: { type: 'limited', waitMs: 3_000, isPace: true },
      mend: { type: 'limited', waitMs: 30_000, isPace: false },
      never: { type: 'rejected', code },
      maybe: { type: 'unclear' },
    }[meaning];
    expect(failureOf(new webApi.WebAPIPlatformError({ ok: false, error: code }), operation)).toEqual(
      expected,
    );
  });

  it('is to wait as long as the 429 says', () => {
    expect(failureOf(new webApi.WebAPIRateLimitedError(17), 'post')).toEqual({
      type: 'limited',
      waitMs: 17_000,
      isPace: true,
    });
  });

  it.each([
    ['no answer', new webApi.WebAPIRequestError(new Error('socket hang up'))],
    ['an answer of a server on the way', new webApi.WebAPIHTTPError(503, 'Service Unavailable', {}, '')],
    ['anything else', new Error('?')],
  ])('is unclear after %s', (_what, error) => {
    for (const operation of operations) expect(failureOf(error, operation)).toEqual({ type: 'unclear' });
  });

  it('is to try later or never, for a call that may be repeated', () => {
    const error = (code: string) => new webApi.WebAPIPlatformError({ ok: false, error: code });
    expect(asFlowError(error('internal_error'), 'postPrivately')).toBeInstanceOf(TryLater);
    expect(asFlowError(error('missing_scope'), 'postPrivately')).toMatchObject({ delayMs: 30_000 });
    expect(asFlowError(error('user_not_in_channel'), 'postPrivately')).toBeInstanceOf(CannotPost);
  });
});
