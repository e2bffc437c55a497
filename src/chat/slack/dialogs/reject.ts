import type { App, types, webApi } from '@slack/bolt';
import { z } from 'zod';
import { tidy } from '../../../core/fold.js';
import { isRequestId } from '../../../core/request.js';
import type { Messages } from '../../../i18n/messages.js';
import type { Doors } from '../doors.js';
import { deliveryHash } from '../payloads.js';
import { plain } from '../plain-text.js';
import { paragraph, richText } from '../rich-text.js';
import { tooLong } from './form-checks.js';
import { reasonField, reasonInput } from './inputs.js';
import { tellNotRead } from './not-read.js';
import { openView } from './open-view.js';
import { queuePress } from './queue-press.js';
import { place, readDialog, typedIn } from './submission.js';

const rejectView = 'unlink_reject';

/** What a rejection is about, carried along by the dialog. */
const about = z.object({
  requestId: z.string().refine(isRequestId),
  listRevision: z.number().int().nonnegative(),
  place: place.nullable(),
});
export type RejectPress = z.infer<typeof about>;

/** Opens the dialog that asks why a request is rejected, in the presser's language. Never throws. */
export async function openReject(
  client: webApi.WebClient,
  triggerId: string,
  press: RejectPress,
  user: string,
  doors: Doors,
): Promise<boolean> {
  return openView(client, triggerId, renderReject(press, await doors.messagesOf(user)), doors.log);
}

export function renderReject(
  { requestId, listRevision, place }: RejectPress,
  { dialog }: Messages,
): types.ModalView {
  const { title, submit, intro, reason, reasonHint } = dialog.reject;
  return {
    type: 'modal',
    callback_id: rejectView,
    title: plain(title(requestId)),
    submit: plain(submit),
    close: plain(dialog.close),
    private_metadata: JSON.stringify({ requestId, listRevision, place }),
    blocks: [
      richText(paragraph(intro(requestId))),
      reasonInput({ label: reason, hint: reasonHint, isRequired: false }),
    ],
  };
}

/** The rejection, sent: queued before the dialog closes; whether it counts is decided by its job. */
export function onReject(app: App, doors: Doors): void {
  app.view(rejectView, async ({ body, ack, client }) => {
    const dialog = readDialog(body, about);
    if (dialog === null) {
      await ack();
      return tellNotRead(body, client, doors);
    }
    const { viewId, user } = dialog;
    const { problem } = (await doors.messagesOf(user)).dialog;
    const rejected = dialog.about;
    const reason = tidy(typedIn(dialog, reasonField.block, reasonField.action));
    const wrong = tooLong(reason, problem) ?? (await queue());
    if (wrong === null) return ack();
    return ack({ response_action: 'errors', errors: { [reasonField.block]: wrong } });

    async function queue(): Promise<string | null> {
      const queued = await queuePress(
        {
          press: deliveryHash('view', viewId),
          action: { type: 'reject', reason: reason === '' ? null : reason },
          user,
          ticked: null,
          round: 0,
          pressedAt: doors.now(),
          ...rejected,
        },
        doors,
      );
      return queued ? null : problem.notRecorded;
    }
  });
}
