import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Recipient } from '../../../flow/ports/chat.js';
import type { SlackMessage } from '../messages/rich-text.js';
import { callTimeoutMs, isReplyHost } from './web-client.js';

/** Returns the `response_url` of one command or press, which works without the bot being in the channel; null: none. */
export type ReplyAddress = () => Promise<string | null>;

export const noReplyAddress: ReplyAddress = async () => null;

/** The field of a payload; null if it is malformed. */
export const responseUrl = z.url().max(1_000).nullish().catch(null);

/**
 * Posts a message at a reply address, to its one person. Returns whether Slack accepted it. Never throws, and puts the
 * address into no error and no log, because whoever has it can post with it.
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
