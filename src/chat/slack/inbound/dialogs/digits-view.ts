import type { types } from '@slack/bolt';
import { z } from 'zod';
import type { Asset } from '../../../../core/asset/asset.js';
import { bold, code, type RichText, richText } from '../../../../core/messages/rich-text.js';
import { lastDigits } from '../../../../core/request/asset-rules.js';
import type { ConfirmEffect } from '../../../../core/request/confirm-effect.js';
import type { CardRequest } from '../../../../core/request/request.js';
import { isRequestId } from '../../../../core/request/request-id.js';
import type { Messages } from '../../../../i18n/messages.js';
import { displayName } from '../../messages/display-name.js';
import { maxLengths } from '../../messages/limits.js';
import { plainTextObject } from '../../messages/plain-text.js';
import { bullets, lines, paragraph, richTextBlock } from '../../messages/rich-text.js';
import { place } from './submission.js';

export const digitsView = 'unlink_digits';

/** The card that the approver saw when they pressed, carried by the dialog. */
export const seenCard = z.object({
  requestId: z.string().refine(isRequestId),
  listRevision: z.number().int().nonnegative(),
  ticked: z.array(z.string()).readonly().nullable(),
  place: place.nullable(),
  /** For a retry, the run whose end the presser saw; absent for an approval and in dialogs of an earlier version. */
  round: z.number().int().positive().exactOptional(),
});
export type SeenCard = z.infer<typeof seenCard>;

/** The dialog's private metadata: the card, and the ids whose digits must be typed. */
export const carried = seenCard.extend({ toType: z.array(z.string()).min(1) });

/** The field for one asset's digits. */
export function digitsField(id: string): { readonly block: string; readonly action: string } {
  return { block: `digits/${id}`, action: 'digits' };
}

/** More than four, so that digits typed with spaces fit; too few for a whole id. */
const maxTyped = 8;

/** The approval or retry that a digits dialog confirms. */
export interface ToConfirm {
  readonly request: CardRequest;
  readonly assets: readonly Asset[];
  /** The assets whose last digits must be typed. */
  readonly toType: readonly Asset[];
  readonly effect: ConfirmEffect;
}

/** The dialog that lists in full what will be unlinked and has a digits field for each asset in `toType`. */
export function renderDigits(
  seen: SeenCard,
  { request, assets: chosen, toType, effect }: ToConfirm,
  messages: Messages,
): types.ModalView {
  const { digits, close } = messages.dialog;
  const { requestId, listRevision, ticked, place, round } = seen;
  const about = {
    ...{ requestId, listRevision, ticked, place, toType: toType.map(({ id }) => id) },
    ...(round === undefined ? {} : { round }),
  };
  const closing = [
    messages.card.effect(request.kind, chosen.length),
    ...(request.dryRun ? [messages.card.dryRun] : []),
    digits.hint,
  ];
  return {
    type: 'modal',
    callback_id: digitsView,
    title: plainTextObject(digits.title(request.id)),
    submit: plainTextObject(digits.submit(effect, request.kind, chosen.length)),
    close: plainTextObject(close),
    private_metadata: JSON.stringify(about),
    blocks: [
      richTextBlock(
        paragraph(digits.intro(effect, request.kind, chosen.length)),
        bullets(chosen.map((asset) => named(asset, messages))),
      ),
      richTextBlock(lines(closing)),
      ...toType.map((asset) => digitsInput(asset, messages)),
    ],
  };
}

function named(asset: Asset, { kindName }: Messages): RichText {
  return richText`${bold(displayName(asset, maxLengths.name))} · ${kindName(asset.kind)} · ${code(asset.id)}`;
}

function digitsInput(asset: Asset, { dialog }: Messages): types.InputBlock {
  const { block, action } = digitsField(asset.id);
  const masked = `${asset.id.slice(0, -lastDigits(asset).length)}····`;
  return {
    type: 'input',
    block_id: block,
    label: plainTextObject(dialog.digits.label(displayName(asset, maxLengths.name), masked)),
    element: { type: 'plain_text_input', action_id: action, max_length: maxTyped },
  };
}

/** Replaces a dialog that has nothing left to submit. */
export function renderNotice(title: string, said: RichText, { dialog }: Messages): types.ModalView {
  return {
    type: 'modal',
    title: plainTextObject(title),
    close: plainTextObject(dialog.close),
    blocks: [richTextBlock(paragraph(said))],
  };
}
