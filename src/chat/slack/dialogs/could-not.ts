import type { App, types, webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Asset } from '../../../core/asset.js';
import { tidy } from '../../../core/fold.js';
import { isRequestId } from '../../../core/request.js';
import type { Messages } from '../../../i18n/messages.js';
import type { Doors } from '../doors.js';
import { cut } from '../limits.js';
import { deliveryHash } from '../payloads.js';
import { plain } from '../plain-text.js';
import { paragraph, richText } from '../rich-text.js';
import { shownName } from '../shown-name.js';
import { tooLong } from './form-checks.js';
import { reasonField, reasonInput } from './inputs.js';
import { tellNotRead } from './not-read.js';
import { openView } from './open-view.js';
import { queuePress } from './queue-press.js';
import { place, readDialog, typedIn } from './submission.js';

const couldNotView = 'unlink_could_not';

/** What an operator could not do, carried along by the dialog. */
const about = z.object({
  requestId: z.string().refine(isRequestId),
  id: z.string().regex(/^\d{1,30}$/u),
  round: z.number().int().positive(),
  listRevision: z.number().int().nonnegative(),
  place: place.nullable(),
});
export type CouldNotPress = z.infer<typeof about>;

/** Opens the dialog that asks an operator why an asset could not be unlinked, in their language. Never throws. */
export async function openCouldNot(
  client: webApi.WebClient,
  triggerId: string,
  press: CouldNotPress,
  asset: Asset,
  user: string,
  doors: Doors,
): Promise<boolean> {
  return openView(client, triggerId, renderCouldNot(press, asset, await doors.messagesOf(user)), doors.log);
}

export function renderCouldNot(press: CouldNotPress, asset: Asset, { dialog }: Messages): types.ModalView {
  const { title, submit, intro, reason, reasonHint } = dialog.couldNot;
  const { requestId, id, round, listRevision, place } = press;
  return {
    type: 'modal',
    callback_id: couldNotView,
    title: plain(title(requestId)),
    submit: plain(submit),
    close: plain(dialog.close),
    private_metadata: JSON.stringify({ requestId, id, round, listRevision, place }),
    blocks: [
      richText(paragraph(intro(shownName(asset, cut.name)))),
      reasonInput({ label: reason, hint: reasonHint, isRequired: true }),
    ],
  };
}

/** The reason, sent: queued before the dialog closes; whether it counts is decided by its job. */
export function onCouldNot(app: App, doors: Doors): void {
  app.view(couldNotView, async ({ body, ack, client }) => {
    const dialog = readDialog(body, about);
    if (dialog === null) {
      await ack();
      return tellNotRead(body, client, doors);
    }
    const { viewId, user } = dialog;
    const { problem } = (await doors.messagesOf(user)).dialog;
    const { id, ...carried } = dialog.about;
    const reason = tidy(typedIn(dialog, reasonField.block, reasonField.action));
    const missing = reason === '' ? problem.reasonMissing : null;
    const wrong = missing ?? tooLong(reason, problem) ?? (await queue());
    if (wrong === null) return ack();
    return ack({ response_action: 'errors', errors: { [reasonField.block]: wrong } });

    async function queue(): Promise<string | null> {
      const queued = await queuePress(
        {
          press: deliveryHash('view', viewId),
          action: { type: 'work_failed', id, reason },
          user,
          ticked: null,
          pressedAt: doors.now(),
          ...carried,
        },
        doors,
      );
      return queued ? null : problem.notRecorded;
    }
  });
}
