import { z } from 'zod';
import { assetKinds } from '../core/asset/asset.js';
import { canonicalForm } from '../core/asset/canonical-form.js';

/**
 * An asset as it is read back from Redis; fields of a newer version of the bot are kept. Older versions stored facts as they
 * were spelled, so they are brought into one form here too: what is read now is compared with what was stored then.
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
