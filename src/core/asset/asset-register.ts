import { type Asset, type AssetKey, assetKey, isSameLink } from './asset.js';

/**
 * *register*: the list of assets that people maintain when no ZCA can be queried. An entry records what people have
 * told the bot. Times are milliseconds since the epoch.
 */
export interface RegisterEntry {
  readonly asset: Asset;
  /** When the register first listed it as linked. */
  readonly since: number;
  /** Set when an operator reported it unlinked. */
  readonly gone: { readonly by: string; readonly at: number; readonly requestId: string } | null;
}

/** The effect of an import. */
export interface RegisterDifferences {
  /** New to the register, or listed again after it was unlinked. */
  readonly added: readonly Asset[];
  /** In the register but not in the file. */
  readonly removed: readonly Asset[];
  readonly changed: readonly { readonly before: Asset; readonly asset: Asset }[];
  readonly unchanged: number;
}

/** Compares the register with a file that lists everything linked. */
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

/**
 * The register after an import. Entries that operators unlinked are kept for lookup unless the file links them again.
 */
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

/** A fact that only one of them has also counts as a difference, because approvers see it. */
function isTheSame(a: Asset, b: Asset): boolean {
  const facts = ({ verified, linkedAt, linkedBy, zcaId }: Asset) =>
    JSON.stringify([verified ?? null, linkedAt ?? null, linkedBy ?? null, zcaId ?? null]);
  return isSameLink(a, b) && facts(a) === facts(b);
}
