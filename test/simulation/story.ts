import type { Violation } from './invariants/violation.js';
import type { World } from './world.js';

/** What happened in a schedule, in words: who did what, what was told, shown and done, and which promise broke. */
export function storyOf(world: World, violations: readonly Violation[]): string {
  const broken = violations.map(({ invariant, what }) => `  invariant ${invariant}: ${what}`);
  const { linked, groups, policies } = world.scenario;
  const { approvals, stopWindowMs, approvers } = policies.base;
  return [
    world.scenario.name,
    `  linked: ${linked.map(({ id, name }) => `${id} “${name}”`).join(', ')}`,
    `  approvers: ${approvers.join(', ')} (${Object.entries(groups).map(([group, people]) => `${group}: ${people.join(', ')}`)}), ${approvals} needed, stop window ${stopWindowMs} ms`,
    ...(world.story ?? []),
    ...broken,
  ].join('\n');
}
