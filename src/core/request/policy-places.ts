import { type AssetKind, assetKinds } from '../asset/asset.js';
import type { PolicyRule } from './policy.js';

/** A kind of asset in a channel: what decides which rules fit. */
export interface PolicyPlace {
  readonly kind: AssetKind;
  /** Empty: any channel that no rule names. */
  readonly channel: string;
}

/** Every place at which the rules can come to something else: each kind in each channel that they name, and in any other. */
export function policyPlaces(rules: readonly Pick<PolicyRule, 'channel'>[]): readonly PolicyPlace[] {
  const channels = new Set(['', ...rules.flatMap(({ channel }) => channel ?? [])]);
  return assetKinds.flatMap((kind) => [...channels].map((channel) => ({ kind, channel })));
}
