import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Recipient } from '../../../flow/ports/chat.js';
import type { SlackMessage } from '../messages/rich-text.js';
import { callTimeoutMs, isReplyHost } from './web-client.js';

/** Where one command or press can be answered without the bot being in that channel (Slack's `response_url`); null: nowhere. */
export type ReplyAddress = () => Promise<string | null>;

export const noReplyAddress: ReplyAddress = async () => null;

/** As a payload carries it; one of another form is none. */
export const responseUrl = z.url().max(1_000).nullish().catch(null);

/**
 * Says something at a reply address to the one person it is of. Answers whether Slack took it; never throws, and puts the
 * address, which lets whoever has it speak, into no error and no log.
 */
export async function reply(
  client: webApi.WebClient,
  { place }: Recipient,
  { text, blocks }: SlackMessage,
  address: ReplyAddress,
): Promise<boolean> {
  try {
    const to = await address();
    if (to === null || !isReplyHost(new URL(to), new URL(client.slackApiUrl))) return false;
    const thread = place?.thread ?? null;
    const said = {
      ...{ response_type: 'ephemeral', replace_original: false, text, blocks },
      ...(thread === null ? {} : { thread_ts: thread }),
    };
    const answer = await fetch(to, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(said),
      redirect: 'error',
      signal: AbortSignal.timeout(callTimeoutMs),
    });
    return answer.ok;
  } catch {
    return false;
  }
}
