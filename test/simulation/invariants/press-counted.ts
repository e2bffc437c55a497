import type { Press } from '../../../src/core/command/submitted-command.js';
import { hasCard, type Request } from '../../../src/core/request/request.js';
import type { Recorded } from '../memory-store.js';
import type { World } from '../world.js';

/** The change in which a press took effect; undefined if it never did. */
export function countedBy(press: Press, { shelf }: World): Recorded | undefined {
  return shelf.recorded.find(({ before, next, press: by }) => {
    if (next === null || next.id !== press.requestId) return false;
    if (press.action.type === 'choose' || press.action.type === 'take_back') return by === press.press;
    return pressesIn(next).includes(press.press) && !pressesIn(before).includes(press.press);
  });
}

/** The presses that decide a request in its current state. */
function pressesIn(request: Request | null): readonly string[] {
  if (request === null || !hasCard(request)) return [];
  const decisions = [
    ...request.approvals,
    ...('decision' in request ? [request.decision] : []),
    ...('retries' in request ? request.retries : []),
    ...('stop' in request && request.stop !== null ? [request.stop] : []),
  ];
  return decisions.map(({ press }) => press);
}
