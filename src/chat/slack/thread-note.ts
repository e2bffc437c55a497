import type { ThreadNote } from '../../core/note.js';
import type { Phrase } from '../../core/phrase.js';
import type { CardRequest } from '../../core/request.js';
import type { Messages } from '../../i18n/messages.js';
import { messageText, paragraph, richText, type SlackMessage } from './rich-text.js';

/** What is said in a request's thread, as a message; null when the request does not hold what it is about. */
export function renderThreadNote(
  request: CardRequest,
  note: ThreadNote,
  messages: Messages,
): SlackMessage | null {
  const said = phraseOf(request, note, messages);
  return said === null ? null : { text: messageText([said]), blocks: [richText(paragraph(said))] };
}

/** Names the occasion: each is spoken of once. */
export function threadNoteOp(request: CardRequest, note: ThreadNote): string {
  switch (note.type) {
    case 'reminder':
      return `reminder-${request.id}-${request.expiresAt}-${note.number}`;
    case 'work_reminder':
      return `work-reminder-${request.id}-${note.round}-${note.number}`;
    case 'requester_added':
      return `requester-added-${note.requestId}`;
    case 'list_changed':
      return `list-changed-${request.id}-${request.listRevision}`;
    case 'approval_lapsed':
      return `approval-lapsed-${request.id}-${request.lapsed?.at ?? 0}`;
    case 'result_lost':
      return `result-lost-${request.id}-${note.round}`;
    default:
      return `${note.type}-${request.id}`;
  }
}

function phraseOf(request: CardRequest, note: ThreadNote, { thread }: Messages): Phrase | null {
  switch (note.type) {
    case 'reminder':
      return thread.reminder(request, note.approvers);
    case 'work_reminder':
      return thread.workReminder(request, note.operators);
    case 'requester_added': {
      const other = request.others.find(({ requestId }) => requestId === note.requestId);
      return other === undefined ? null : thread.requesterAdded(other);
    }
    case 'list_changed':
      return thread.listChanged(request);
    case 'approval_lapsed':
      return request.lapsed === undefined ? null : thread.approvalLapsed(request, request.lapsed);
    case 'cancelled':
      return thread.cancelled(request);
    case 'expired':
      return thread.expired(request);
    case 'result_lost':
      return thread.resultLost(request);
  }
}
