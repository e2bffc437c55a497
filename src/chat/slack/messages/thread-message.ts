import type { types } from '@slack/bolt';
import { commandText } from '../../../core/command/command-text.js';
import type { ThreadMessage } from '../../../core/messages/private-message.js';
import type { RichText } from '../../../core/messages/rich-text.js';
import { type UnmetJoin, unmetJoins } from '../../../core/request/joins.js';
import { isConfirmedByQuorum } from '../../../core/request/quorum.js';
import {
  type CardRequest,
  decisionOf,
  isNothingLeft,
  isUnseen,
  requestersOf,
} from '../../../core/request/request.js';
import type { Messages } from '../../../i18n/messages.js';
import { labelOf } from './accessibility-label.js';
import { actionIds } from './card-controls.js';
import { displayName } from './display-name.js';
import { limits, maxLengths, shorten } from './limits.js';
import { plainTextObject } from './plain-text.js';
import { lines, messageText, richTextBlock, type SlackMessage } from './rich-text.js';

/** People read no more buttons than this; beyond it, a command can request the rest. */
const maxButtons = 10;

/** Renders a message for a request's thread; null when the request no longer holds what it reports. */
export function renderThreadMessage(
  request: CardRequest,
  note: ThreadMessage,
  messages: Messages,
): SlackMessage | null {
  const said = phrasesOf(request, note, messages);
  if (said.length === 0) return null;
  const unmet = isEnd(request, note) ? unmetJoins(request) : [];
  const buttons = unmet.slice(0, maxButtons).map((each) => askAgainButton(each, request, messages));
  return { text: messageText(said), blocks: [richTextBlock(lines(said)), ...buttons] };
}

/** This message alone tells the requesters that their request ended without a run. */
function tellsEnd({ type }: ThreadMessage): boolean {
  return type === 'cancelled' || type === 'expired';
}

/**
 * The people who learn only from this message how their request ended; if there is no thread, they are told directly.
 */
export function waitingFor(request: CardRequest, note: ThreadMessage): readonly string[] {
  if (note.type === 'left_out') return [...new Set(unmetJoins(request).flatMap(({ users }) => users))];
  if (!tellsEnd(note)) return [];
  const ender = 'decision' in request ? request.decision.by : null;
  // Without a card, the requester already had this as the answer to the command.
  const answered = isUnseen(request) ? request.requester : ender;
  return requestersOf(request).filter((each) => each !== answered);
}

/** The message reports an end after which a new request may help. */
function isEnd(request: CardRequest, note: ThreadMessage): boolean {
  return note.type === 'left_out' || (tellsEnd(note) && !isNothingLeft(request));
}

/** A press submits the command as if the presser had typed it. */
function askAgainButton(
  { asset, reason }: UnmetJoin,
  { dryRun }: CardRequest,
  { thread }: Messages,
): types.KnownBlock {
  const command = commandText({ type: 'unlink', kind: asset.kind, queries: [asset.id], reason, dryRun });
  const said = shorten(thread.askAgain(displayName(asset, maxLengths.person)), limits.optionText);
  return {
    type: 'actions',
    elements: [
      {
        type: 'button',
        action_id: actionIds.askAgain,
        value: command,
        text: plainTextObject(said),
        accessibility_label: labelOf(said, asset.id),
      },
    ],
  };
}

/** Identifies the occasion, so that each is posted once. */
export function threadMessageKey(request: CardRequest, note: ThreadMessage): string {
  switch (note.type) {
    case 'reminder':
      return `reminder-${request.id}-${request.expiresAt}-${note.number}`;
    case 'work_reminder':
      return `work-reminder-${request.id}-${note.round}-${note.number}`;
    case 'requester_added':
      return `requester-added-${request.id}-${note.user}`;
    case 'list_changed':
      return `list-changed-${request.id}-${request.droppedAt ?? request.listRevision}`;
    case 'quorum_reached':
      return `quorum-reached-${request.id}-${decisionOf(request)?.at ?? 0}`;
    case 'approval_lapsed':
      return `approval-lapsed-${request.id}-${request.lapsed?.at ?? 0}`;
    case 'result_lost':
      return `result-lost-${request.id}-${note.round}`;
    default:
      return `${note.type}-${request.id}`;
  }
}

function phrasesOf(request: CardRequest, note: ThreadMessage, { thread }: Messages): RichText[] {
  switch (note.type) {
    case 'reminder':
      return [thread.reminder(request, note.approvers)];
    case 'work_reminder':
      return [thread.workReminder(request, note.operators)];
    case 'requester_added':
      return request.others.filter(({ user }) => user === note.user).map(thread.requesterAdded);
    case 'approvers_unreachable':
      return request.status === 'pending' ? [thread.approversUnreachable(request, note.people)] : [];
    case 'list_changed':
      return request.dropped.length === 0 ? [] : [thread.listChanged(request)];
    case 'approval_lapsed':
      return request.lapsed === undefined ? [] : [thread.approvalLapsed(request, request.lapsed)];
    case 'quorum_reached':
      return isConfirmedByQuorum(request) ? [thread.quorumReached(request)] : [];
    case 'left_out':
      return unmetJoins(request).map((unmet) => {
        const name = displayName(unmet.asset, maxLengths.person);
        return thread.leftOut(request, { ...unmet, asset: { ...unmet.asset, name } });
      });
    case 'cancelled':
      return [thread.cancelled(request)];
    case 'expired':
      return [thread.expired(request)];
    case 'result_lost':
      return [thread.resultLost(request)];
  }
}
