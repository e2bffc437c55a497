import { endToShow, type Request } from '../core/request/request.js';
import type { UnreportedEnd } from '../flow/ports/store.js';

/** A request's end as a member of the unreported ends; empty when it has none to report. */
export function unreportedEndOf(request: Request): string {
  const round = endToShow(request);
  return round === null ? '' : unreportedEndText({ requestId: request.id, round });
}

/** An end as a member of the unreported ends. */
export function unreportedEndText({ requestId, round }: UnreportedEnd): string {
  return `${requestId} ${round}`;
}

/** Reads a member of the unreported ends. */
export function parseUnreportedEnd(text: string): UnreportedEnd {
  const [requestId = '', round] = text.split(' ');
  return { requestId, round: Number(round) };
}
