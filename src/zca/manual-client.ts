import type { Asset, AssetKind } from '../core/asset/asset.js';
import type { UnlinkOrder, ZcaClient } from '../flow/ports/zca.js';

/** The list of linked assets that people maintain. */
export interface KeptList {
  linked(kind: AssetKind): Promise<readonly Asset[]>;
  find(kind: AssetKind, id: string): Promise<Asset | null>;
}

/**
 * Lists and reads the assets that people have entered as linked; an unlink is assigned to operators, who do it in the
 * ZCA's own page. The bot cannot see that page, so it relies on their reports.
 */
export class ManualZcaClient implements ZcaClient {
  /** Each is one field of a hash, the list the whole hash: as many as a request may have. */
  readonly maxReads = 50;
  readonly #list: KeptList;

  constructor(list: KeptList) {
    this.#list = list;
  }

  list(kind: AssetKind): Promise<readonly Asset[]> {
    return this.#list.linked(kind);
  }

  read(kind: AssetKind, id: string): Promise<Asset | null> {
    return this.#list.find(kind, id);
  }

  async unlink({ kind, id, begin }: UnlinkOrder): Promise<'handed_over' | 'not_linked'> {
    if ((await this.#list.find(kind, id)) === null) return 'not_linked';
    await begin();
    return 'handed_over';
  }
}
