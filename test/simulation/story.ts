import { beginningInWords } from './in-words.js';
import type { Violation } from './invariants/violation.js';
import type { World } from './world.js';

/** What happened in a schedule, in words: who did what, what was told, shown and done, and which promise broke. */
export function storyOf(world: World, violations: readonly Violation[]): string {
  const broken = violations.map(({ invariant, what }) => `  invariant ${invariant}: ${what}`);
  return [world.scenario.name, ...beginningInWords(world.scenario), ...(world.story ?? []), ...broken].join(
    '\n',
  );
}
