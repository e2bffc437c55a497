import type { types } from '@slack/bolt';
import { z } from 'zod';
import { isRequestId } from '../../../../core/request/request-id.js';
import type { Messages } from '../../../../i18n/messages.js';
import type { InboundPorts } from '../inbound-ports.js';
import type { Listeners } from '../listeners.js';
import { type Opening, openView } from './open-view.js';
import { onReasonDialog, type ReasonDialog, renderReasonDialog } from './reason-dialog.js';
import { place } from './submission.js';

/** The request to be rejected, carried by the dialog. */
const about = z.object({
  requestId: z.string().refine(isRequestId),
  listRevision: z.number().int().nonnegative(),
  place: place.nullable(),
});
export type RejectPress = z.infer<typeof about>;

const rejection: ReasonDialog<RejectPress> = {
  callbackId: 'unlink_reject',
  about,
  isRequired: false,
  pressOf: (rejected, reason) => ({
    ...rejected,
    ticked: null,
    action: { type: 'reject', reason: reason === '' ? null : reason },
    round: 0,
  }),
};

/** Opens the dialog that asks why a request is rejected, in the presser's language. Never throws. */
export async function openReject(
  opening: Opening,
  press: RejectPress,
  ports: InboundPorts,
): Promise<boolean> {
  return openView(
    opening,
    renderReject(press, await ports.messagesOf(opening.user)),
    ports.log,
    press.requestId,
  );
}

export function renderReject(
  { requestId, listRevision, place }: RejectPress,
  messages: Messages,
): types.ModalView {
  const { title, intro, ...words } = messages.dialog.reject;
  const said = { ...words, title: title(requestId), intro: intro(requestId) };
  return renderReasonDialog(rejection, { requestId, listRevision, place }, said, messages);
}

export function onReject(listeners: Listeners, ports: InboundPorts): void {
  onReasonDialog(listeners, rejection, ports);
}
