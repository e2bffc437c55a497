import type { types } from '@slack/bolt';
import type { Asset } from '../../../../core/asset/asset.js';
import { assetsInOrder, matchInSteps } from '../../../../core/matching/match.js';
import { fold } from '../../../../core/text/normalize.js';
import { displayName } from '../../messages/display-name.js';
import { limits } from '../../messages/limits.js';
import { plainTextObject } from '../../messages/plain-text.js';

/** Slack shows no more options than this, and none when it gets more. */
const maxOptions = 100;

/**
 * The picker's options for the text typed so far: matches as a command would find them, or the closest assets if there
 * are none. Before anything is typed: all assets, by name. In steps.
 */
export function* assetOptions(
  typed: string,
  linked: readonly Asset[],
): Generator<void, types.PlainTextOption[]> {
  const found = yield* fold(typed) === '' ? assetsInOrder(linked) : matching(typed, linked);
  return found.slice(0, maxOptions).map((asset) => ({
    text: plainTextObject(displayName(asset, limits.optionText)),
    description: plainTextObject(asset.id),
    value: asset.id,
  }));
}

function* matching(typed: string, linked: readonly Asset[]): Generator<void, readonly Asset[]> {
  const [match] = yield* matchInSteps([typed], linked);
  if (match?.type === 'exact') return [match.asset];
  return (match?.type === 'some' ? match.assets : match?.closest) ?? [];
}
