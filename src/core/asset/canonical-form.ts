import { momentOf, momentText } from '../../shared/viet-nam-time.js';
import { printable } from '../text/normalize.js';
import type { Asset } from './asset.js';

/**
 * Brings an asset's facts to one spelling whatever their source: text in NFC with single blanks and no invisible
 * characters; times in whole seconds at UTC+7. Any difference that remains is a different fact.
 */
export function canonicalForm<A extends Asset>(asset: A): A {
  const { name, linkedAt, linkedBy, zcaId } = asset;
  return {
    ...asset,
    name: canonicalText(name),
    ...(linkedAt === undefined ? {} : { linkedAt: canonicalMoment(linkedAt) }),
    ...(linkedBy === undefined ? {} : { linkedBy: canonicalText(linkedBy) }),
    ...(zcaId === undefined ? {} : { zcaId: canonicalText(zcaId) }),
  };
}

export function canonicalText(text: string): string {
  return printable(text).normalize('NFC');
}

/** Leaves a text that is not a time unchanged. */
function canonicalMoment(moment: string): string {
  const at = momentOf(moment);
  return at === null ? moment : momentText(at);
}
