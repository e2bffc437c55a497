import { createHmac, randomUUID } from 'node:crypto';
import axios from 'axios';
import { endpoint } from '../../chat/slack/inbound/manifest.js';
import { troubleIn } from '../../core/request/zca-trouble.js';
import { type OutboundProxy, proxyFor } from '../../shared/proxy.js';
import { connection } from '../../zca/connection.js';
import { failedCall } from '../../zca/failed-call.js';
import { type Finding, failed, ok } from './finding.js';

/** Slack itself waits no longer. */
const answerMs = 5_000;

/**
 * Sends what Slack sends to check an address, signed as Slack signs it: shows that the address leads to the bot, with a
 * valid certificate, and that the bot there has this signing secret.
 */
export async function checkAddress(
  address: string,
  signingSecret: string,
  proxy: OutboundProxy,
  now: () => number = Date.now,
): Promise<Finding> {
  const url = address.endsWith(endpoint) ? address : `${address.replace(/\/+$/u, '')}${endpoint}`;
  const challenge = randomUUID();
  const body = JSON.stringify({ type: 'url_verification', challenge });
  const timestamp = String(Math.floor(now() / 1_000));
  const signature = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  try {
    const { status, data } = await axios.post<unknown>(url, body, {
      headers: {
        'content-type': 'application/json',
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': `v0=${signature}`,
      },
      timeout: answerMs,
      signal: AbortSignal.timeout(answerMs),
      maxRedirects: 0,
      ...connection(proxyFor(url, proxy)),
      maxContentLength: 100_000,
      validateStatus: () => true,
    });
    if (status === 200 && JSON.stringify(data ?? '').includes(challenge)) return ok('address_fine', { url });
    if (status === 401) return failed('address_refuses', { url });
    return failed('address_of_others', { url, status });
  } catch (error) {
    const seen = troubleIn(failedCall(error).failure) ?? { why: 'broken', detail: '' };
    return failed('address_unreachable', { url, ...seen });
  }
}
