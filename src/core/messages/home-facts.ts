import type { Policy } from '../request/policy.js';
import type { Pending, Request } from '../request/request.js';
import type { HistoryItem } from './query-result.js';

/** What one person's overview in the chat (Slack's App Home) shows; the words are each language's own. */
export interface HomeFacts {
  readonly user: string;
  /** What this person may decide now, the first to expire first. */
  readonly toDecide: readonly AtHome<Pending>[];
  /** Who somebody is, or who is in a group, could not be read: what may be decided by it is not in `toDecide`. */
  readonly permissionUnreadable: boolean;
  /** This person's own requests, the newest first. */
  readonly own: readonly AtHome<Request>[];
  /** What was done; null for somebody who may not look at it. */
  readonly past: Past | null;
}

export interface AtHome<R extends Request> {
  readonly request: R;
  /** The one that holds for it now. */
  readonly policy: Policy;
}

export interface Past {
  /** The newest first. */
  readonly outcomes: readonly HistoryItem[];
  /** ISO weeks without a gap, the oldest first; the last is the present one. */
  readonly weeks: readonly Week[];
}

export interface Week {
  /** Its Monday's first moment in Viet Nam, in milliseconds since the epoch. */
  readonly from: number;
  /** How many assets the bot unlinked in it. */
  readonly unlinked: number;
}
