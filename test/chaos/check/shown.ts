import { z } from 'zod';
import type { CallRecord } from '../../../sandbox/slack/api/call-log.js';
import type { Block, Message } from '../../../sandbox/slack/page-contract.js';
import { buttonsOf, opOf } from '../workload/board.js';
import type { Shown } from './history.js';

const update = z.object({ ts: z.string(), text: z.string(), blocks: z.custom<Block[]>(Array.isArray) });
const post = z.object({
  metadata: z.unknown(),
  text: z.string(),
  blocks: z.custom<Block[]>(Array.isArray),
});

/** Every state of a card that Slack accepted, whether or not the bot learnt of it. */
export function shownOf(calls: readonly CallRecord[], messages: readonly Message[]): Shown[] {
  const ops = new Map(messages.map((message) => [message.ts, opOf(message)]));
  return calls.flatMap(({ method, args, at, outcome }): Shown[] => {
    if (outcome !== 'ok') return [];
    const asUpdate = method === 'chat.update' ? update.safeParse(args).data : undefined;
    const asPost = method === 'chat.postMessage' ? post.safeParse(args).data : undefined;
    const op = asUpdate === undefined ? asPost && opOf(asPost as Message) : ops.get(asUpdate.ts);
    const shown = asUpdate ?? asPost;
    const requestId = /^card-(UR-[0-9A-Z]+)$/u.exec(op ?? '')?.[1];
    if (shown === undefined || requestId === undefined) return [];
    return [{ requestId, at, text: shown.text, buttons: buttonsOf(shown) }];
  });
}
