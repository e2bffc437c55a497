import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Press, PressAction } from '../../core/ask.js';
import { isRequestId } from '../../core/request.js';
import { actionIds } from './card.js';

/** What Slack sends, parsed at the border: only the fields the bot needs, each of the form it needs. */
const id = z.string().regex(/^[A-Z0-9]{2,32}$/u);
const ts = z.string().regex(/^\d+\.\d+$/u);

export const slashCommand = z.object({
  command: z.string(),
  text: z.string().default(''),
  user_id: id,
  channel_id: id,
  trigger_id: z.string().min(1),
});

export const mention = z.object({
  event_id: z.string().min(1),
  event: z.object({
    type: z.literal('app_mention'),
    user: id,
    channel: id,
    text: z.string(),
    ts,
    thread_ts: ts.optional(),
    bot_id: z.string().optional(),
  }),
});

const blockAction = z.object({
  user: z.object({ id }),
  channel: z.object({ id }),
  trigger_id: z.string().min(1),
  message: z.object({ ts, thread_ts: ts.optional() }),
  actions: z
    .array(
      z.object({
        action_id: z.string(),
        block_id: z.string(),
        value: z.string().optional(),
        selected_options: z.array(z.object({ value: z.string() })).optional(),
      }),
    )
    .length(1),
});

/** What makes a delivery unique, as a hash: the same bytes delivered again give the same one. */
export function deliveryHash(kind: 'command' | 'event' | 'action', unique: string): string {
  return createHash('sha256').update(`${kind}:${unique}`).digest('hex');
}

/**
 * A press on one of the card's elements; null when the payload is no such thing. The request is named only where a
 * button's value and its block agree: a payload that was tampered with names none.
 */
export function pressOf(body: unknown, pressedAt: number): Press | null {
  const parsed = blockAction.safeParse(body);
  if (!parsed.success) return null;
  const { user, channel, message, trigger_id, actions } = parsed.data;
  const [action] = actions;
  const meaning = action === undefined ? null : meaningOf(action);
  if (action === undefined || meaning === null) return null;
  const place = placeOf(action.block_id);
  const agrees = meaning.type === 'choose' || action.value === place.requestId;
  return {
    press: deliveryHash('action', trigger_id),
    requestId: agrees ? place.requestId : null,
    listRevision: place.listRevision,
    action: meaning,
    user: user.id,
    channel: channel.id,
    thread: message.thread_ts ?? null,
    pressedAt,
  };
}

function placeOf(blockId: string): { requestId: string | null; listRevision: number } {
  const [, requestId = '', revision = ''] = /^(?:decide|choose)\/([^/]+)\/(\d{1,9})$/u.exec(blockId) ?? [];
  return { requestId: isRequestId(requestId) ? requestId : null, listRevision: Number(revision) };
}

function meaningOf(action: z.infer<typeof blockAction>['actions'][number]): PressAction | null {
  if (action.action_id === actionIds.approve) return { type: 'approve' };
  if (action.action_id === actionIds.cancel) return { type: 'cancel' };
  if (action.action_id !== actionIds.choose) return null;
  return { type: 'choose', ids: (action.selected_options ?? []).map(({ value }) => value) };
}
