import { type Asset, type AssetKey, assetKey, isSameLink } from './asset.js';

/**
 * *register*: the list of assets that people keep where no ZCA can be asked. An entry says what is linked as far as
 * anybody has told the bot; times are milliseconds since the epoch.
 */
export interface RegisterEntry {
  readonly asset: Asset;
  /** Since when the register has it as linked. */
  readonly since: number;
  /** Set: an operator has said that it is unlinked. */
  readonly gone: { readonly by: string; readonly at: number; readonly requestId: string } | null;
}

/** What an import would change. */
export interface RegisterDifferences {
  /** Not in the register before, or gone from it. */
  readonly added: readonly Asset[];
  /** In the register and not in the file. */
  readonly removed: readonly Asset[];
  readonly changed: readonly { readonly before: Asset; readonly asset: Asset }[];
  readonly unchanged: number;
}

/** What differs between the register and the assets of a file, which is the whole list of what is linked. */
export function registerDifferences(
  register: readonly RegisterEntry[],
  wanted: readonly Asset[],
): RegisterDifferences {
  const linked = linkedIn(register);
  const kept = new Set(wanted.map(assetKey));
  const changed = wanted.flatMap((asset) => {
    const before = linked.get(assetKey(asset));
    return before === undefined || isTheSame(before, asset) ? [] : [{ before, asset }];
  });
  const added = wanted.filter((asset) => !linked.has(assetKey(asset)));
  return {
    added,
    removed: [...linked.values()].filter((asset) => !kept.has(assetKey(asset))),
    changed,
    unchanged: wanted.length - added.length - changed.length,
  };
}

/** The register after an import. What operators have unlinked stays to be looked up, unless it is linked again. */
export function importInto(
  register: readonly RegisterEntry[],
  wanted: readonly Asset[],
  at: number,
): RegisterEntry[] {
  const before = new Map(register.map((entry) => [assetKey(entry.asset), entry]));
  const imported = wanted.map((asset): RegisterEntry => {
    const entry = before.get(assetKey(asset));
    return { asset, since: entry === undefined || entry.gone !== null ? at : entry.since, gone: null };
  });
  const kept = new Set(wanted.map(assetKey));
  return [...imported, ...register.filter(({ asset, gone }) => gone !== null && !kept.has(assetKey(asset)))];
}

function linkedIn(register: readonly RegisterEntry[]): ReadonlyMap<AssetKey, Asset> {
  return new Map(register.filter(({ gone }) => gone === null).map(({ asset }) => [assetKey(asset), asset]));
}

/** Also a fact that only one of them has makes two entries differ: it is shown to approvers. */
function isTheSame(a: Asset, b: Asset): boolean {
  const facts = ({ verified, linkedAt, linkedBy, zcaId }: Asset) =>
    JSON.stringify([verified ?? null, linkedAt ?? null, linkedBy ?? null, zcaId ?? null]);
  return isSameLink(a, b) && facts(a) === facts(b);
}
