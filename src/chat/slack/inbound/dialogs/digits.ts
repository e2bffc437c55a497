import type { types } from '@slack/bolt';
import type { z } from 'zod';
import { digitsOf } from '../../../../core/asset/asset-id.js';
import type { CardPress } from '../../../../core/command/submitted-command.js';
import type { RichText } from '../../../../core/messages/rich-text.js';
import { lastDigits } from '../../../../core/request/asset-rules.js';
import { type Seen, sawWhatIsChosen } from '../../../../core/request/decision-transition.js';
import { hasCard, isFinished, type Request } from '../../../../core/request/request.js';
import type { Messages } from '../../../../i18n/messages.js';
import { sentence } from '../../messages/private-message.js';
import type { InboundPorts } from '../inbound-ports.js';
import type { Listeners } from '../listeners.js';
import { deliveryHash } from '../payloads.js';
import {
  carried,
  digitsField,
  digitsView,
  renderDigits,
  renderNotice,
  type SeenCard,
  type ToConfirm,
} from './digits-view.js';
import { tellInvalidSubmission } from './invalid-submission.js';
import { type Opening, openView } from './open-view.js';
import { countPress, queuePress } from './queue-press.js';
import { rejectedProblem } from './rejected-submission.js';
import { readDialog, type Submission, typedIn } from './submission.js';

/**
 * Opens the dialog in which an approver types last digits, in their language. `press` is what they saw when they
 * pressed, `toConfirm` what is stored now. Returns whether it opened; never throws.
 */
export async function openDigits(
  opening: Opening,
  press: SeenCard,
  toConfirm: ToConfirm,
  ports: InboundPorts,
): Promise<boolean> {
  const view = renderDigits(press, toConfirm, await ports.messagesOf(opening.user));
  return openView(opening, view, ports.log, press.requestId);
}

/** Handles submitted digits: compares them with the stored list, then queues the approval or retry they belong to. */
export function onDigits(listeners: Listeners, ports: InboundPorts): void {
  listeners.view(digitsView, async ({ body, ack, client }) => {
    const dialog = readDialog(body, carried);
    if (dialog === null) {
      await ack();
      return tellInvalidSubmission(body, client, ports);
    }
    const answer = await submit(dialog, ports);
    await (answer === null ? ack() : ack(answer));
  });
}

type Typed = Submission<z.infer<typeof carried>>;
type DigitsAnswer =
  | { response_action: 'errors'; errors: Record<string, string> }
  | { response_action: 'update'; view: types.ModalView };

/** Queues the approval. Returns what to show instead of closing the dialog; null once it is queued. */
async function submit(dialog: Typed, ports: InboundPorts): Promise<DigitsAnswer | null> {
  const messages = await ports.messagesOf(dialog.user);
  const { problem, digits: words } = messages.dialog;
  const { requestId, toType } = dialog.about;
  const approval = approvalOf(dialog, ports.now());
  const over = await countPress(approval, dialog.sending, ports);
  if (over !== null) return refusal(toType.slice(0, 1), rejectedProblem(over.note, ports.now(), problem));
  const read = await readRequest(requestId, ports);
  if (read === 'unreadable') return refusal(toType.slice(0, 1), problem.notRecorded);
  const late = lateness(read, dialog.about, messages);
  if (late !== null)
    return { response_action: 'update', view: renderNotice(words.title(requestId), late, messages) };
  const wrong = toType.filter((id) => !fits(id, dialog, read));
  if (wrong.length > 0) return refusal(wrong, problem.wrongDigits);
  const queued = await queuePress(approval, ports);
  return queued ? null : refusal(toType.slice(0, 1), problem.notRecorded);
}

async function readRequest(id: string, { store, log }: InboundPorts): Promise<Request | null | 'unreadable'> {
  try {
    return await store.get(id);
  } catch (error) {
    log.error('dialog.request_unreadable', 'could not read the request to approve', {
      request: id,
      error: String(error),
    });
    return 'unreadable';
  }
}

/** The message for a presser whose request has changed since they saw it; null if it has not. */
function lateness(
  request: Request | null,
  seen: Seen & Pick<SeenCard, 'round'>,
  messages: Messages,
): RichText | null {
  if (request === null) return sentence({ type: 'no_such_request' }, messages);
  const invalid = sentence({ type: 'not_open', request }, messages);
  if (seen.round !== undefined) return isFinished(request) && request.round === seen.round ? null : invalid;
  if (request.status !== 'pending') return invalid;
  return sawWhatIsChosen(request, seen) ? null : sentence({ type: 'list_changed', changes: [] }, messages);
}

function fits(id: string, dialog: Typed, request: Request | null): boolean {
  const listed = request !== null && hasCard(request) ? request.assets : [];
  const asset = listed.find((each) => each.id === id);
  return asset !== undefined && typedFor(id, dialog) === lastDigits(asset);
}

/** The typed digits without spaces. */
function typedFor(id: string, dialog: Typed): string {
  const { block, action } = digitsField(id);
  return digitsOf(typedIn(dialog, block, action)) ?? '';
}

function approvalOf(dialog: Typed, pressedAt: number): CardPress {
  const { requestId, listRevision, ticked, place, toType, round } = dialog.about;
  const typed = Object.fromEntries(toType.map((id) => [id, typedFor(id, dialog)]));
  return {
    press: deliveryHash('view', dialog.viewId),
    requestId,
    action: { type: round === undefined ? 'approve' : 'retry', typed },
    user: dialog.user,
    place,
    ticked,
    listRevision,
    round: round ?? 0,
    pressedAt,
  };
}

function refusal(ids: readonly string[], said: string): DigitsAnswer {
  const errors = Object.fromEntries(ids.map((id) => [digitsField(id).block, said]));
  return { response_action: 'errors', errors };
}
