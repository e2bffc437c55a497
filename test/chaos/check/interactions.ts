import { z } from 'zod';
import type { DeliveryRecord } from '../../../sandbox/slack/delivery/post-office.js';
import { idsIn } from '../workload/board.js';
import type { Command, History, Press } from './history.js';

const command = z.object({ trigger_id: z.string(), user_id: z.string(), text: z.string() });
const mention = z.object({
  event_id: z.string(),
  event: z.object({ type: z.literal('app_mention'), user: z.string(), text: z.string() }),
});
const action = z.object({
  trigger_id: z.string(),
  user: z.object({ id: z.string() }),
  message: z.object({ team: z.string(), text: z.string() }),
  actions: z.tuple([z.object({ action_id: z.string(), block_id: z.string(), value: z.string().optional() })]),
});

/**
 * The actions of the workspace's people, from Slack's own record of its deliveries; repeated deliveries are
 * separate.
 */
export function lettersOf(
  records: readonly DeliveryRecord[],
  workspace: string,
): {
  readonly commands: readonly Command[];
  readonly presses: readonly Press[];
  readonly turnedAway: History['turnedAway'];
} {
  const commands: Command[] = [];
  const presses: Press[] = [];
  for (const record of records) {
    const { at, receipt } = record;
    const isAcknowledged = receipt !== undefined && receipt.failure === undefined;
    // A replay's answer goes to nobody, and the text in a 200 reaches only a person who typed a command.
    const isAnsweredAtOnce = isAcknowledged && record.kind === 'slash_commands' && receipt.text !== '';
    const body = bodyOf(record);
    const asCommand = command.safeParse(body);
    const asMention = mention.safeParse(body);
    const asAction = action.safeParse(body);
    if (asCommand.success) {
      const { trigger_id: key, user_id: user, text } = asCommand.data;
      commands.push({ key, user, ids: idsIn(text), at, isAcknowledged, isAnsweredAtOnce });
    } else if (asMention.success) {
      const { event_id: key, event } = asMention.data;
      commands.push({ key, user: event.user, ids: idsIn(event.text), at, isAcknowledged, isAnsweredAtOnce });
    } else if (asAction.success && asAction.data.message.team === workspace) {
      const { trigger_id: key, user, message, actions } = asAction.data;
      const [{ action_id, block_id, value }] = actions;
      presses.push({
        ...{ key, user: user.id, action: action_id, requestId: value ?? requestIn(block_id) },
        ...{ at, isAcknowledged, shown: message.text },
      });
    }
  }
  return { commands, presses, turnedAway: records.flatMap(turnedAway) };
}

/**
 * A web process with a wrong clock takes Slack's signatures for old ones; that may happen only to repeated
 * deliveries.
 */
function turnedAway({ kind, at, receipt }: DeliveryRecord): History['turnedAway'] {
  const status = receipt?.status ?? 0;
  return kind !== 'raw' && (status === 401 || status === 403) ? [{ at, status }] : [];
}

/** A box has no value of its own; its block names the request. */
function requestIn(blockId: string): string {
  return /UR-[0-9A-Z]+/u.exec(blockId)?.[0] ?? '';
}

/** The payload; for a replay, parsed from the exact bytes that were sent. */
function bodyOf({ kind, body, request }: DeliveryRecord): unknown {
  if (kind !== 'raw' || request === undefined) return body;
  if (request.body.startsWith('{')) return JSON.parse(request.body);
  const fields = Object.fromEntries(new URLSearchParams(request.body));
  return fields['payload'] === undefined ? fields : JSON.parse(fields['payload']);
}
