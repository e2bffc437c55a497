import { type Logger, webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Alerts } from '../../../flow/ports/alerts.js';
import type { Log } from '../../../flow/ports/log.js';
import type { RateLimitCooldown } from '../../../flow/ports/message-delivery.js';
import { withTimeout } from '../../../shared/with-timeout.js';
import { isToMend } from './slack-failure.js';
import { slackLogger } from './slack-logger.js';

/** Time limit of one call to Slack. */
export const callTimeoutMs = 5_000;

/** A person may be waiting, so a Redis that does not answer within this time holds no call back. */
const holdCheckTimeoutMs = 100;
/** If the check took longer than this, the process was paused and another may already have sent the call. */
const pausedAfterMs = 500;

/**
 * Options for every Web API client of the bot. The client never retries: by default it would post a message again after
 * a lost answer. It calls only the configured host and the host of `response_url`, and follows no redirect, so a forged
 * address leads nowhere else. After a rate limit, all processes hold the call back until Slack's `Retry-After` is over.
 * A refusal that an administrator must fix raises an alert, whoever made the call.
 */
export function clientOptions(
  apiUrl: string,
  logger: Logger,
  cooldown: RateLimitCooldown,
  alerts: Alerts,
): webApi.WebClientOptions {
  const api = new URL(apiUrl);
  return {
    slackApiUrl: apiUrl,
    logger,
    retryConfig: { retries: 0 },
    timeout: callTimeoutMs,
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    fetch: async (address, init) => {
      const url = new URL(address);
      if (isReplyHost(url, api))
        return fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(callTimeoutMs) });
      if (url.origin !== api.origin) throw new Error('the bot calls no host but the configured Slack');
      const answer = await unlessHeld(callOf(url, init?.body), cooldown, () =>
        fetch(url, { ...init, redirect: 'error' }),
      );
      void raiseRefusal(answer.clone(), url, alerts);
      return answer;
    },
  };
}

/** Slack's `response_url`s are at hooks.slack.com; those of another server may be beside its API. */
export function isReplyHost(url: URL, api: URL): boolean {
  const isBeside = url.origin === api.origin && !url.pathname.startsWith(api.pathname);
  return isBeside || url.origin === `https://hooks.${api.hostname}`;
}

async function unlessHeld(
  call: string,
  cooldown: RateLimitCooldown,
  send: () => Promise<Response>,
): Promise<Response> {
  const since = Date.now();
  const leftMs = await answered(cooldown.left(call), 0);
  if (Date.now() - since > pausedAfterMs) throw new Error('the process was paused before the call');
  if (leftMs > 0) return limited(leftMs);
  const response = await send();
  const seconds = response.status === 429 ? Number(response.headers.get('retry-after')) : 0;
  if (seconds > 0) await answered(cooldown.hold(call, seconds * 1000), undefined);
  return response;
}

interface WebClientOptions {
  readonly token: string;
  readonly apiUrl: string;
  readonly log: Log;
  readonly cooldown: RateLimitCooldown;
  readonly alerts: Alerts;
}

export function createWebClient({
  token,
  apiUrl,
  log,
  cooldown,
  alerts,
}: WebClientOptions): webApi.WebClient {
  return new webApi.WebClient(token, clientOptions(apiUrl, slackLogger(log), cooldown, alerts));
}

/**
 * The unit of Slack's rate limits: a method, and for posts the channel as well
 * (docs.slack.dev/apis/web-api/rate-limits).
 */
function callOf({ pathname }: URL, body: unknown): string {
  const method = pathname.split('/').at(-1) ?? '';
  if (method !== 'chat.postMessage' || typeof body !== 'string') return method;
  return `${method} ${new URLSearchParams(body).get('channel') ?? ''}`;
}

/** The answer that Slack would give. */
function limited(leftMs: number): Response {
  const headers = { 'retry-after': String(Math.ceil(leftMs / 1000)) };
  return new Response('{"ok":false,"error":"ratelimited"}', { status: 429, headers });
}

async function answered<T>(asked: Promise<T>, otherwise: T): Promise<T> {
  const answer = await withTimeout(
    holdCheckTimeoutMs,
    asked.catch(() => otherwise),
  );
  return answer === 'late' ? otherwise : answer;
}

const refusal = z.object({
  ok: z.literal(false),
  error: z.string().refine(isToMend),
  needed: z.string().nullish(),
});

async function raiseRefusal(answer: Response, { pathname }: URL, alerts: Alerts): Promise<void> {
  // A body that is no JSON says nothing about scopes and tokens.
  const { success, data } = refusal.safeParse(await answer.json().catch(() => null));
  if (!success) return;
  const method = pathname.split('/').at(-1) ?? '';
  alerts.raise({ type: 'chat_refused', code: data.error, method, needed: data.needed ?? null });
}
