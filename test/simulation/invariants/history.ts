import type { Policies } from '../../../src/core/request/policy.js';
import type { World } from '../world.js';

/**
 * A stretch of a schedule; anything true at any moment of it may have guided a decision. Times are
 * in milliseconds since the epoch.
 */
export interface Stretch {
  readonly from: number;
  readonly toStep: number;
}

/** The policies that the bot followed in a stretch. */
export function policiesIn({ from, toStep }: Stretch, { policies }: World): readonly Policies[] {
  return policies
    .filter(({ step }, at) => step <= toStep && (policies[at + 1]?.at ?? Number.POSITIVE_INFINITY) >= from)
    .map(({ what }) => what);
}

/** True if a person was in a group at any moment of a stretch. */
export function wasIn(group: string, person: string, { from, toStep }: Stretch, world: World): boolean {
  let isIn = world.scenario.groups[group]?.includes(person) ?? false;
  let was = isIn;
  for (const { step, at, what } of world.events) {
    if (step > toStep) break;
    if (what.type === 'leaves' && what.group === group && what.person === person) isIn = false;
    if (what.type === 'enters' && what.group === group && what.person === person) isIn = true;
    was = at < from ? isIn : was || isIn;
  }
  return was;
}
