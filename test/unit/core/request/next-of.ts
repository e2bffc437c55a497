import type { Request } from '../../../../src/core/request/request.js';
import type { Transition } from '../../../../src/core/request/transition.js';

/** The request that a transition led to; a test that meets a refusal here has gone wrong earlier. */
export function nextOf(transition: Transition<unknown>): Request {
  if ('next' in transition) return transition.next;
  throw new Error(`refused: ${JSON.stringify(transition.refused)}`);
}
