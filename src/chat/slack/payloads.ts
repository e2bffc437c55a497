import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Press, PressAction } from '../../core/ask.js';
import { isRequestId } from '../../core/request.js';
import type { Recipient } from '../../flow/ports.js';
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
  state: z.object({ values: z.record(z.string(), z.record(z.string(), z.unknown())) }).optional(),
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

const tickedBoxes = z.object({ selected_options: z.array(z.object({ value: z.string() })) });

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
  const { user, channel, message, trigger_id, actions, state } = parsed.data;
  const [action] = actions;
  const meaning = action === undefined ? null : meaningOf(action);
  if (action === undefined || meaning === null) return null;
  const place = placeOf(action.block_id);
  const agrees = meaning.type === 'choose' || action.value === place.requestId;
  return {
    press: deliveryHash('action', trigger_id),
    requestId: agrees ? place.requestId : null,
    listRevision: place.listRevision,
    ticked: tickedIn(state?.values ?? {}),
    action: meaning,
    user: user.id,
    channel: channel.id,
    thread: message.thread_ts ?? null,
    pressedAt,
  };
}

const presser = z.object({
  user: z.object({ id }),
  channel: z.object({ id }),
  message: z.object({ thread_ts: ts.optional() }).optional(),
});

/** Who pressed and where, of a payload that may be no press of a card's; null when it does not say. */
export function presserOf(body: unknown): Recipient | null {
  const parsed = presser.safeParse(body);
  if (!parsed.success) return null;
  return {
    user: parsed.data.user.id,
    channel: parsed.data.channel.id,
    thread: parsed.data.message?.thread_ts ?? null,
  };
}

/** What the presser saw ticked: a tick whose own delivery is still on its way shows here already. */
function tickedIn(values: Record<string, Record<string, unknown>>): string[] | null {
  const boxes = Object.values(values).map((block) => tickedBoxes.safeParse(block[actionIds.choose]));
  const found = boxes.find((each) => each.success);
  return found?.data?.selected_options.map(({ value }) => value) ?? null;
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
