import { manualTaskOf } from './manual-task.js';
import { decisionOf, hasCard, type Request } from './request.js';

/**
 * True if the stored request includes this click. An older version of the bot stored no verdict for the clicks it
 * counted; a repeat of such a click is recognised only this way.
 */
export function isCounted(request: Request, press: string): boolean {
  if (!hasCard(request)) return false;
  const retries = 'retries' in request ? request.retries : [];
  const stops = 'stop' in request && request.stop !== null ? [request.stop] : [];
  const decision = decisionOf(request);
  const counted = [...request.approvals, ...retries, ...stops, ...(decision === null ? [] : [decision])];
  if (manualTaskOf(request).presses.includes(press)) return true;
  return request.withdrawn.includes(press) || counted.some((each) => each.press === press);
}
