import type { Clock } from './state/clock.js';

/** How often a method may be called: so many at once, refilled at so many a second. */
interface Allowance {
  burst: number;
  perSecond: number;
}

/** "1 message per second per channel, short bursts allowed". docs.slack.dev/apis/web-api/rate-limits */
const POST_MESSAGE: Allowance = { burst: 5, perSecond: 1 };

/** Slack's tiers, in calls a minute. docs.slack.dev/apis/web-api/rate-limits */
const TIER_2 = perMinute(20);
const TIER_3 = perMinute(50);
const TIER_4 = perMinute(100);

const ALLOWANCES = new Map<string, Allowance>(
  Object.entries({
    'chat.update': TIER_3,
    'chat.delete': TIER_3,
    'chat.postEphemeral': TIER_4,
    'conversations.history': TIER_3,
    'conversations.replies': TIER_3,
    'conversations.info': TIER_3,
    'conversations.members': TIER_4,
    'conversations.open': TIER_3,
    'bots.info': TIER_3,
    'users.info': TIER_4,
    'users.list': TIER_2,
    'usergroups.list': TIER_2,
    'usergroups.users.list': TIER_2,
    'views.open': TIER_4,
    'views.push': TIER_4,
    'views.update': TIER_4,
    'views.publish': TIER_4,
    'files.getUploadURLExternal': TIER_4,
    'files.completeUploadExternal': TIER_4,
  }),
);

/** Counts calls as Slack does. */
export interface RateLimits {
  /** Undefined when the call may go on; else whole seconds to wait. */
  retryAfterSeconds(method: string, args: Record<string, unknown>): number | undefined;
}

/** Full allowances. */
export function createRateLimits(clock: Clock): RateLimits {
  const buckets = new Map<string, { left: number; atMs: number }>();
  return {
    retryAfterSeconds(method, args) {
      const allowance = method === 'chat.postMessage' ? POST_MESSAGE : ALLOWANCES.get(method);
      if (!allowance) return undefined;
      const key = method === 'chat.postMessage' ? `${method} ${String(args['channel'])}` : method;
      const nowMs = clock.nowMs();
      const bucket = buckets.get(key) ?? { left: allowance.burst, atMs: nowMs };
      const refilled = bucket.left + ((nowMs - bucket.atMs) / 1000) * allowance.perSecond;
      const left = Math.min(allowance.burst, refilled);
      buckets.set(key, { left: left >= 1 ? left - 1 : left, atMs: nowMs });
      return left >= 1 ? undefined : Math.max(1, Math.ceil((1 - left) / allowance.perSecond));
    },
  };
}

function perMinute(calls: number): Allowance {
  return { burst: calls, perSecond: calls / 60 };
}
