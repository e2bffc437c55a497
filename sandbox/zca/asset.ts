import { z } from 'zod';

/** The two kinds of asset a ZCA links. Their ids look alike. */
export const Kind = z.enum(['oa', 'app'], { error: 'kind must be "oa" or "app"' });
export type Kind = z.infer<typeof Kind>;

/** A Zalo id: 15 to 20 digits. It is text because a JavaScript number cannot hold 19 digits. */
export const AssetId = z.string().regex(/^\d{15,20}$/, 'id must be 15 to 20 digits and nothing else');

/** One linked asset as the sandbox stores it. A gateway may not know the optional fields. */
export interface ZcaAsset {
  readonly kind: Kind;
  readonly id: string;
  readonly name: string;
  readonly verified?: boolean;
  readonly linked_at?: string;
  readonly linked_by?: string;
  readonly zca_id?: string;
  /** When set, every unlink is answered 409 with this text. List and read never show it. */
  readonly refusal?: string;
}

/** One linked asset as a caller sees it. */
export type WireAsset = Omit<ZcaAsset, 'refusal'> & { readonly status: 'linked' };

/** Leaves out what a caller may not see. */
export function toWire({ refusal: _kept, kind, id, name, ...known }: ZcaAsset): WireAsset {
  return { kind, id, name, status: 'linked', ...known };
}

/** A text that identifies one asset; lists are sorted by it. */
export function assetKey(kind: string, id: string): string {
  return `${kind}:${id}`;
}
