import { type Logger, webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Alerts } from '../../../flow/ports/alerts.js';
import type { Log } from '../../../flow/ports/log.js';
import type { RateLimitCooldown } from '../../../flow/ports/message-delivery.js';
import type { CallMetrics, WaitMetrics } from '../../../flow/ports/metrics.js';
import { withTimeout } from '../../../shared/with-timeout.js';
import { directly, type SlackNetwork } from './network.js';
import { isToMend } from './slack-failure.js';
import { slackLogger } from './slack-logger.js';

/** Time limit of one call to Slack. */
export const callTimeoutMs = 5_000;

/** A person may be waiting, so a Redis that does not answer within this time holds no call back. */
const holdCheckTimeoutMs = 100;
/** If the check took longer than this, the process was paused and another may already have sent the call. */
const pausedAfterMs = 500;

export interface ClientOptions {
  readonly apiUrl: string;
  readonly logger: Logger;
  readonly cooldown: RateLimitCooldown;
  readonly alerts: Alerts;
  readonly metrics: CallMetrics & WaitMetrics;
  readonly network?: SlackNetwork;
}

/**
 * Options for every Web API client of the bot. The client never retries: by default it would post a message again after
 * a lost answer. It calls only the configured host and the host of `response_url`, and follows no redirect, so a forged
 * address leads nowhere else. After a rate limit, all processes hold the call back until Slack's `Retry-After` is over.
 * A refusal that an administrator must fix raises an alert, whoever made the call.
 */
export function clientOptions({
  apiUrl,
  logger,
  cooldown,
  alerts,
  metrics,
  network = directly,
}: ClientOptions): webApi.WebClientOptions {
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
        return network.fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(callTimeoutMs) });
      if (url.origin !== api.origin) throw new Error('the bot calls no host but the configured Slack');
      const held = { call: callOf(url, init?.body), cooldown, metrics };
      return unlessHeld(held, () =>
        timed(methodIn(url), () => network.fetch(url, { ...init, redirect: 'error' }), { alerts, metrics }),
      );
    },
  };
}

/** Slack's `response_url`s are at hooks.slack.com; those of another server may be beside its API. */
export function isReplyHost(url: URL, api: URL): boolean {
  const isBeside = url.origin === api.origin && !url.pathname.startsWith(api.pathname);
  return isBeside || url.origin === `https://hooks.${api.hostname}`;
}

async function unlessHeld(
  { call, cooldown, metrics }: Pick<ClientOptions, 'cooldown' | 'metrics'> & { readonly call: string },
  send: () => Promise<Response>,
): Promise<Response> {
  const since = Date.now();
  const leftMs = await answered(cooldown.left(call), 0);
  if (Date.now() - since > pausedAfterMs) throw new Error('the process was paused before the call');
  if (leftMs > 0) {
    metrics.waited('slack_retry_after', leftMs);
    return limited(leftMs);
  }
  const response = await send();
  const seconds = response.status === 429 ? Number(response.headers.get('retry-after')) : 0;
  if (seconds > 0) await answered(cooldown.hold(call, seconds * 1000), undefined);
  return response;
}

/** Sends a call; counts how it ended, and raises an alert if an administrator must mend something. */
async function timed(
  method: string,
  send: () => Promise<Response>,
  { alerts, metrics }: Pick<ClientOptions, 'alerts' | 'metrics'>,
): Promise<Response> {
  const end = metrics.begin('slack', method);
  try {
    const answer = await send();
    void readBody(answer.clone()).then((body) => {
      end(resultOf(answer, body));
      raiseRefusal(body, method, alerts);
    });
    return answer;
  } catch (error) {
    end('no_answer');
    throw error;
  }
}

function resultOf({ status }: Response, body: unknown): string {
  if (status === 429) return 'rate_limited';
  const { success, data } = said.safeParse(body);
  if (status !== 200 || !success) return 'not_understood';
  return data.ok ? 'ok' : 'refused';
}

const said = z.object({ ok: z.boolean() });

/** Null for a body that is no JSON. */
async function readBody(answer: Response): Promise<unknown> {
  return answer.json().catch(() => null);
}

interface WebClientOptions extends Omit<ClientOptions, 'logger'> {
  readonly token: string;
  readonly log: Log;
}

export function createWebClient({ token, log, ...options }: WebClientOptions): webApi.WebClient {
  return new webApi.WebClient(token, clientOptions({ ...options, logger: slackLogger(log) }));
}

/**
 * The unit of Slack's rate limits: a method, and for posts the channel as well
 * (docs.slack.dev/apis/web-api/rate-limits).
 */
function callOf(url: URL, body: unknown): string {
  const method = methodIn(url);
  if (method !== 'chat.postMessage' || typeof body !== 'string') return method;
  return `${method} ${new URLSearchParams(body).get('channel') ?? ''}`;
}

function methodIn({ pathname }: URL): string {
  return pathname.split('/').at(-1) ?? '';
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

/** A body that is no JSON says nothing about scopes and tokens. */
function raiseRefusal(body: unknown, method: string, alerts: Alerts): void {
  const { success, data } = refusal.safeParse(body);
  if (!success) return;
  alerts.raise({ type: 'chat_refused', code: data.error, method, needed: data.needed ?? null });
}
