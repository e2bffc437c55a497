import { beginningInWords } from './in-words.js';
import type { Violation } from './invariants/violation.js';
import type { World } from './world.js';

/** The events of a schedule, in words: acts, messages, cards, effects, and the broken promises. */
export function storyOf(world: World, violations: readonly Violation[]): string {
  const broken = violations.map(({ invariant, what }) => `  invariant ${invariant}: ${what}`);
  return [world.scenario.name, ...beginningInWords(world.scenario), ...(world.story ?? []), ...broken].join(
    '\n',
  );
}
