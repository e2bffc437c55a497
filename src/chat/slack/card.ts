import type { types } from '@slack/bolt';
import type { Asset } from '../../core/asset.js';
import { bold, code, type Phrase, phrase } from '../../core/phrase.js';
import type { Policy } from '../../core/policy.js';
import { type CardRequest, chosenAssets, type Pending } from '../../core/request.js';
import type { Messages } from '../../i18n/messages.js';
import { cut, limits, outside, shorten } from './limits.js';
import { lines, messageText, paragraph, richText, type SlackMessage } from './rich-text.js';
import { shownName } from './shown-name.js';

/** What the card's elements are called in the payloads that Slack sends back. */
export const actionIds = { approve: 'approve', cancel: 'cancel', choose: 'choose' } as const;

/**
 * Where a press belongs: the request and the list revision that its card showed. Slack asks for new block ids when
 * a message changes, and this one changes with the list.
 */
function blockIdOf(element: 'decide' | 'choose', request: Pending): string {
  return `${element}/${request.id}/${request.listRevision}`;
}

/** The message that carries a request, always made anew from what is stored. */
export function renderCard(request: CardRequest, policy: Policy, messages: Messages): SlackMessage {
  const { card } = messages;
  const opening = [card.asks(request), ...(request.reason === null ? [] : [card.reason(request.reason)])];
  const shown = request.status === 'pending' ? request.assets : chosenAssets(request);
  const listed = (shown.length === 0 ? request.assets : shown).map((asset) => assetLines(asset, messages));
  const closing = request.status === 'pending' ? pendingLines(request, policy, messages) : [];
  return {
    text: messageText([
      [{ text: card.title(request.id) }],
      card.status(request),
      ...opening,
      ...listed,
      ...closing,
    ]),
    blocks: [
      { type: 'header', text: plain(shorten(card.title(request.id), limits.header)) },
      richText(lines(opening)),
      ...listed.map((asset) => richText(paragraph(asset))),
      ...(closing.length === 0 ? [] : [richText(lines(closing))]),
      richText(paragraph(card.status(request))),
      ...(request.status === 'pending' ? controls(request, messages) : []),
    ],
  };
}

function assetLines(asset: Asset, { card, kindName }: Messages): Phrase {
  const mark =
    asset.verified === undefined ? '' : ` · ${asset.verified ? `✓ ${card.verified}` : card.notVerified}`;
  const linked = card.linked({
    at: asset.linkedAt === undefined ? null : Math.max(0, Date.parse(asset.linkedAt)),
    by: asset.linkedBy === undefined ? null : outside(asset.linkedBy, cut.person),
    zcaId: asset.zcaId === undefined ? null : outside(asset.zcaId, cut.person),
  });
  const facts = phrase`${bold(shownName(asset, cut.name))}\n${kindName(asset.kind)} · ${code(asset.id)}${mark}`;
  return linked === null ? facts : phrase`${facts}\n${linked}`;
}

function pendingLines(request: Pending, policy: Policy, { card }: Messages): Phrase[] {
  return [
    ...(request.more === 0 ? [] : [card.more(request.more, request.kind)]),
    card.effect(request.kind, request.chosen.length || request.assets.length),
    card.approvers(policy.approvers, policy.allowSelfApproval),
  ];
}

function controls(request: Pending, messages: Messages): types.KnownBlock[] {
  return [...(request.assets.length > 1 ? [checkboxes(request, messages)] : []), buttons(request, messages)];
}

function checkboxes(request: Pending, { card }: Messages): types.KnownBlock {
  const options = request.assets.map((asset) => ({
    value: asset.id,
    text: plain(shownName(asset, limits.optionText)),
    description: plain(asset.id),
  }));
  const ticked = options.filter(({ value }) => request.chosen.includes(value));
  return {
    type: 'section',
    block_id: blockIdOf('choose', request),
    text: plain(card.choose),
    accessory: {
      type: 'checkboxes',
      action_id: actionIds.choose,
      options,
      ...(ticked.length === 0 ? {} : { initial_options: ticked }),
    },
  };
}

function buttons(request: Pending, { card }: Messages): types.KnownBlock {
  const { sure } = card;
  const chosen = chosenAssets(request);
  return {
    type: 'actions',
    block_id: blockIdOf('decide', request),
    elements: [
      {
        type: 'button',
        action_id: actionIds.approve,
        value: request.id,
        style: 'danger',
        text: plain(card.confirm(chosen.length)),
        confirm: {
          title: plain(sure.title),
          text: plain(
            shorten(
              sure.text(
                chosen.map((asset) => ({ ...asset, name: outside(asset.name, cut.person) })),
                request.kind,
              ),
              limits.confirmText,
            ),
          ),
          confirm: plain(sure.confirm),
          deny: plain(sure.deny),
          style: 'danger',
        },
      },
      { type: 'button', action_id: actionIds.cancel, value: request.id, text: plain(card.cancel) },
    ],
  };
}

function plain(text: string): types.PlainTextElement {
  return { type: 'plain_text', text, emoji: false };
}
