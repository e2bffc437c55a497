import { hasCard } from '../../../src/core/request/request.js';
import type { World } from '../world.js';
import { believedMs, mightApprove, mightCancel, stretchOf } from './permitted.js';
import { countedBy } from './press-counted.js';
import type { Violation } from './violation.js';

/** A press counts only if the person was allowed to make it when it was judged. */
export function* presses(world: World): Generator<Violation> {
  for (const { press } of world.acts.pressed) {
    const change = countedBy(press, world);
    const before = change?.before ?? null;
    if (change === undefined || before === null || !hasCard(before)) continue;
    const isApproval = press.action.type === 'approve' || press.action.type === 'retry';
    const might = isApproval ? mightApprove : mightCancel;
    if (!might(press.user, before, stretchOf(change, believedMs.press), world))
      yield { invariant: 1, what: `the ${press.action.type} of ${press.user} counted, who might not` };
  }
}
