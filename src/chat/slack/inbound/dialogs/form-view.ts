import type { types } from '@slack/bolt';
import { type AssetKind, assetKinds } from '../../../../core/asset/asset.js';
import { commandLimits } from '../../../../core/command/command.js';
import type { RichText } from '../../../../core/messages/rich-text.js';
import { type Policies, type Policy, policyFor } from '../../../../core/request/policy.js';
import type { Messages } from '../../../../i18n/messages.js';
import { limits, shorten } from '../../messages/limits.js';
import { plainTextObject } from '../../messages/plain-text.js';
import { bullets, lines, paragraph, richTextBlock } from '../../messages/rich-text.js';
import { carriedText, type Picked } from './form-carried.js';
import { reasonInput } from './inputs.js';
import type { Place } from './submission.js';

export const formView = 'unlink_form';

/** What the form's elements are called in the payloads that Slack sends back. */
export const formFields = {
  kind: { block: 'kind', action: 'unlink_kind' },
  /** Named after the kind: Slack forgets what was picked when the field gives way to that of the other kind. */
  assets: (kind: AssetKind) => ({ block: `assets/${kind}`, action: `unlink_assets/${kind}` }),
  /** Read by the one reader of lists, so that a pasted list need not be picked one by one. */
  pasted: { block: 'pasted', action: 'unlink_pasted' },
  options: { block: 'options', action: 'unlink_options' },
  channel: { block: 'channel', action: 'unlink_channel' },
} as const;

/** What decides how the form looks. */
export interface FormState {
  readonly kind: AssetKind;
  /** Where the card will be posted; null: the person has yet to say. */
  readonly place: Place | null;
  /** What the person has said so far where the place is not known. */
  readonly channel: string | null;
  /** Ids that were picked of the other kind: they come back with it. */
  readonly kept: readonly string[];
  /** Names what was pasted that the form has shown as understood; null: nothing. */
  readonly understood: string | null;
}

/** What a form begins with, where the person has said it already. */
export interface Filling {
  readonly picked?: readonly Picked[];
  readonly pasted?: string;
  readonly reason?: string;
  readonly dryRun?: boolean;
  /** What is shown as understood of what was pasted. */
  readonly lines?: readonly RichText[];
}

/** The policy that the form goes by: the base and the kind's own as long as the channel is not known. */
export function formPolicy({ kind, place, channel }: FormState, policies: Policies): Policy {
  return policyFor(policies, kind, place?.channel ?? channel ?? '');
}

/** How many one form may ask for. */
export function maxIn({ mostAssets }: Policy): number {
  return Math.min(mostAssets, commandLimits.queries);
}

/** The form for asking, always drawn anew from its state; what was typed stays in the fields that stay. */
export function renderForm(
  state: FormState,
  messages: Messages,
  policies: Policies,
  filling: Filling = {},
): types.ModalView {
  const { form, close } = messages.dialog;
  const policy = formPolicy(state, policies);
  return {
    type: 'modal',
    callback_id: formView,
    title: plainTextObject(form.title),
    submit: plainTextObject(form.submit),
    close: plainTextObject(close),
    private_metadata: carriedText(state),
    blocks: [
      richTextBlock(paragraph(form.intro)),
      kindInput(state.kind, messages),
      assetsInput(state.kind, policy, filling.picked ?? [], messages),
      pastedInput(filling.pasted, messages),
      ...understoodBlocks(filling.lines ?? [], messages),
      reasonInput({
        ...{ label: form.reason, hint: form.reasonHint, isRequired: policy.reasonRequired },
        ...(filling.reason === undefined ? {} : { initial: filling.reason }),
      }),
      dryRunInput(filling.dryRun ?? false, messages),
      ...(state.place === null ? [channelInput(messages)] : []),
      approversPreview(policy, messages),
    ],
  };
}

function kindInput(chosen: AssetKind, { dialog, kindName }: Messages): types.InputBlock {
  const option = (kind: AssetKind) => ({ text: plainTextObject(kindName(kind)), value: kind });
  return {
    type: 'input',
    block_id: formFields.kind.block,
    dispatch_action: true,
    label: plainTextObject(dialog.form.kind),
    element: {
      type: 'radio_buttons',
      action_id: formFields.kind.action,
      options: assetKinds.map(option),
      initial_option: option(chosen),
    },
  };
}

function assetsInput(
  kind: AssetKind,
  policy: Policy,
  picked: readonly Picked[],
  { dialog }: Messages,
): types.InputBlock {
  const { block, action } = formFields.assets(kind);
  const initial_options = picked.map(({ id, name }) => ({
    text: plainTextObject(shorten(name, limits.optionText)),
    value: id,
  }));
  return {
    type: 'input',
    block_id: block,
    optional: true,
    label: plainTextObject(dialog.form.assets),
    element: {
      type: 'multi_external_select',
      action_id: action,
      min_query_length: 0,
      // Slack refuses a form that begins with more than it takes; what is too many is told when it is sent.
      max_selected_items: Math.max(maxIn(policy), picked.length),
      placeholder: plainTextObject(dialog.form.search),
      ...(initial_options.length === 0 ? {} : { initial_options }),
    },
  };
}

function pastedInput(initial: string | undefined, { dialog }: Messages): types.InputBlock {
  const { block, action } = formFields.pasted;
  return {
    type: 'input',
    block_id: block,
    optional: true,
    label: plainTextObject(dialog.form.pasted),
    hint: plainTextObject(dialog.form.pastedHint),
    element: {
      type: 'plain_text_input',
      action_id: action,
      multiline: true,
      max_length: limits.typed,
      ...(initial === undefined || initial === '' ? {} : { initial_value: shorten(initial, limits.typed) }),
    },
  };
}

function understoodBlocks(understood: readonly RichText[], { dialog }: Messages): types.RichTextBlock[] {
  if (understood.length === 0) return [];
  return [richTextBlock(paragraph(dialog.form.understood), bullets(understood))];
}

function dryRunInput(isTicked: boolean, { dialog }: Messages): types.InputBlock {
  const { options, dryRun, dryRunHint } = dialog.form;
  const option = {
    text: plainTextObject(dryRun),
    description: plainTextObject(dryRunHint),
    value: 'dry_run',
  };
  return {
    type: 'input',
    block_id: formFields.options.block,
    optional: true,
    label: plainTextObject(options),
    element: {
      type: 'checkboxes',
      action_id: formFields.options.action,
      options: [option],
      ...(isTicked ? { initial_options: [option] } : {}),
    },
  };
}

/** Only channels: a card in a conversation of two is seen by no approver. */
function channelInput({ dialog }: Messages): types.InputBlock {
  return {
    type: 'input',
    block_id: formFields.channel.block,
    dispatch_action: true,
    label: plainTextObject(dialog.form.channel),
    hint: plainTextObject(dialog.form.channelHint),
    element: {
      type: 'conversations_select',
      action_id: formFields.channel.action,
      default_to_current_conversation: true,
      filter: { include: ['public', 'private'] },
    },
  };
}

function approversPreview(policy: Policy, { card, dialog }: Messages): types.RichTextBlock {
  const { whoMustApprove, approvals } = dialog.form;
  return richTextBlock(lines([whoMustApprove, card.approvers(policy), approvals(policy.approvals)]));
}
