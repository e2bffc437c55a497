import type { Asset, AssetKind } from '../core/asset/asset.js';
import type { UnlinkOrder, ZcaClient } from '../flow/ports/zca.js';

/** The list that people keep of what is linked. */
export interface KeptList {
  linked(kind: AssetKind): Promise<readonly Asset[]>;
  find(kind: AssetKind, id: string): Promise<Asset | null>;
}

/**
 * Lists and reads what people have said is linked; an unlink is handed to operators, who do it in the ZCA's own page.
 * Nothing here can see that page: what they report is known only from them.
 */
export class ManualZcaClient implements ZcaClient {
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
