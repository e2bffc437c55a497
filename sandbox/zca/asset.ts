import { z } from 'zod';

/** The two things a ZCA can be linked to. Their ids cannot be told apart by form. */
export const Kind = z.enum(['oa', 'app'], { error: 'kind must be "oa" or "app"' });
export type Kind = z.infer<typeof Kind>;

/** A Zalo id: 15 to 20 digits, always text because 19 digits do not fit a JavaScript number. */
export const AssetId = z.string().regex(/^\d{15,20}$/, 'id must be 15 to 20 digits and nothing else');

/** One linked asset as the sandbox keeps it; optional fields are the ones a gateway may not know. */
export interface ZcaAsset {
  readonly kind: Kind;
  readonly id: string;
  readonly name: string;
  readonly verified?: boolean;
  readonly linked_at?: string;
  readonly linked_by?: string;
  readonly zca_id?: string;
  /** When set, every unlink is answered 409 with this text. Never shown by list or read. */
  readonly refusal?: string;
}

/** One linked asset as a caller sees it. */
export type WireAsset = Omit<ZcaAsset, 'refusal'> & { readonly status: 'linked' };

/** The asset as a caller may see it. */
export function toWire({ refusal: _kept, kind, id, name, ...known }: ZcaAsset): WireAsset {
  return { kind, id, name, status: 'linked', ...known };
}

/** One text that names one asset, also the order in which assets are listed. */
export function assetKey(kind: string, id: string): string {
  return `${kind}:${id}`;
}
