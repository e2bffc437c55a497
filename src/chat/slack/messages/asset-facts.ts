import type { Asset } from '../../../core/asset/asset.js';
import { code, type Phrase, phrase } from '../../../core/messages/rich-text.js';
import type { Messages } from '../../../i18n/messages.js';
import { cut, outside } from './limits.js';

/** What an asset is, and how it is linked, on a line each: all that the ZCA says of it but the name. */
export function assetFacts(asset: Asset, { card }: Messages): Phrase[] {
  const mark =
    asset.verified === undefined ? '' : ` · ${asset.verified ? `✓ ${card.verified}` : card.notVerified}`;
  const linked = card.linked({
    at: asset.linkedAt === undefined ? null : Math.max(0, Date.parse(asset.linkedAt)),
    by: asset.linkedBy === undefined ? null : outside(asset.linkedBy, cut.person),
    zcaId: asset.zcaId === undefined ? null : outside(asset.zcaId, cut.person),
  });
  const what = phrase`${card.kind(asset.kind)} · ${code(asset.id)}${mark}`;
  return linked === null ? [what] : [what, linked];
}
