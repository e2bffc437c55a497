import type { types } from '@slack/bolt';
import type { Asset } from '../../../core/asset/asset.js';
import { mistakable } from '../../../core/asset/mistakable.js';
import { assetsToVerify, lastDigits } from '../../../core/request/asset-rules.js';
import type { Policy } from '../../../core/request/policy.js';
import type { Pending } from '../../../core/request/request.js';
import type { Messages } from '../../../i18n/messages.js';
import { actionIds } from './card-controls.js';
import { displayName } from './display-name.js';
import { limits, shorten, untrustedText } from './limits.js';
import { plainTextObject } from './plain-text.js';
import { paragraph, richTextBlock } from './rich-text.js';

/**
 * The most boxes that Slack shows in one group (docs.slack.dev/reference/block-kit/block-elements/checkboxes-element).
 */
const boxesInGroup = 10;

/** How much of a list is ticked. */
export function tickedOf({ assets, chosen }: Pending): 'none' | 'some' | 'all' {
  if (chosen.length === 0) return 'none';
  return chosen.length === assets.length ? 'all' : 'some';
}

/** The box that ticks one asset, placed under its facts. `index`: the asset's place in the list. */
export function boxOf(asset: Asset, index: number, request: Pending, { card }: Messages): types.KnownBlock {
  const digits = tellingDigits(asset, request.assets);
  const text = plainTextObject(shorten(card.tick(request.kind, digits), limits.optionText));
  return {
    type: 'actions',
    block_id: blockId(request, index),
    elements: [boxes([{ value: asset.id, text }], request)],
  };
}

/** The fewest last digits of an id, four at least, with which no other listed asset ends. */
function tellingDigits(asset: Asset, listed: readonly Asset[]): string {
  const others = listed.filter(({ id }) => id !== asset.id);
  const lengths = Array.from({ length: asset.id.length }, (_, index) => index + 1);
  const length = lengths.find(
    (each) =>
      each >= lastDigits(asset).length && !others.some(({ id }) => id.endsWith(asset.id.slice(-each))),
  );
  return asset.id.slice(-(length ?? asset.id.length));
}

/** The boxes of a list too long for a paragraph per asset: each asset's facts are beside its box. */
export function boxGroups(request: Pending, policy: Policy, messages: Messages): types.KnownBlock[] {
  const { alike, mixed } = mistakable(request.assets);
  const unclear = new Set([...alike, ...mixed]);
  const most = Math.min(limits.optionText, Math.floor(limits.factsOfMany / request.assets.length));
  const options = request.assets.map((asset) => ({
    value: asset.id,
    // Slack counts ticked options twice and would reject a long list with full names.
    text: plainTextObject(displayName(asset, limits.optionTextOfMany)),
    description: plainTextObject(
      briefFacts(asset, { policy, isUnclear: unclear.has(asset) }, most, messages),
    ),
  }));
  const groups = Array.from({ length: Math.ceil(options.length / boxesInGroup) }, (_, index) =>
    options.slice(index * boxesInGroup, (index + 1) * boxesInGroup),
  );
  return [
    richTextBlock(paragraph([{ text: messages.card.choose(tickedOf(request)) }])),
    ...groups.map((group, index) => ({
      type: 'actions' as const,
      block_id: blockId(request, index),
      elements: [boxes(group, request)],
    })),
  ];
}

/** The id, then as many whole facts as fit, the most important first. */
function briefFacts(
  asset: Asset,
  { policy, isUnclear }: { readonly policy: Policy; readonly isUnclear: boolean },
  most: number,
  { card }: Messages,
): string {
  const { brief, verified, notVerified } = card;
  const { linkedAt, linkedBy } = asset;
  const isHeavy =
    assetsToVerify({ ...policy, heavy: { ...policy.heavy, moreThan: null } }, [asset]).length > 0;
  const facts = [
    ...(isUnclear ? [brief.alike] : []),
    ...(isHeavy ? [brief.heavy] : []),
    ...(asset.verified === undefined ? [] : [asset.verified ? `✓ ${verified}` : notVerified]),
    ...(linkedAt === undefined ? [] : [brief.since(Math.max(0, Date.parse(linkedAt)))]),
    ...(linkedBy === undefined ? [] : [brief.by(untrustedText(linkedBy, limits.personOfMany))]),
  ];
  return facts.reduce((said, fact) => {
    const longer = `${said} · ${fact}`;
    return longer.length > most ? said : longer;
  }, asset.id);
}

function boxes(options: types.PlainTextOption[], { chosen }: Pending): types.Checkboxes {
  const ticked = options.filter(({ value = '' }) => chosen.includes(value));
  return {
    type: 'checkboxes',
    action_id: actionIds.choose,
    options,
    ...(ticked.length === 0 ? {} : { initial_options: ticked }),
  };
}

function blockId({ id, listRevision }: Pending, index: number): string {
  return `choose/${id}/${listRevision}/${index}`;
}
