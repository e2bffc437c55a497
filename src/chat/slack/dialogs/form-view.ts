import type { types } from '@slack/bolt';
import { type AssetKind, assetKinds } from '../../../core/asset.js';
import { commandLimits } from '../../../core/command.js';
import { type Policies, type Policy, policyFor } from '../../../core/policy.js';
import type { Messages } from '../../../i18n/messages.js';
import { plain } from '../plain-text.js';
import { lines, paragraph, richText } from '../rich-text.js';
import { reasonInput } from './inputs.js';
import type { Place } from './submission.js';

export const formView = 'unlink_form';

/** What the form's elements are called in the payloads that Slack sends back. */
export const formFields = {
  kind: { block: 'kind', action: 'unlink_kind' },
  /** Named after the kind: Slack forgets what was picked when the field gives way to that of the other kind. */
  assets: (kind: AssetKind) => ({ block: `assets/${kind}`, action: `unlink_assets/${kind}` }),
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
}

/** The policy that the form goes by: the base and the kind's own as long as the channel is not known. */
export function formPolicy({ kind, place, channel }: FormState, policies: Policies): Policy {
  return policyFor(policies, kind, place?.channel ?? channel ?? '');
}

/** The form for asking, always drawn anew from its state; what was typed stays in the fields that stay. */
export function renderForm(state: FormState, messages: Messages, policies: Policies): types.ModalView {
  const { form, close } = messages.dialog;
  const policy = formPolicy(state, policies);
  return {
    type: 'modal',
    callback_id: formView,
    title: plain(form.title),
    submit: plain(form.submit),
    close: plain(close),
    private_metadata: JSON.stringify(state.place),
    blocks: [
      richText(paragraph(form.intro)),
      kindInput(state.kind, messages),
      assetsInput(state.kind, policy, messages),
      reasonInput({ label: form.reason, hint: form.reasonHint, isRequired: policy.reasonRequired }),
      dryRunInput(messages),
      ...(state.place === null ? [channelInput(messages)] : []),
      approversPreview(policy, messages),
    ],
  };
}

function kindInput(chosen: AssetKind, { dialog, kindName }: Messages): types.InputBlock {
  const option = (kind: AssetKind) => ({ text: plain(kindName(kind)), value: kind });
  return {
    type: 'input',
    block_id: formFields.kind.block,
    dispatch_action: true,
    label: plain(dialog.form.kind),
    element: {
      type: 'radio_buttons',
      action_id: formFields.kind.action,
      options: assetKinds.map(option),
      initial_option: option(chosen),
    },
  };
}

function assetsInput(kind: AssetKind, policy: Policy, { dialog }: Messages): types.InputBlock {
  const { block, action } = formFields.assets(kind);
  return {
    type: 'input',
    block_id: block,
    label: plain(dialog.form.assets),
    element: {
      type: 'multi_external_select',
      action_id: action,
      min_query_length: 0,
      max_selected_items: Math.min(policy.mostAssets, commandLimits.queries),
      placeholder: plain(dialog.form.search),
    },
  };
}

function dryRunInput({ dialog }: Messages): types.InputBlock {
  const { options, dryRun, dryRunHint } = dialog.form;
  return {
    type: 'input',
    block_id: formFields.options.block,
    optional: true,
    label: plain(options),
    element: {
      type: 'checkboxes',
      action_id: formFields.options.action,
      options: [{ text: plain(dryRun), description: plain(dryRunHint), value: 'dry_run' }],
    },
  };
}

/** Only channels: a card in a conversation of two is seen by no approver. */
function channelInput({ dialog }: Messages): types.InputBlock {
  return {
    type: 'input',
    block_id: formFields.channel.block,
    dispatch_action: true,
    label: plain(dialog.form.channel),
    hint: plain(dialog.form.channelHint),
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
  return richText(lines([whoMustApprove, card.approvers(policy), approvals(policy.approvals)]));
}
