import { z } from 'zod';
import { type Answer, failure, invalid, success } from './answer.js';
import { AssetId, Kind, toWire } from './asset.js';
import type { AssetRegister } from './asset-register.js';

/** The asset named in an address. */
export const AssetAddress = z.object({ kind: Kind, id: AssetId });
export type AssetAddress = z.infer<typeof AssetAddress>;

/** 404 / -404: the asset is not linked to the ZCA. */
export function notLinked({ kind, id }: AssetAddress): Answer {
  return failure(404, -404, `${kind} ${id} is not linked to this ZCA`);
}

/** Answers with one asset, if it is linked. */
export function readAsset(address: unknown, register: AssetRegister): Answer {
  const asked = AssetAddress.safeParse(address);
  if (!asked.success) return invalid(asked.error);
  const asset = register.show(asked.data.kind, asked.data.id);
  return asset === null ? notLinked(asked.data) : success(toWire(asset));
}
