import type { PrivateMessage } from './private-message.js';

/**
 * *verdict*: the decision on a click or a command, written once before anybody is told. A retry of the same delivery
 * finds it and only repeats the messages.
 */
export type Verdict =
  /** The request includes it. */
  | { readonly type: 'counted' }
  /** It has no effect, for good. */
  | { readonly type: 'refused'; readonly why: Refusal };

/**
 * Why a click or a command is refused, as its verdict stores it. A verdict is bounded in size, so `not_open` leaves
 * the request out; it is read when the person is told.
 */
export type Refusal =
  | Exclude<PrivateMessage, { readonly type: Unjudged | 'not_open' }>
  | { readonly type: 'not_open' };

/** Messages that decide no click or command, or that the request itself records. */
type Unjudged =
  | 'help'
  | 'relink'
  | 'mistake'
  | 'not_recorded'
  | 'no_answer'
  | 'no_match'
  | 'edit_asks_nothing'
  | 'lookup_failed'
  | 'command_waits'
  | 'press_waits'
  | 'looking_up'
  | 'unattended'
  | 'joined'
  | 'connect_code'
  | 'nothing_to_connect'
  | 'cannot_post';
