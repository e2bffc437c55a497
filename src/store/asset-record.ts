import { z } from 'zod';
import { assetKinds } from '../core/asset.js';

/** An asset as it is read back from Redis; fields of a newer version of the bot are kept. */
export const assetRecord = z.looseObject({
  kind: z.enum(assetKinds),
  id: z.string(),
  name: z.string(),
  verified: z.boolean().exactOptional(),
  linkedAt: z.iso.datetime({ offset: true, local: true }).exactOptional(),
  linkedBy: z.string().exactOptional(),
  zcaId: z.string().exactOptional(),
});
