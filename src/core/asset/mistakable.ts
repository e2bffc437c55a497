import { mixesAlphabets, skeleton } from '../text/look-alikes.js';
import type { Asset } from './asset.js';

/** Assets that people may confuse by name; they should compare ids. */
export interface Mistakable {
  /** Another listed asset has a name that looks the same. */
  readonly alike: readonly Asset[];
  /** The name mixes alphabets. */
  readonly mixed: readonly Asset[];
}

export function mistakable(listed: readonly Asset[]): Mistakable {
  const count = new Map<string, number>();
  const skeletons = listed.map(({ name }) => skeleton(name));
  for (const each of skeletons) count.set(each, (count.get(each) ?? 0) + 1);
  return {
    alike: listed.filter((_, index) => (count.get(skeletons[index] ?? '') ?? 0) > 1),
    mixed: listed.filter(({ name }) => mixesAlphabets(name)),
  };
}
