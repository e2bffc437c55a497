import { createHmac } from 'node:crypto';
import { installation, signingSecret } from './slack-stub.js';

/** A press to send: the button and the message that holds it. */
export interface PressedButton {
  readonly action_id: string;
  readonly block_id: string;
  readonly value: string;
  readonly blocks: readonly unknown[];
}

/** People take turns, so that a bot that looks each one up once has done so after the first round. */
const people = 200;
const channel = 'C0ZCAOPS01';
const responseUrl = (unique: string) => `https://hooks.slack.com/commands/T0BENCH001/${unique}/q8Rfu1jzTqVn`;

/** The body of a unique `/unlink oa …`, with every field that Slack sends. */
export function commandBody(unique: string, number: number, text = `oa ${4_000_000_000 + number}`): string {
  return new URLSearchParams({
    token: 'verification-token',
    team_id: installation.team,
    team_domain: 'bench',
    channel_id: channel,
    channel_name: 'zca-ops',
    user_id: personOf(number),
    user_name: 'lan',
    command: '/unlink',
    text,
    api_app_id: installation.app,
    is_enterprise_install: 'false',
    response_url: responseUrl(unique),
    trigger_id: `${unique}.${number}`,
  }).toString();
}

/** The body of a unique press, with the whole message, as Slack sends it. */
export function pressBody(unique: string, number: number, { blocks, ...button }: PressedButton): string {
  const ts = '1764300000.000100';
  const payload = {
    type: 'block_actions',
    user: { id: personOf(number), username: 'lan', name: 'lan', team_id: installation.team },
    api_app_id: installation.app,
    token: 'verification-token',
    container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: false },
    trigger_id: `${unique}.${number}`,
    team: { id: installation.team, domain: 'bench' },
    enterprise: null,
    is_enterprise_install: false,
    channel: { id: channel, name: 'zca-ops' },
    message: {
      user: 'U0BOT00001',
      type: 'message',
      ts,
      bot_id: 'B0BENCH001',
      team: installation.team,
      blocks,
    },
    state: { values: {} },
    response_url: responseUrl(unique),
    actions: [{ ...button, type: 'button', text: { type: 'plain_text', text: 'Confirm' }, action_ts: ts }],
  };
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}

/** The whole HTTP request, signed now. */
export function signedRequest(body: string): Buffer {
  const at = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', signingSecret).update(`v0:${at}:${body}`).digest('hex');
  const heads = [
    'POST /slack/events HTTP/1.1',
    'host: 127.0.0.1',
    'user-agent: Slackbot 1.0 (+https://api.slack.com/robots)',
    'accept: application/json,*/*',
    'accept-encoding: gzip,deflate',
    'content-type: application/x-www-form-urlencoded',
    `content-length: ${Buffer.byteLength(body)}`,
    `x-slack-request-timestamp: ${at}`,
    `x-slack-signature: v0=${signature}`,
  ];
  return Buffer.from(`${heads.join('\r\n')}\r\n\r\n${body}`);
}

function personOf(number: number): string {
  return `U0BENCH${String(number % people).padStart(4, '0')}`;
}
