import type { Policy } from '../request/policy.js';
import type { Pending, Request } from '../request/request.js';
import type { HistoryItem } from './query-result.js';

/** Further requests appear as these are decided; a view takes 100 blocks (docs.slack.dev/reference/views). */
export const maxToDecide = 10;

/** The facts on one person's overview (Slack's App Home); the texts of each language word them. */
export interface HomeFacts {
  readonly user: string;
  /** Requests this person may decide now, soonest to expire first, at most `maxToDecide`. */
  readonly toDecide: readonly AtHome<Pending>[];
  /** The number of those beyond these. */
  readonly moreToDecide: number;
  /** A person or group could not be read, so `toDecide` lacks the requests that depend on it. */
  readonly permissionUnreadable: boolean;
  /** This person's own requests, newest first. */
  readonly own: readonly AtHome<Request>[];
  /** Past outcomes; null if this person may not read the history. */
  readonly past: Past | null;
}

export interface AtHome<R extends Request> {
  readonly request: R;
  /** The policy that applies to it now. */
  readonly policy: Policy;
}

export interface Past {
  /** Newest first. */
  readonly outcomes: readonly HistoryItem[];
  /** Consecutive ISO weeks, oldest first; the last is the current one. */
  readonly weeks: readonly Week[];
}

export interface Week {
  /** Start of its Monday in Viet Nam, in milliseconds since the epoch. */
  readonly from: number;
  /** Assets the bot unlinked in that week. */
  readonly unlinked: number;
}
