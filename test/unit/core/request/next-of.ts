import type { Request } from '../../../../src/core/request/request.js';
import type { Transition } from '../../../../src/core/request/transition.js';

/** The request a transition led to; a refusal here means that the test itself is wrong. */
export function nextOf(transition: Transition<unknown>): Request {
  if ('next' in transition) return transition.next;
  throw new Error(`refused: ${JSON.stringify(transition.refused)}`);
}
