import type { App, types, webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Asset } from '../../../../core/asset/asset.js';
import { isRequestId } from '../../../../core/request/request.js';
import type { Messages } from '../../../../i18n/messages.js';
import { displayName } from '../../messages/display-name.js';
import { maxLengths } from '../../messages/limits.js';
import type { InboundPorts } from '../inbound-ports.js';
import { openView } from './open-view.js';
import { onReasonDialog, type ReasonDialog, renderReasonDialog } from './reason-dialog.js';
import { place } from './submission.js';

/** The asset that an operator reports as failed, carried by the dialog. */
const about = z.object({
  requestId: z.string().refine(isRequestId),
  id: z.string().regex(/^\d{1,30}$/u),
  round: z.number().int().positive(),
  listRevision: z.number().int().nonnegative(),
  place: place.nullable(),
});
export type FailureReasonPress = z.infer<typeof about>;

const couldNot: ReasonDialog<FailureReasonPress> = {
  callbackId: 'unlink_could_not',
  about,
  isRequired: true,
  pressOf: ({ id, ...carried }, reason) => ({ ...carried, action: { type: 'work_failed', id, reason } }),
};

/** Opens the dialog that asks an operator why an asset could not be unlinked, in their language. Never throws. */
export async function openFailureReason(
  client: webApi.WebClient,
  triggerId: string,
  press: FailureReasonPress,
  asset: Asset,
  user: string,
  ports: InboundPorts,
): Promise<boolean> {
  return openView(
    client,
    triggerId,
    renderFailureReason(press, asset, await ports.messagesOf(user)),
    ports.log,
  );
}

export function renderFailureReason(
  { requestId, id, round, listRevision, place }: FailureReasonPress,
  asset: Asset,
  messages: Messages,
): types.ModalView {
  const { title, intro, ...words } = messages.dialog.couldNot;
  const said = { ...words, title: title(requestId), intro: intro(displayName(asset, maxLengths.name)) };
  return renderReasonDialog(couldNot, { requestId, id, round, listRevision, place }, said, messages);
}

export function onFailureReason(app: App, ports: InboundPorts): void {
  onReasonDialog(app, couldNot, ports);
}
