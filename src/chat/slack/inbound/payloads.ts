import { z } from 'zod';
import type { CardAction, ManualTaskAction, Press } from '../../../core/command/submitted-command.js';
import { isRequestId } from '../../../core/request/request-id.js';
import type { Recipient } from '../../../flow/ports/chat.js';
import { sha256Of } from '../../../shared/sha256.js';
import { actionIds } from '../messages/card-controls.js';
import { responseUrl } from '../outbound/reply.js';

/** Slack's payloads, parsed on entry: only the fields that the bot needs, each in the shape it needs. */
export const slackId = z.string().regex(/^[A-Z0-9]{2,32}$/u);
const ts = z.string().regex(/^\d+\.\d+$/u);

export const slashCommand = z.object({
  command: z.string(),
  text: z.string().default(''),
  user_id: slackId,
  channel_id: slackId,
  trigger_id: z.string().min(1),
  response_url: responseUrl,
});

export const mention = z.object({
  event_id: z.string().min(1),
  event: z.object({
    type: z.literal('app_mention'),
    user: slackId,
    channel: slackId,
    text: z.string(),
    ts,
    thread_ts: ts.optional(),
    bot_id: z.string().optional(),
    /** Present when the message was edited. */
    edited: z.object({ ts: z.string() }).optional(),
  }),
});

const presser = z.object({
  user: z.object({ id: slackId }),
  /** Absent in the App Home. */
  channel: z.object({ id: slackId }).optional(),
  /** Absent when the message was visible to the presser alone. */
  message: z.object({ ts, thread_ts: ts.optional() }).optional(),
  /**
   * Names the thread of every message, private ones included. Only decides where an answer goes, so a malformed one
   * does not invalidate the press.
   */
  container: z.object({ message_ts: ts, thread_ts: ts.optional() }).optional().catch(undefined),
});

const blockAction = presser.extend({
  trigger_id: z.string().min(1),
  state: z.object({ values: z.record(z.string(), z.record(z.string(), z.unknown())) }).optional(),
  actions: z
    .array(
      z.object({
        action_id: z.string(),
        /** Slack makes up an id when the bot gave none. */
        block_id: z.string(),
        /** Time of the press by Slack's own clock, in seconds. */
        action_ts: ts.optional(),
        value: z.string().optional(),
        selected_options: z.array(z.object({ value: z.string() })).optional(),
      }),
    )
    .length(1),
});

const tickedBoxes = z.object({ selected_options: z.array(z.object({ value: z.string() })) });

/** Identifies a delivery by a hash: the same bytes delivered again have the same one. */
export function deliveryHash(
  kind: 'command' | 'event' | 'message' | 'action' | 'view' | 'search',
  unique: string,
): string {
  return sha256Of(`${kind}:${unique}`);
}

/**
 * Reads a press on an element of a request, on its card or in the App Home; null for any other payload. The request is
 * named only if the button's value and block id agree, so a manipulated payload names none.
 */
export function pressOf(body: unknown, pressedAt: number): Press | null {
  const parsed = blockAction.safeParse(body);
  if (!parsed.success) return null;
  const { user, trigger_id, actions, state } = parsed.data;
  const [action] = actions;
  if (action === undefined) return null;
  const pressed = { press: deliveryHash('action', trigger_id), user: user.id, place: placeIn(parsed.data) };
  const manual = manualTaskActions.get(action.action_id);
  if (manual !== undefined) {
    const { requestId, turn, round, assetId } = workShown(action.block_id);
    const meaning = manual(assetId);
    if (meaning === null) return null;
    return {
      ...pressed,
      requestId: agreed(requestId, action.value),
      turn,
      round,
      action: meaning,
      pressedAt,
    };
  }
  const meant = cardActions.get(action.action_id);
  if (meant === undefined) return null;
  const { requestId, listRevision, round } = cardShown(action.block_id);
  const ticked = tickedIn(state?.values ?? {}, action);
  const seen = { ...pressed, listRevision, round, ticked, action: meant(ticked ?? []) };
  // Boxes do not carry the request's id as a button's value does.
  return seen.action.type === 'choose'
    ? { ...seen, requestId, pressedAt: slacksTime(action.action_ts, pressedAt) }
    : { ...seen, requestId: agreed(requestId, action.value), pressedAt };
}

function agreed(requestId: string | null, value: string | undefined): string | null {
  return value === requestId ? requestId : null;
}

/** One clock, Slack's, decides which of two ticks is newer: the clocks of the bot's machines differ. */
function slacksTime(actionTs: string | undefined, fallback: number): number {
  return actionTs === undefined ? fallback : Math.round(Number(actionTs) * 1000);
}

/** Channel and thread of the message that was pressed in; null for the App Home. */
function placeIn({ channel, message, container }: z.infer<typeof presser>): Recipient['place'] {
  if (channel === undefined) return null;
  const place = message === undefined ? container : { message_ts: message.ts, thread_ts: message.thread_ts };
  return { channel: channel.id, thread: threadOf(place?.message_ts, place?.thread_ts) };
}

/**
 * The thread that a message belongs to. Slack gives a thread's first message its own `thread_ts`; it belongs to the
 * channel.
 */
function threadOf(messageTs: string | undefined, threadTs: string | undefined): string | null {
  return threadTs === undefined || threadTs === messageTs ? null : threadTs;
}

const buttonPress = presser.extend({
  trigger_id: z.string().min(1),
  response_url: responseUrl,
  actions: z.array(z.object({ value: z.string().optional() })).length(1),
});

/** A press on any button. */
export interface ButtonPress {
  readonly to: Recipient;
  readonly triggerId: string;
  /** The press's `response_url`; null: it has none. */
  readonly replyTo: string | null;
  readonly value: string;
}

/** Reads a press on a button; null for any other payload. */
export function buttonPressOf(body: unknown): ButtonPress | null {
  const parsed = buttonPress.safeParse(body);
  if (!parsed.success) return null;
  const { user, trigger_id, response_url, actions } = parsed.data;
  const to = { user: user.id, place: placeIn(parsed.data) };
  const replyTo = response_url ?? null;
  return { to, triggerId: trigger_id, replyTo, value: actions[0]?.value ?? '' };
}

/** The person and the place of any interaction, a card's or not; null when the payload does not say. */
export function presserOf(body: unknown): Recipient | null {
  const parsed = presser.safeParse(body);
  if (!parsed.success) return null;
  return { user: parsed.data.user.id, place: placeIn(parsed.data) };
}

/** All that the presser saw ticked, in every group of boxes, including ticks whose own delivery has yet to arrive. */
function tickedIn(
  values: Record<string, Record<string, unknown>>,
  action: z.infer<typeof blockAction>['actions'][number],
): string[] | null {
  const groups = new Map<string, string[]>();
  for (const [blockId, block] of Object.entries(values)) {
    const boxes = tickedBoxes.safeParse(block[actionIds.choose]);
    if (boxes.success) groups.set(blockId, valuesOf(boxes.data.selected_options));
  }
  if (action.action_id === actionIds.choose)
    groups.set(action.block_id, valuesOf(action.selected_options ?? []));
  return groups.size === 0 ? null : [...groups.values()].flat();
}

function valuesOf(options: readonly { readonly value: string }[]): string[] {
  return options.map(({ value }) => value);
}

const cardBlock = /^(?:decide|choose)\/([^/]+)\/(\d{1,9})(?:\/(\d{1,9}))?$/u;
const workBlock = /^work\/([^/]+)\/(\d{1,9})\/(\d{1,9})(?:\/(\d{1,30}))?$/u;

interface CardShown {
  readonly requestId: string | null;
  readonly listRevision: number;
  readonly round: number;
}

/** Reads `decide/<request>/<list revision>/<round>`. A group of boxes has its number in the place of the round. */
function cardShown(blockId: string): CardShown {
  const [, requestId = '', revision = '', round = ''] = cardBlock.exec(blockId) ?? [];
  return { requestId: knownId(requestId), listRevision: Number(revision), round: Number(round) };
}

interface WorkShown {
  readonly requestId: string | null;
  readonly turn: number;
  readonly round: number;
  /** The block's asset; null when the block belongs to the whole task. */
  readonly assetId: string | null;
}

/** Reads `work/<request>/<turn>/<round>/<asset>`; a block of the whole task has no asset. */
function workShown(blockId: string): WorkShown {
  const [, requestId = '', turn = '', round = '', assetId = null] = workBlock.exec(blockId) ?? [];
  return { requestId: knownId(requestId), turn: Number(turn), round: Number(round), assetId };
}

function knownId(requestId: string): string | null {
  return isRequestId(requestId) ? requestId : null;
}

/** The meaning of each of a card's action ids. */
const cardActions = new Map<string, (ticked: readonly string[]) => CardAction>([
  [actionIds.approve, () => ({ type: 'approve', typed: {} })],
  [actionIds.cancel, () => ({ type: 'cancel' })],
  [actionIds.reject, () => ({ type: 'open_reject' })],
  [actionIds.choose, (ids) => ({ type: 'choose', ids })],
  [actionIds.takeBack, () => ({ type: 'take_back' })],
  [actionIds.stop, () => ({ type: 'stop' })],
  [actionIds.retry, () => ({ type: 'retry' })],
]);

/** The meaning of each of a manual task's action ids; null if it needs an asset and the block names none. */
const manualTaskActions = new Map<string, (assetId: string | null) => ManualTaskAction | null>([
  [actionIds.claimManualTask, () => ({ type: 'take_work' })],
  [actionIds.releaseManualTask, () => ({ type: 'give_back_work' })],
  [actionIds.workDone, (id) => (id === null ? null : { type: 'work_done', id })],
  [actionIds.workFailed, (id) => (id === null ? null : { type: 'work_failed', id, reason: null })],
]);

/** Every action id of a request. */
export const pressIds: readonly string[] = [...cardActions.keys(), ...manualTaskActions.keys()];
