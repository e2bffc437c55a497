import { AssetId, type Kind, type ZcaAsset } from '../asset.js';
import type { AssetRegister } from '../asset-register.js';
import { isVirtual } from './drawing.js';
import type { Manners } from './manners.js';

/** The real console shows this many rows per page. */
export const rowsPerPage = 10;

export interface Rows {
  readonly assets: readonly ZcaAsset[];
  readonly page: number;
  readonly pages: number;
  /** The number of rows on all pages. */
  readonly count: number;
}

/**
 * One page of the linked assets as the console shows them. `load` counts the loads, for a list whose order keeps
 * changing.
 */
export function rowsOf(
  register: AssetRegister,
  query: { readonly kind: Kind; readonly search: string; readonly page: number },
  manners: Manners,
  load: number,
): Rows {
  const linked = register.linked().filter(({ kind }) => kind === query.kind);
  const twins = linked.filter(({ id }) => id === manners.twin);
  const all = [...linked, ...twins].filter((asset) => matches(asset, query.search, manners));
  if (manners.moves === 'on_load' && load % 2 === 0) all.reverse();
  const rowsAPage = isVirtual(manners.drawing) ? Math.max(1, all.length) : rowsPerPage;
  const pages = Math.max(1, Math.ceil(all.length / rowsAPage));
  const page = Math.min(Math.max(1, query.page), pages);
  const first = (page - 1) * rowsAPage;
  return { assets: all.slice(first, first + rowsAPage), page, pages, count: all.length };
}

/** The id as the page shows it. */
export function shownId(id: string, { zeroWidth }: Manners): string {
  return zeroWidth ? `\u200b${id.slice(0, 6)}\u200b${id.slice(6)}\ufeff` : id;
}

/** Official Accounts that are not linked, for the second table. */
export function unlinkedOas(register: AssetRegister): readonly ZcaAsset[] {
  const never = neverLinked.filter(({ kind, id }) => register.find(kind, id) === null);
  return [...register.gone().filter(({ kind }) => kind === 'oa'), ...never];
}

/** Made up, like the whole seed. */
const neverLinked: readonly ZcaAsset[] = [
  { kind: 'oa', id: '2290017733841956021', name: 'Cửa hàng Điện thoại Sài Gòn 2', verified: true },
  { kind: 'oa', id: '6120988427734150067', name: 'Quán Cơm tấm Cô Ba', verified: false },
];

function matches(asset: ZcaAsset, search: string, { deafSearch }: Manners): boolean {
  if (search === '') return true;
  if (deafSearch) return false;
  return AssetId.safeParse(search).success || /^\d+$/.test(search)
    ? asset.id.includes(search)
    : fold(asset.name).includes(fold(search));
}

function fold(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
