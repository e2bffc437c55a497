import type { PrivateMessage } from './private-message.js';

/**
 * *verdict*: the end of a press or a command, written once and before anybody is told. Whoever carries the same delivery
 * out again finds it, and only repeats the telling and the showing.
 */
export type Verdict =
  /** It is part of the request. */
  | { readonly type: 'counted' }
  /** Nothing comes of it, for good. */
  | { readonly type: 'refused'; readonly why: Refusal };

/**
 * Why a press or a command is refused, as its verdict keeps it. The request of a press that came too late is read when
 * that is told: a verdict is bounded in size.
 */
export type Refusal =
  | Exclude<PrivateMessage, { readonly type: Unjudged | 'not_open' }>
  | { readonly type: 'not_open' };

/** Notes that end no press and no command that could count, or that the request itself keeps. */
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
  | 'cannot_post';
