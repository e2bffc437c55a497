import { mixesAlphabets, skeleton } from '../text/look-alikes.js';
import type { Asset } from './asset.js';

/** Assets that a person would take for others by their names: go by their ids. */
export interface Mistakable {
  /** Listed together with another whose name looks the same. */
  readonly alike: readonly Asset[];
  /** With a name that mixes alphabets. */
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
