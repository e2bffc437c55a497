import type { Outcome, ZaloSide } from '../../core/outcome.js';
import { cut, outside } from './limits.js';
import { shortCause } from './short-cause.js';

/** An outcome whose words from a server or the policy, which can be of any length, have at most `most` characters. */
export function shortOutcome(outcome: Outcome, most: number): Outcome {
  if (outcome.type === 'refused' || outcome.type === 'protected')
    return { ...outcome, message: outside(outcome.message, most) };
  if (outcome.type === 'changed' && outcome.nameNow !== null)
    return { ...outcome, nameNow: outside(outcome.nameNow, Math.min(most, cut.name)) };
  if ('zalo' in outcome && outcome.zalo?.type === 'shown')
    return { ...outcome, zalo: shortZalo(outcome.zalo) };
  return 'cause' in outcome ? { ...outcome, cause: shortCause(outcome.cause) } : outcome;
}

function shortZalo(side: Extract<ZaloSide, { type: 'shown' }>): ZaloSide {
  const { before, now } = side;
  return {
    ...side,
    before: before === null ? null : outside(before, cut.person),
    now: outside(now, cut.person),
  };
}
