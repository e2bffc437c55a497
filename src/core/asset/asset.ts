/**
 * Glossary. *asset*: an Official Account (OA) or an app linked to a Zalo Cloud Account (ZCA), which pays for it. OA
 * ids and app ids look alike, so an asset is always named by kind and id.
 */

export const assetKinds = ['oa', 'app'] as const;
export type AssetKind = (typeof assetKinds)[number];

export interface Asset {
  readonly kind: AssetKind;
  /** Digits in a string: ids have up to 20 digits and do not fit a JS number. */
  readonly id: string;
  readonly name: string;
  /** Absent if the ZCA does not say. */
  readonly verified?: boolean;
  /** ISO 8601; absent if the ZCA does not say. */
  readonly linkedAt?: string;
  readonly linkedBy?: string;
  readonly zcaId?: string;
}

/** `oa:4318093042839471234`: the key of an asset throughout the bot. */
export type AssetKey = `${AssetKind}:${string}`;

export function assetKey(asset: Pick<Asset, 'kind' | 'id'>): AssetKey {
  return `${asset.kind}:${asset.id}`;
}

/**
 * True if the newer reading states a fact the older one lacked, which approvers of the older one have not seen.
 */
export function saysMore(before: Asset, now: Asset): boolean {
  const facts = ['verified', 'linkedAt', 'linkedBy', 'zcaId'] as const;
  return facts.some((fact) => before[fact] === undefined && now[fact] !== undefined);
}

/**
 * True if both readings show the same link with the same facts. A fact missing from either reading is not
 * compared.
 */
export function isSameLink(a: Asset, b: Asset): boolean {
  const differs = <T>(one: T | undefined, other: T | undefined) =>
    one !== undefined && other !== undefined && one !== other;
  return (
    a.name === b.name &&
    !differs(a.verified, b.verified) &&
    !differs(a.zcaId, b.zcaId) &&
    !differs(a.linkedAt, b.linkedAt) &&
    !differs(a.linkedBy, b.linkedBy)
  );
}
