import type { Clock } from './state/clock.js';

/** A method's allowance: `burst` calls at once, refilled at `perSecond`. */
interface Allowance {
  burst: number;
  perSecond: number;
}

/** "1 message per second per channel, short bursts allowed". docs.slack.dev/apis/web-api/rate-limits */
const postMessageAllowance: Allowance = { burst: 5, perSecond: 1 };

/** Slack's tiers, in calls per minute. docs.slack.dev/apis/web-api/rate-limits */
const tier2 = perMinute(20);
const tier3 = perMinute(50);
const tier4 = perMinute(100);

const allowances = new Map<string, Allowance>(
  Object.entries({
    'chat.update': tier3,
    'chat.delete': tier3,
    'chat.postEphemeral': tier4,
    'conversations.history': tier3,
    'conversations.replies': tier3,
    'conversations.info': tier3,
    'conversations.members': tier4,
    'conversations.open': tier3,
    'bots.info': tier3,
    'users.info': tier4,
    'users.list': tier2,
    'usergroups.list': tier2,
    'usergroups.users.list': tier2,
    'views.open': tier4,
    'views.push': tier4,
    'views.update': tier4,
    'views.publish': tier4,
    'files.getUploadURLExternal': tier4,
    'files.completeUploadExternal': tier4,
  }),
);

/** Counts calls as Slack does. */
export class RateLimits {
  readonly #clock: Clock;
  readonly #buckets = new Map<string, { left: number; atMs: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Null when the call may proceed; otherwise the whole seconds to wait. */
  retryAfterSeconds(method: string, args: Record<string, unknown>): number | null {
    const allowance = method === 'chat.postMessage' ? postMessageAllowance : allowances.get(method);
    if (!allowance) return null;
    const key = method === 'chat.postMessage' ? `${method} ${String(args['channel'])}` : method;
    const nowMs = this.#clock.nowMs();
    const bucket = this.#buckets.get(key) ?? { left: allowance.burst, atMs: nowMs };
    const refilled = bucket.left + ((nowMs - bucket.atMs) / 1000) * allowance.perSecond;
    const left = Math.min(allowance.burst, refilled);
    this.#buckets.set(key, { left: left >= 1 ? left - 1 : left, atMs: nowMs });
    return left >= 1 ? null : Math.max(1, Math.ceil((1 - left) / allowance.perSecond));
  }
}

function perMinute(calls: number): Allowance {
  return { burst: calls, perSecond: calls / 60 };
}
