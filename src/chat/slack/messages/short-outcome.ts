import type { LinkedAnew, Outcome, ZaloSide } from '../../../core/request/outcome.js';
import { maxLengths, untrustedText } from './limits.js';
import { shortCause } from './short-cause.js';

/** An outcome whose texts from a server or the policy, which can be of any length, are cut to `most` characters. */
export function shortOutcome(outcome: Outcome, most: number): Outcome {
  if (outcome.type === 'refused' || outcome.type === 'protected')
    return { ...outcome, message: untrustedText(outcome.message, most) };
  if (outcome.type === 'changed') return { ...outcome, ...shortAnew(outcome, most) };
  if (outcome.type === 'unknown' && outcome.linkedAnew !== undefined)
    return { ...outcome, linkedAnew: shortAnew(outcome.linkedAnew, most) };
  if ('zalo' in outcome && outcome.zalo?.type === 'shown')
    return { ...outcome, zalo: shortZalo(outcome.zalo) };
  return 'cause' in outcome ? { ...outcome, cause: shortCause(outcome.cause) } : outcome;
}

function shortAnew({ nameNow }: LinkedAnew, most: number): LinkedAnew {
  return { nameNow: nameNow === null ? null : untrustedText(nameNow, Math.min(most, maxLengths.name)) };
}

function shortZalo(side: Extract<ZaloSide, { type: 'shown' }>): ZaloSide {
  const { before, now } = side;
  return {
    ...side,
    before: before === null ? null : untrustedText(before, maxLengths.person),
    now: untrustedText(now, maxLengths.person),
  };
}
