import { z } from 'zod';
import { readBlocks } from '../api/message-content.js';
import { Refusal } from '../api/refusal.js';
import type { Message } from '../page-contract.js';
import type { ResponseTarget } from '../state/response-urls.js';
import type { World } from '../world.js';

/** An app's answer to a command, or its post to a response_url. */
export const appResponseSchema = z.object({
  text: z.string().optional(),
  blocks: z.unknown().optional(),
  response_type: z.enum(['ephemeral', 'in_channel']).optional(),
  replace_original: z.boolean().optional(),
  delete_original: z.boolean().optional(),
  thread_ts: z.string().optional(),
});

/** The parsed form of `appResponseSchema`. */
export type AppResponse = z.output<typeof appResponseSchema>;

/** Shows the person the app's answer; throws a Refusal when Slack would reject it. */
export function applyResponse(response: AppResponse, target: ResponseTarget, world: World): void {
  const source = target.source && world.board.find(target.channel, target.source.ts);
  if (response.delete_original === true) {
    if (source) world.board.remove(source.channel, source.ts);
    return;
  }
  const blocks = response.blocks === undefined ? [] : readBlocks(response.blocks);
  if (!response.text && blocks.length === 0) throw new Refusal('no_text');
  if (response.replace_original === true && source) replace(source, response.text, blocks, world);
  else postResponse(response, blocks, target, world);
}

function replace(source: Message, text: string | undefined, blocks: Message['blocks'], world: World): void {
  const edited = blocks.length === 0 && source.ephemeral_to === undefined;
  world.board.update(source.channel, source.ts, { text: text ?? '', blocks, edited });
}

function postResponse(
  response: AppResponse,
  blocks: Message['blocks'],
  target: ResponseTarget,
  world: World,
): void {
  const thread_ts = response.thread_ts ?? target.thread_ts;
  world.board.post({
    channel: target.channel,
    user: world.directory.bot.user_id,
    text: response.text ?? '',
    blocks,
    ...(response.response_type === 'in_channel' ? {} : { ephemeral_to: target.user }),
    ...(thread_ts === undefined ? {} : { thread_ts }),
  });
}
