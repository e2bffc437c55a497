import { z } from 'zod';
import { assetKinds } from '../core/asset/asset.js';
import { canonicalForm } from '../core/asset/canonical-form.js';

/**
 * An asset as read from Redis; fields of a newer version of the bot are kept. Older versions stored facts as they were
 * spelled, so the schema normalises them here too: later readings are compared with stored ones.
 */
export const assetRecord = z
  .looseObject({
    kind: z.enum(assetKinds),
    id: z.string(),
    name: z.string(),
    verified: z.boolean().exactOptional(),
    linkedAt: z.iso.datetime({ offset: true, local: true }).exactOptional(),
    linkedBy: z.string().exactOptional(),
    zcaId: z.string().exactOptional(),
  })
  .transform(canonicalForm);
