import type { RedisSetting } from '../../shared/refused-write.js';
import type { LogInPause } from '../request/outcome.js';
import type { ZcaTrouble } from '../request/zca-trouble.js';

/**
 * Something that whoever runs the bot has to mend. Ids, codes and names of settings only: no texts of people, no
 * secrets. A new one needs its words in `i18n/alert`, its line in `causeOf`, and its row in the README.
 */
export type Alert =
  /** A job that will not be tried again. */
  | {
      readonly type: 'job_failed';
      readonly queue: string;
      readonly job: string;
      /** The request it was for, where there is one. */
      readonly requestId: string | null;
    }
  /** A job was made by a newer version of the bot, and no worker of that version takes it. */
  | { readonly type: 'newer_job'; readonly queue: string }
  /** A request was written by a newer version of the bot, and this process has been older for long. */
  | { readonly type: 'newer_record'; readonly requestId: string }
  /** The ZCA does not know the bot, or does not let it. */
  | { readonly type: 'zca_denied'; readonly why: 'token_invalid' | 'not_allowed' }
  /** The ZCA cannot be reached, or what answers there is not what it should be; `detail`: the code for it, or what was wrong. */
  | {
      readonly type: 'zca_away';
      readonly why: ZcaTrouble;
      readonly detail: string;
      /** Host and port, as the setting has them. */
      readonly host: string;
      readonly setting: 'ZCA_API_URL' | 'ZCA_CONSOLE_URL';
    }
  /** The ZCA's console cannot be used before somebody has logged the bot in there. */
  | {
      readonly type: 'console_waits';
      readonly why: LogInPause;
      /** What tells the log-in that has ended from the next, which may end as soon; empty for none. */
      readonly logIn: string;
    }
  /** The chat refuses what the bot needs, in its own word (`missing_scope`, `invalid_auth` …). */
  | {
      readonly type: 'chat_refused';
      readonly code: string;
      readonly method: string;
      /** The scopes it asks for, where it says so. */
      readonly needed: string | null;
    }
  /** What comes to the bot's address as Slack's is signed with another secret, and nothing with the bot's own. */
  | { readonly type: 'signature_mismatch' }
  /** No worker takes jobs. */
  | { readonly type: 'no_worker' }
  /** Slack has no socket to deliver into; `code` is its own word for why it opens none, null where it gives no answer. */
  | { readonly type: 'no_socket'; readonly code: string | null }
  /** Redis is set so that it may lose what it was given. */
  | { readonly type: 'redis_setting'; readonly setting: RedisSetting }
  /** Redis has not answered for a while. */
  | { readonly type: 'redis_away' }
  /** Redis takes no changes; `code` is its own word (`MISCONF`, `OOM` …). */
  | { readonly type: 'redis_refuses_writes'; readonly code: string }
  /** What stands under a key in Redis is not what belongs there. */
  | {
      readonly type: 'corrupt_record';
      readonly key: string;
      readonly requestId: string | null;
      readonly part: CorruptPart;
    }
  /** A machine's clock differs from Redis's, which the bot goes by, by so many seconds; positive: it is ahead. */
  | { readonly type: 'clock_differs'; readonly host: string; readonly seconds: number }
  /** An asset was held by a request that has ended, or whose record is gone; it is free again. */
  | { readonly type: 'orphan_lock'; readonly asset: string; readonly requestId: string }
  /** The chat does not say who is in a group of the policy. */
  | { readonly type: 'group_unreadable'; readonly group: string; readonly code: string };

/**
 * What cannot be read: what nobody can make up, what a message shows (made anew), an asset on the list that people keep, or
 * the end of the audit log.
 */
export type CorruptPart = 'record' | 'shown' | 'register' | 'audit';

/** What an alert is about: of two with the same cause, one is told. */
export function causeOf(alert: Alert): string {
  switch (alert.type) {
    case 'job_failed':
      return `${alert.type}:${alert.queue}:${alert.requestId ?? ''}`;
    case 'newer_job':
    case 'newer_record':
      return alert.type;
    case 'zca_denied':
    case 'zca_away':
      return `${alert.type}:${alert.why}`;
    case 'console_waits':
      return `${alert.type}:${alert.why}:${alert.logIn}`;
    case 'chat_refused':
      return `${alert.type}:${alert.code}:${alert.needed ?? ''}`;
    case 'signature_mismatch':
    case 'no_worker':
      return alert.type;
    case 'no_socket':
      return `${alert.type}:${alert.code ?? ''}`;
    case 'redis_setting':
      return `${alert.type}:${alert.setting}`;
    case 'redis_away':
      return alert.type;
    case 'redis_refuses_writes':
      return `${alert.type}:${alert.code}`;
    case 'corrupt_record':
      return `${alert.type}:${alert.key}`;
    case 'clock_differs':
      return `${alert.type}:${alert.host}`;
    case 'orphan_lock':
      return `${alert.type}:${alert.asset}`;
    case 'group_unreadable':
      return `${alert.type}:${alert.group}`;
  }
}

/** The request an alert is about; null for none. */
export function requestIdIn(alert: Alert): string | null {
  return 'requestId' in alert ? alert.requestId : null;
}
