import type { types } from '@slack/bolt';
import type { Asset } from '../../core/asset.js';
import { lastDigits } from '../../core/policy.js';
import type { Pending } from '../../core/request.js';
import type { Messages } from '../../i18n/messages.js';
import { actionIds } from './card-controls.js';
import { limits, shorten } from './limits.js';
import { plain } from './plain-text.js';
import { shownName } from './shown-name.js';

/** Slack shows at most this many boxes in one group (docs.slack.dev/reference/block-kit/block-elements/checkboxes-element). */
const boxesInGroup = 10;

/** The box to tick one asset by, to stand under all that is said of it. `index`: its place in the list. */
export function boxOf(asset: Asset, index: number, request: Pending, { card }: Messages): types.KnownBlock {
  const text = plain(shorten(card.tick(request.kind, lastDigits(asset)), limits.optionText));
  return {
    type: 'actions',
    block_id: blockId(request, index),
    elements: [boxes([{ value: asset.id, text }], request)],
  };
}

/** The boxes of a list that is too long to say more of an asset than its name and id. */
export function boxGroups(request: Pending, { card }: Messages): types.KnownBlock[] {
  const options = request.assets.map((asset) => ({
    value: asset.id,
    // Slack counts what is ticked twice; many names have to be shorter for the whole card to be taken.
    text: plain(shownName(asset, limits.optionTextOfMany)),
    description: plain(asset.id),
  }));
  const groups = Array.from({ length: Math.ceil(options.length / boxesInGroup) }, (_, index) =>
    options.slice(index * boxesInGroup, (index + 1) * boxesInGroup),
  );
  return groups.map((group, index) => {
    const block_id = blockId(request, index);
    return index === 0
      ? { type: 'section', block_id, text: plain(card.choose), accessory: boxes(group, request) }
      : { type: 'actions', block_id, elements: [boxes(group, request)] };
  });
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
