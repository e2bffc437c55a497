import { momentOf, momentText } from '../../shared/viet-nam-time.js';
import { printable } from '../text/normalize.js';
import type { Asset } from './asset.js';

/**
 * The same fact in the same text, whoever says it: names in one Unicode form (NFC), with single blanks and nothing invisible;
 * moments in whole seconds at UTC+7. What is told apart afterwards is another fact, and no other spelling.
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

/** What is no moment stays as it is. */
function canonicalMoment(moment: string): string {
  const at = momentOf(moment);
  return at === null ? moment : momentText(at);
}
