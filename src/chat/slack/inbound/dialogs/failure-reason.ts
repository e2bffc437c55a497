import type { types } from '@slack/bolt';
import { z } from 'zod';
import type { Asset } from '../../../../core/asset/asset.js';
import { isRequestId } from '../../../../core/request/request-id.js';
import type { Messages } from '../../../../i18n/messages.js';
import { displayName } from '../../messages/display-name.js';
import { maxLengths } from '../../messages/limits.js';
import type { InboundPorts } from '../inbound-ports.js';
import type { Listeners } from '../listeners.js';
import { type Opening, openView } from './open-view.js';
import { onReasonDialog, type ReasonDialog, renderReasonDialog } from './reason-dialog.js';
import { place } from './submission.js';

/** The asset that an operator reports as failed, carried by the dialog. */
const about = z.object({
  requestId: z.string().refine(isRequestId),
  id: z.string().regex(/^\d{1,30}$/u),
  round: z.number().int().positive(),
  /** The task's turn, under the name that dialogs opened by older versions carry. */
  listRevision: z.number().int().nonnegative(),
  place: place.nullable(),
});
type Carried = z.infer<typeof about>;
export type FailureReasonPress = Omit<Carried, 'listRevision'> & { readonly turn: number };

const couldNot: ReasonDialog<Carried> = {
  callbackId: 'unlink_could_not',
  about,
  isRequired: true,
  pressOf: ({ id, listRevision: turn, ...press }, reason) => ({
    ...{ ...press, turn },
    action: { type: 'work_failed', id, reason },
  }),
};

/** Opens the dialog that asks an operator why an asset could not be unlinked, in their language. Never throws. */
export async function openFailureReason(
  opening: Opening,
  press: FailureReasonPress,
  asset: Asset,
  ports: InboundPorts,
): Promise<boolean> {
  const view = renderFailureReason(press, asset, await ports.messagesOf(opening.user));
  return openView(opening, view, ports.log, press.requestId);
}

export function renderFailureReason(
  { requestId, id, round, turn, place }: FailureReasonPress,
  asset: Asset,
  messages: Messages,
): types.ModalView {
  const { title, intro, ...words } = messages.dialog.couldNot;
  const said = { ...words, title: title(requestId), intro: intro(displayName(asset, maxLengths.name)) };
  const carried = { requestId, id, round, listRevision: turn, place };
  return renderReasonDialog(couldNot, carried, said, messages);
}

export function onFailureReason(listeners: Listeners, ports: InboundPorts): void {
  onReasonDialog(listeners, couldNot, ports);
}
