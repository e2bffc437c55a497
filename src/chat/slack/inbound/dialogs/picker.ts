import type { types } from '@slack/bolt';
import type { Asset } from '../../../../core/asset/asset.js';
import { matchAssets } from '../../../../core/matching/match.js';
import { fold } from '../../../../core/text/normalize.js';
import { displayName } from '../../messages/display-name.js';
import { limits } from '../../messages/limits.js';
import { plainTextObject } from '../../messages/plain-text.js';

/** Slack shows no more options than this, and none at all when it is given more. */
const maxOptions = 100;

/**
 * What the picker offers for what was typed so far: as a command would match it, with the closest ones where nothing
 * matches; everything, by name, before anything is typed.
 */
export function assetOptions(typed: string, linked: readonly Asset[]): types.PlainTextOption[] {
  const inOrder = byName(linked);
  const found = fold(typed) === '' ? inOrder : matching(typed, inOrder);
  return found.slice(0, maxOptions).map((asset) => ({
    text: plainTextObject(displayName(asset, limits.optionText)),
    description: plainTextObject(asset.id),
    value: asset.id,
  }));
}

function matching(typed: string, linked: readonly Asset[]): readonly Asset[] {
  const match = matchAssets(typed, linked);
  if (match.type === 'exact') return [match.asset];
  return match.type === 'some' ? match.assets : match.closest;
}

/** Somebody who types asks again at each letter, mostly of the very same list. */
const ordered = new WeakMap<readonly Asset[], readonly Asset[]>();

/**
 * By folded name, then id, as matches are ordered. Each name is folded once; matching, which folds at every comparison,
 * compares far less when what it sorts is in order already.
 */
function byName(linked: readonly Asset[]): readonly Asset[] {
  const known = ordered.get(linked);
  if (known !== undefined) return known;
  const inOrder = linked
    .map((asset) => ({ asset, key: `${fold(asset.name)}\u0000${asset.id}` }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ asset }) => asset);
  ordered.set(linked, inOrder);
  return inOrder;
}
