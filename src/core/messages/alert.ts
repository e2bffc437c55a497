import type { RedisSetting } from '../../shared/refused-write.js';
import type { LogInPause } from '../request/outcome.js';
import type { ZcaTrouble } from '../request/zca-trouble.js';

/**
 * A problem that the bot's operators must fix. It carries only ids, codes and setting names: no user text, no
 * secrets. A new alert needs its text in `i18n/alert`, a line in `causeOf`, and a row in docs/operations.md.
 */
export type Alert =
  /** A job failed for good. */
  | {
      readonly type: 'job_failed';
      readonly queue: string;
      readonly job: string;
      /** The request the job was for, if any. */
      readonly requestId: string | null;
    }
  /** A newer version of the bot made a job, and no worker of that version takes it. */
  | { readonly type: 'newer_job'; readonly queue: string }
  /** A newer version of the bot wrote a request, and this process has long been outdated. */
  | { readonly type: 'newer_record'; readonly requestId: string }
  /** The ZCA rejects the bot's credentials or its rights. */
  | { readonly type: 'zca_denied'; readonly why: 'token_invalid' | 'not_allowed' }
  /** The ZCA is unreachable or answers with something else; `detail` is the error code or what was wrong. */
  | {
      readonly type: 'zca_away';
      readonly why: ZcaTrouble;
      readonly detail: string;
      /** Host and port, as configured. */
      readonly host: string;
      readonly setting: 'ZCA_API_URL' | 'ZCA_CONSOLE_URL';
    }
  /** Somebody must log the bot in to the ZCA's console. */
  | {
      readonly type: 'console_waits';
      readonly why: LogInPause;
      /**
       * Identifies the log-in that ended, so that the next one to end raises its own alert; empty if there was none.
       */
      readonly logIn: string;
    }
  /** The chat refuses a call; `code` is its own word (`missing_scope`, `invalid_auth` …). */
  | {
      readonly type: 'chat_refused';
      readonly code: string;
      readonly method: string;
      /** The missing scopes, if the chat names them. */
      readonly needed: string | null;
    }
  /** Requests that claim to be Slack's arrive signed with another secret, and none with the bot's own. */
  | { readonly type: 'signature_mismatch' }
  /** No worker is taking jobs. */
  | { readonly type: 'no_worker' }
  /** Slack has no socket for deliveries; `code` is its reason for refusing one, null if it does not answer. */
  | { readonly type: 'no_socket'; readonly code: string | null }
  /** A Redis setting risks data loss. */
  | { readonly type: 'redis_setting'; readonly setting: RedisSetting }
  /** Redis has not answered for a while. */
  | { readonly type: 'redis_away' }
  /** Redis refuses writes; `code` is its own word (`MISCONF`, `OOM` …). */
  | { readonly type: 'redis_refuses_writes'; readonly code: string }
  /** The value under a Redis key is malformed. */
  | {
      readonly type: 'corrupt_record';
      readonly key: string;
      readonly requestId: string | null;
      readonly part: CorruptPart;
    }
  /**
   * A machine's clock differs from Redis's, which the bot uses, by this many seconds; positive: the machine is ahead.
   */
  | { readonly type: 'clock_differs'; readonly host: string; readonly seconds: number }
  /** A request that had ended, or whose record is gone, still held an asset; the asset is free again. */
  | { readonly type: 'orphan_lock'; readonly asset: string; readonly requestId: string }
  /** A sink has not taken events for a while; `code` is an HTTP status or an error's code. */
  | {
      readonly type: 'events_behind';
      readonly sink: 'url' | 'file';
      /** Host and port, or a file's name. */
      readonly place: string;
      readonly code: string;
    }
  /** Zalo refuses what an OA sends, to everybody; `code` is its error number. */
  | { readonly type: 'zalo_refuses'; readonly oa: string; readonly app: string; readonly code: number }
  /** The Bot Platform refuses the bot's token; `code` is its error code. */
  | { readonly type: 'zalo_bot_refuses'; readonly code: number }
  /** The bot has used most, or all, of what the Bot Platform gives for free. */
  | {
      readonly type: 'zalo_bot_limit';
      readonly limit: ZaloBotLimit;
      readonly used: number;
      readonly most: number;
    }
  /** Too few of those who may approve a request can be told of it, and Slack has no card of it. */
  | { readonly type: 'approvers_unreachable'; readonly requestId: string }
  /** An OA's tokens need a person, or soon will. */
  | { readonly type: 'zalo_token'; readonly oa: string; readonly why: ZaloTokenTrouble }
  /** A card in the chat is of a request that Redis has never held, or shows a newer list than Redis holds. */
  | {
      readonly type: 'older_state';
      readonly requestId: string;
      readonly redisHas: 'nothing' | 'older';
    }
  /** The chat does not list the members of a group in the policy. */
  | { readonly type: 'group_unreadable'; readonly group: string; readonly code: string };

/** `people`: with whom the bot has ever talked. `messages`: sent in this month. */
export type ZaloBotLimit = 'people' | 'messages';

/**
 * `used`: the refresh token has been used, and the pair it gave is lost; `refused`: Zalo does not accept it;
 * `unreadable`: no key opens the stored pair; `late`: it could not be refreshed in time.
 */
export type ZaloTokenTrouble = 'used' | 'refused' | 'unreadable' | 'late';

/**
 * The corrupt part: a request's record (cannot be restored), a message's shown version (rebuilt), an asset in the
 * register, or the end of the audit log.
 */
export type CorruptPart = 'record' | 'shown' | 'register' | 'audit';

/** Identifies an alert's cause: alerts with the same cause are reported once. */
export function causeOf<T extends Alert['type']>(
  alert: Extract<Alert, { type: T }> & { readonly type: T },
): string {
  const parts: CauseParts<T> = causeParts[alert.type];
  return [alert.type, ...parts(alert)].join(':');
}

type CauseParts<T> = (alert: Extract<Alert, { type: T }>) => readonly string[];

/** The part of a cause that differs between alerts of one type. */
const causeParts: { readonly [T in Alert['type']]: CauseParts<T> } = {
  job_failed: ({ queue, requestId }) => [queue, requestId ?? ''],
  newer_job: () => [],
  newer_record: () => [],
  zca_denied: ({ why }) => [why],
  zca_away: ({ why }) => [why],
  console_waits: ({ why, logIn }) => [why, logIn],
  chat_refused: ({ code, needed }) => [code, needed ?? ''],
  signature_mismatch: () => [],
  no_worker: () => [],
  no_socket: ({ code }) => [code ?? ''],
  redis_setting: ({ setting }) => [setting],
  redis_away: () => [],
  redis_refuses_writes: ({ code }) => [code],
  corrupt_record: ({ key }) => [key],
  clock_differs: ({ host }) => [host],
  orphan_lock: ({ asset }) => [asset],
  events_behind: ({ sink }) => [sink],
  older_state: () => [],
  zalo_refuses: ({ oa, code }) => [oa, String(code)],
  zalo_bot_refuses: ({ code }) => [String(code)],
  zalo_bot_limit: ({ limit, used }) => [limit, String(used)],
  approvers_unreachable: ({ requestId }) => [requestId],
  zalo_token: ({ oa, why }) => [oa, why],
  group_unreadable: ({ group }) => [group],
};

/** The request an alert is about; null if none. */
export function requestIdIn(alert: Alert): string | null {
  return 'requestId' in alert ? alert.requestId : null;
}
