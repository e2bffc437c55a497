import { type Logger, webApi } from '@slack/bolt';
import type { Log } from '../../flow/ports.js';
import { slackLogger } from './slack-logger.js';

/** For one call to Slack, in milliseconds. */
export const callTimeoutMs = 5_000;

/**
 * Options for every Web API client of the bot. The client repeats nothing by itself: by default it would post a
 * message again whose answer was lost. It speaks to the configured host only and follows no redirect, so a forged
 * address can lead the token nowhere.
 */
export function clientOptions(apiUrl: string, logger: Logger): webApi.WebClientOptions {
  const origin = new URL(apiUrl).origin;
  return {
    slackApiUrl: apiUrl,
    logger,
    retryConfig: { retries: 0 },
    timeout: callTimeoutMs,
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    fetch: async (url, init) => {
      if (new URL(url).origin !== origin) throw new Error('the bot calls no host but the configured Slack');
      return fetch(url, { ...init, redirect: 'error' });
    },
  };
}

export function createWebClient(token: string, apiUrl: string, log: Log): webApi.WebClient {
  return new webApi.WebClient(token, clientOptions(apiUrl, slackLogger(log)));
}
