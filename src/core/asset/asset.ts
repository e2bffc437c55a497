/**
 * Glossary. *asset*: an Official Account (OA) or an app linked to a Zalo Cloud Account (ZCA), the account
 * that pays for it. An OA id cannot be told from an app id by its form, so an asset is always named by both.
 */

export const assetKinds = ['oa', 'app'] as const;
export type AssetKind = (typeof assetKinds)[number];

export interface Asset {
  readonly kind: AssetKind;
  /** Digits in a string: ids have up to 20 digits and do not fit a JS number. */
  readonly id: string;
  readonly name: string;
  /** Absent where the ZCA does not say. */
  readonly verified?: boolean;
  /** ISO 8601; absent where the ZCA does not say. */
  readonly linkedAt?: string;
  readonly linkedBy?: string;
  readonly zcaId?: string;
}

/** `oa:4318093042839471234`: names one asset everywhere in the bot. */
export type AssetKey = `${AssetKind}:${string}`;

export function assetKey(asset: Pick<Asset, 'kind' | 'id'>): AssetKey {
  return `${asset.kind}:${asset.id}`;
}

/** Whether a newer reading states a fact that the one before did not: nobody who saw only that one knows of it. */
export function saysMore(before: Asset, now: Asset): boolean {
  const facts = ['verified', 'linkedAt', 'linkedBy', 'zcaId'] as const;
  return facts.some((fact) => before[fact] === undefined && now[fact] !== undefined);
}

/** Whether two readings are of the same link with the same facts; what the ZCA does not say in one of them cannot differ. */
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
