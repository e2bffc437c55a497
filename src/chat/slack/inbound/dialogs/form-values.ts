import { z } from 'zod';
import { type AssetKind, assetKinds } from '../../../../core/asset/asset.js';
import { collapseBlanks } from '../../../../core/text/normalize.js';
import { slackId } from '../payloads.js';
import { carried, type Picked } from './form-carried.js';
import { type Filling, type FormState, formFields } from './form-view.js';
import { reasonField } from './inputs.js';
import { readDialog, typedIn } from './submission.js';

/** The values that a person has entered in the form. */
export interface FormValues extends FormState {
  readonly user: string;
  readonly viewId: string;
  readonly sending: string;
  /** Null while the person's screen still has the picker of the other kind. */
  readonly picked: readonly Picked[] | null;
  /** Assets picked in the other kind's picker, while it is still on the person's screen. */
  readonly pickedOther: readonly Picked[] | null;
  /** As typed, one item per line. */
  readonly pasted: string;
  /** On one line, as in a command; null when there is none. */
  readonly reason: string | null;
  readonly dryRun: boolean;
}

const oneOption = z.object({ selected_option: z.object({ value: z.enum(assetKinds) }) });
const severalOptions = z.object({
  selected_options: z.array(z.object({ value: z.string(), text: z.object({ text: z.string() }) })),
});
const conversation = z.object({ selected_conversation: slackId });

/** Reads a form, submitted or still open; null when the payload is invalid (see `readDialog`). */
export function readForm(body: unknown): FormValues | null {
  const dialog = readDialog(body, carried);
  if (dialog === null) return null;
  const { kind: kindField, options, channel } = formFields;
  const kind: AssetKind =
    dialog.field(kindField.block, kindField.action, oneOption)?.selected_option.value ?? 'oa';
  const pickedOf = (of: AssetKind): readonly Picked[] | null => {
    const picker = formFields.assets(of);
    const field = dialog.field(picker.block, picker.action, severalOptions);
    return field?.selected_options.map(({ value, text }) => ({ id: value, name: text.text })) ?? null;
  };
  const ticked = dialog.field(options.block, options.action, severalOptions);
  const reason = collapseBlanks(typedIn(dialog, reasonField.block, reasonField.action));
  return {
    user: dialog.user,
    viewId: dialog.viewId,
    sending: dialog.sending,
    kind,
    ...dialog.about,
    channel: dialog.field(channel.block, channel.action, conversation)?.selected_conversation ?? null,
    picked: pickedOf(kind),
    pickedOther: pickedOf(kind === 'oa' ? 'app' : 'oa'),
    pasted: typedIn(dialog, formFields.pasted.block, formFields.pasted.action),
    reason: reason === '' ? null : reason,
    dryRun: ticked?.selected_options.some(({ value }) => value === 'dry_run') ?? false,
  };
}

/**
 * The entered values as the form's initial ones: a redraw keeps what the person entered, but not what the form began
 * with.
 */
export function filledIn({ picked, pasted, reason, dryRun }: FormValues): Filling {
  return { picked: picked ?? [], pasted, dryRun, ...(reason === null ? {} : { reason }) };
}
