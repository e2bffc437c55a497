import type { Asset } from '../../../core/asset/asset.js';
import { code, type RichText, richText } from '../../../core/messages/rich-text.js';
import type { Messages } from '../../../i18n/messages.js';
import { maxLengths, untrustedText } from './limits.js';

/** All that the ZCA says of an asset except its name: what it is and how it is linked, one line each. */
export function assetFacts(asset: Asset, { card }: Messages): RichText[] {
  const mark =
    asset.verified === undefined ? '' : ` · ${asset.verified ? `✓ ${card.verified}` : card.notVerified}`;
  const linked = card.linked({
    at: asset.linkedAt === undefined ? null : Math.max(0, Date.parse(asset.linkedAt)),
    by: asset.linkedBy === undefined ? null : untrustedText(asset.linkedBy, maxLengths.person),
    zcaId: asset.zcaId === undefined ? null : untrustedText(asset.zcaId, maxLengths.person),
  });
  const what = richText`${card.kind(asset.kind)} · ${code(asset.id)}${mark}`;
  return linked === null ? [what] : [what, linked];
}
