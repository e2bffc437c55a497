import type { Asset } from '../asset/asset.js';
import { words } from '../text/normalize.js';
import type { Policy } from './policy.js';
import { type CardRequest, chosenAssets } from './request.js';

/** The message of the first rule that protects this asset; null if none does. */
export function protectionOf(policy: Policy, asset: Asset): string | null {
  const rule = policy.protectedAssets.find(
    ({ kind, id, name }) =>
      (kind ?? asset.kind) === asset.kind &&
      (id ?? asset.id) === asset.id &&
      (name === undefined || hasWords(asset.name, name)),
  );
  return rule?.message ?? null;
}

/**
 * The assets whose last four digits the approver types: the high-risk ones, at most `maxTyped`; if only their number
 * is high-risk, the first asset.
 */
export function assetsToVerify(policy: Policy, chosen: readonly Asset[]): readonly Asset[] {
  const { verified, names, moreThan } = policy.heavy;
  const heavy = chosen.filter(
    (asset) => (verified && asset.verified === true) || names.some((name) => hasWords(asset.name, name)),
  );
  if (heavy.length > 0) return heavy.slice(0, maxTyped);
  return moreThan !== null && chosen.length > moreThan ? chosen.slice(0, 1) : [];
}

/**
 * The same for a request, or for those `assets` of it that are retried. A dry run is harmless and needs no typing.
 */
export function assetsToVerifyFor(
  policy: Policy,
  request: CardRequest,
  assets: readonly Asset[] = chosenAssets(request),
): readonly Asset[] {
  return request.dryRun ? [] : assetsToVerify(policy, assets);
}

/** True if the last digits of each asset were typed correctly; `typed` holds them by id. */
export function areVerified(
  assets: readonly Asset[],
  typed: { readonly [id: string]: string } | undefined,
): boolean {
  return assets.every((asset) => typed?.[asset.id]?.trim() === lastDigits(asset));
}

/** True if a newer reading makes an asset high-risk that was not when confirmed: nobody has typed its digits. */
export function asksMore(policy: Policy, confirmed: Asset, now: Asset): boolean {
  return assetsToVerify(policy, [now]).length > assetsToVerify(policy, [confirmed]).length;
}

const maxTyped = 5;

/** The digits an approver types for a high-risk asset. */
export function lastDigits(asset: Asset): string {
  return asset.id.slice(-4);
}

/** True if every word of `wanted` begins a word of the text; false if `wanted` has no words. */
function hasWords(text: string, wanted: string): boolean {
  const asked = words(wanted);
  const named = words(text);
  return asked.length > 0 && asked.every((word) => named.some((part) => part.startsWith(word)));
}
