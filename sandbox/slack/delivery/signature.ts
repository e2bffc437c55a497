import { createHmac } from 'node:crypto';

/** Slack's `X-Slack-Signature`: v0 HMAC-SHA256 of `v0:timestamp:body`. docs.slack.dev/authentication/verifying-requests-from-slack */
export function signBody(secret: string, timestamp: number, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
}
