import { assetKey, type Kind, type ZcaAsset } from './asset.js';

interface Ghost {
  readonly asset: ZcaAsset;
  readsLeft: number;
}

/** The linked assets, and the unlinked ones that reads still show (ghosts, for `stale_read`). */
export class AssetRegister {
  readonly #linked = new Map<string, ZcaAsset>();
  readonly #ghosts = new Map<string, Ghost>();
  readonly #gone = new Map<string, ZcaAsset>();

  constructor(assets: readonly ZcaAsset[]) {
    for (const asset of assets) this.link(asset);
  }

  /** The assets that are really linked, without ghosts. */
  linked(): ZcaAsset[] {
    return [...this.#linked.values()];
  }

  find(kind: string, id: string): ZcaAsset | null {
    return this.#linked.get(assetKey(kind, id)) ?? null;
  }

  /** Links an asset, or replaces one that is already linked. */
  link(asset: ZcaAsset): void {
    const key = assetKey(asset.kind, asset.id);
    this.#ghosts.delete(key);
    this.#gone.delete(key);
    this.#linked.set(key, asset);
  }

  /** Removes the link; returns whether there was one. */
  remove(kind: Kind, id: string): boolean {
    const key = assetKey(kind, id);
    const asset = this.#linked.get(key);
    if (asset !== undefined) this.#gone.set(key, asset);
    return this.#linked.delete(key);
  }

  /** Assets that were unlinked and not linked again. */
  gone(): ZcaAsset[] {
    return [...this.#gone.values()];
  }

  /** Removes the link but shows it for the next `reads` reads or list pages it belongs to. */
  removeButShow(asset: ZcaAsset, reads: number): void {
    this.remove(asset.kind, asset.id);
    if (reads > 0) this.#ghosts.set(assetKey(asset.kind, asset.id), { asset, readsLeft: reads });
  }

  /** The asset as a read shows it: linked, or a ghost that has reads left. */
  show(kind: Kind, id: string): ZcaAsset | null {
    return this.find(kind, id) ?? this.#spendGhost(assetKey(kind, id));
  }

  /** One page of the list as a caller sees it: up to `limit` assets after `cursor`, in key order. */
  page(query: { kind?: Kind; after?: string; limit: number }): { assets: ZcaAsset[]; more: boolean } {
    // Key order: an unlink between two pages never makes the next page skip an asset.
    const keys = [...this.#linked.keys(), ...this.#ghosts.keys()]
      .filter((key) => query.kind === undefined || key.startsWith(`${query.kind}:`))
      .filter((key) => query.after === undefined || key > query.after)
      .sort();
    const assets = keys.slice(0, query.limit).map((key) => this.#linked.get(key) ?? this.#spendGhost(key));
    return { assets: assets.filter((asset) => asset !== null), more: keys.length > query.limit };
  }

  #spendGhost(key: string): ZcaAsset | null {
    const ghost = this.#ghosts.get(key);
    if (ghost === undefined) return null;
    ghost.readsLeft -= 1;
    if (ghost.readsLeft === 0) this.#ghosts.delete(key);
    return ghost.asset;
  }
}
