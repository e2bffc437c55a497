import { z } from 'zod';
import { type Answer, badRequest, invalid, success } from './answer.js';
import { assetKey, Kind, toWire, type ZcaAsset } from './asset.js';
import type { AssetRegister } from './asset-register.js';

const limitWords = 'must be a whole number from 1 to 100';
const defaultLimit = 50;

const ListQuery = z.object({
  kind: Kind.exactOptional(),
  cursor: z.string().exactOptional(),
  limit: z
    .string()
    .regex(/^\d{1,3}$/, limitWords)
    .transform(Number)
    .pipe(z.int().min(1, limitWords).max(100, limitWords))
    .default(defaultLimit),
});

/** Answers one page of the linked assets. `loopTo` (a fault) starts again at the front and says there is more. */
export function listAssets(query: URLSearchParams, register: AssetRegister, loopTo?: string): Answer {
  const asked = ListQuery.safeParse(Object.fromEntries(query));
  if (!asked.success) return invalid(asked.error);
  const { kind, cursor, limit } = asked.data;
  const after = loopTo === undefined && cursor !== undefined ? decodeCursor(cursor) : undefined;
  if (after === null) return badRequest('cursor: not one this server gave out; start again without it');
  const { assets, more } = register.page({ ...(kind && { kind }), ...(after && { after }), limit });
  return success({ items: assets.map(toWire), next_cursor: loopTo ?? (more ? encodeCursor(assets) : null) });
}

function encodeCursor(assets: readonly ZcaAsset[]): string | null {
  const last = assets.at(-1);
  return last === undefined ? null : Buffer.from(assetKey(last.kind, last.id)).toString('base64url');
}

function decodeCursor(cursor: string): string | null {
  const key = Buffer.from(cursor, 'base64url').toString();
  return /^(oa|app):\d{15,20}$/.test(key) ? key : null;
}
