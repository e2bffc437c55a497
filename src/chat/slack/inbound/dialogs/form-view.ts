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

/** Block and action ids of the form's elements, as Slack's payloads repeat them. */
export const formFields = {
  kind: { block: 'kind', action: 'unlink_kind' },
  /** Includes the kind: a new block id makes Slack drop the picks when the kind changes. */
  assets: (kind: AssetKind) => ({ block: `assets/${kind}`, action: `unlink_assets/${kind}` }),
  /** Read as a pasted list is everywhere, so that nobody has to pick one by one. */
  pasted: { block: 'pasted', action: 'unlink_pasted' },
  options: { block: 'options', action: 'unlink_options' },
  channel: { block: 'channel', action: 'unlink_channel' },
} as const;

/** The state that decides how the form looks. */
export interface FormState {
  readonly kind: AssetKind;
  /** The card's future place; null: the person has yet to choose a channel. */
  readonly place: Place | null;
  /** The channel that the person has chosen so far when `place` is null. */
  readonly channel: string | null;
  /** Ids picked of the other kind; they return with that kind. */
  readonly kept: readonly string[];
  /** Hash of the pasted text whose matches the form has shown; null: none. */
  readonly understood: string | null;
}

/** Initial values of the form. */
export interface Filling {
  readonly picked?: readonly Picked[];
  readonly pasted?: string;
  readonly reason?: string;
  readonly dryRun?: boolean;
  /** The matches of the pasted text, to be shown. */
  readonly lines?: readonly RichText[];
}

/** The policy for this form; until the channel is known, the base and the kind's own. */
export function formPolicy({ kind, place, channel }: FormState, policies: Policies): Policy {
  return policyFor(policies, kind, place?.channel ?? channel ?? '');
}

/** The most assets that one form may request. */
export function maxIn({ mostAssets }: Policy): number {
  return Math.min(mostAssets, commandLimits.queries);
}

/** Draws the request form from its state alone. Slack keeps typed text in fields whose block id stays. */
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
      // Slack refuses a form whose initial options exceed its maximum, so the excess is reported on submission.
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

/** Channels only: no approver sees a card in a direct conversation. */
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
