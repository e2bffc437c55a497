import { webApi } from '@slack/bolt';
import { slackNetwork } from '../../chat/slack/outbound/network.js';
import { createWebClient } from '../../chat/slack/outbound/web-client.js';
import type { Config } from '../../config/schema.js';
import { noMetrics } from '../../flow/ports/metrics.js';
import { noLog } from './no-log.js';

/** A call's answer, or Slack's code for its refusal; `no_answer` where none came. */
export type SlackAnswer =
  | { readonly ok: true; readonly fields: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly code: string; readonly fields: Readonly<Record<string, unknown>> };

/** Calls a method of the Web API; never rejects. */
export type CallSlack = (method: string, args?: Readonly<Record<string, unknown>>) => Promise<SlackAnswer>;

/** A call that fails sooner was lost, not waited for: it is made once more. */
const lostWithinMs = 3_000;

/** Calls Slack as the bot does: the same time limit, host and proxy. */
export function slackCalls(token: string, { slack: { apiUrl }, proxy }: Config): CallSlack {
  const client = createWebClient({
    ...{ token, apiUrl, network: slackNetwork(proxy), metrics: noMetrics, log: noLog },
    cooldown: { left: async () => 0, hold: async () => undefined },
    alerts: { raise: () => undefined },
  });
  const once = async (method: string, args: Readonly<Record<string, unknown>>): Promise<SlackAnswer> => {
    try {
      return { ok: true, fields: { ...(await client.apiCall(method, { ...args })) } };
    } catch (error) {
      if (error instanceof webApi.WebAPIPlatformError)
        return { ok: false, code: error.data.error, fields: { ...error.data } };
      const code = error instanceof webApi.WebAPIRateLimitedError ? 'ratelimited' : 'no_answer';
      return { ok: false, code, fields: {} };
    }
  };
  return async (method, args = {}) => {
    const since = performance.now();
    const answer = await once(method, args);
    const isLost = !answer.ok && answer.code === 'no_answer' && performance.now() - since < lostWithinMs;
    return isLost ? once(method, args) : answer;
  };
}
