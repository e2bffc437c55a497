import { type AssetKind, assetKinds } from '../asset/asset.js';
import type { PolicyRule } from './policy.js';

/** A kind of asset in a channel; together they select the rules that apply. */
export interface PolicyPlace {
  readonly kind: AssetKind;
  /** Empty: any channel that no rule names. */
  readonly channel: string;
}

/**
 * Every place where the rules may yield a different policy: each kind, in each channel they name and in any other.
 */
export function policyPlaces(rules: readonly Pick<PolicyRule, 'channel'>[]): readonly PolicyPlace[] {
  const channels = new Set(['', ...rules.flatMap(({ channel }) => channel ?? [])]);
  return assetKinds.flatMap((kind) => [...channels].map((channel) => ({ kind, channel })));
}
