import type { types } from '@slack/bolt';
import type { z } from 'zod';
import type { CardPress, ManualTaskPress } from '../../../../core/command/submitted-command.js';
import type { RichText } from '../../../../core/messages/rich-text.js';
import { collapseBlanks } from '../../../../core/text/normalize.js';
import type { Messages } from '../../../../i18n/messages.js';
import { plainTextObject } from '../../messages/plain-text.js';
import { paragraph, richTextBlock } from '../../messages/rich-text.js';
import type { InboundPorts } from '../inbound-ports.js';
import type { Listeners } from '../listeners.js';
import { deliveryHash } from '../payloads.js';
import { tooLong } from './form-checks.js';
import { reasonField, reasonInput } from './inputs.js';
import { tellInvalidSubmission } from './invalid-submission.js';
import { takePress } from './queue-press.js';
import { rejectedProblem } from './rejected-submission.js';
import { readDialog, typedIn } from './submission.js';

/** A dialog that asks only for a reason and whose submission is a press. */
export interface ReasonDialog<About> {
  readonly callbackId: string;
  /** Schema of the private metadata. */
  readonly about: z.ZodType<About>;
  readonly isRequired: boolean;
  /** The press without its presser, time and delivery; `reason` is empty when none was given. */
  readonly pressOf: (about: About, reason: string) => Omit<CardPress, Known> | Omit<ManualTaskPress, Known>;
}

type Known = 'press' | 'user' | 'pressedAt';

interface Words {
  readonly title: string;
  readonly submit: string;
  readonly intro: RichText;
  readonly reason: string;
  readonly reasonHint: string;
}

export function renderReasonDialog<About>(
  { callbackId, isRequired }: ReasonDialog<About>,
  carried: About,
  { title, submit, intro, reason, reasonHint }: Words,
  { dialog }: Messages,
): types.ModalView {
  return {
    type: 'modal',
    callback_id: callbackId,
    title: plainTextObject(title),
    submit: plainTextObject(submit),
    close: plainTextObject(dialog.close),
    private_metadata: JSON.stringify(carried),
    blocks: [richTextBlock(paragraph(intro)), reasonInput({ label: reason, hint: reasonHint, isRequired })],
  };
}

/** Handles a submitted reason: queues the press before the dialog closes; the job decides whether it counts. */
export function onReasonDialog<About>(
  listeners: Listeners,
  kind: ReasonDialog<About>,
  ports: InboundPorts,
): void {
  listeners.view(kind.callbackId, async ({ body, ack, client }) => {
    const dialog = readDialog(body, kind.about);
    if (dialog === null) {
      await ack();
      return tellInvalidSubmission(body, client, ports);
    }
    const { viewId, sending, user, about } = dialog;
    const { problem } = (await ports.messagesOf(user)).dialog;
    const typed = typedIn(dialog, reasonField.block, reasonField.action);
    const reason = collapseBlanks(await ports.readable(typed));
    const missing = kind.isRequired && reason === '' ? problem.reasonMissing : null;
    const wrong = missing ?? tooLong(reason, problem) ?? (await queue());
    if (wrong === null) return ack();
    return ack({ response_action: 'errors', errors: { [reasonField.block]: wrong } });

    async function queue(): Promise<string | null> {
      const press = deliveryHash('view', viewId);
      const said = { press, user, pressedAt: ports.now(), ...kind.pressOf(about, reason) };
      const notTaken = await takePress(said, sending, ports);
      return notTaken === null ? null : rejectedProblem(notTaken, ports.now(), problem);
    }
  });
}
