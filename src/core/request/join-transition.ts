import { lookedUp } from './lookup-transition.js';
import {
  type CardRequest,
  hasCard,
  isOpen,
  type Joined,
  type JoinedHow,
  type Joining,
  type LookingUp,
  maxOthers,
  type OtherRequester,
  type Request,
} from './request.js';
import {
  auditEntry,
  type InvalidState,
  invalidState,
  type Transition,
  withNextRevision,
} from './transition.js';

/** How a request joins an open one, seen from both; each as in `transition.ts`. */

/** Recorded before a request joins an open one, so that a run that ends in between is known to have been joined. */
export function beginJoin(request: Request, joining: Joining, at: number): Transition<InvalidState> {
  if (request.status !== 'looking_up') return invalidState(request);
  const next: LookingUp = { ...withNextRevision(request), joining };
  return { next, entry: auditEntry(next, 'joining', { by: 'bot', at }, { ...joining }) };
}

/** Ends a request in favour of the open one (`other`) that holds its asset. */
export function joinOpenRequest(
  request: Request,
  { other, how }: { readonly other: string; readonly how: JoinedHow },
  at: number,
): Transition<InvalidState> {
  if (request.status !== 'looking_up') return invalidState(request);
  const next: Joined = { ...lookedUp(request), status: 'joined', other, how, endedAt: at };
  return { next, entry: auditEntry(next, 'joined', { by: 'bot', at }, { other }) };
}

/**
 * Adds a person who asked for the same to an open request: one entry per person, with all the assets they asked for
 * and their newest reason. An approver of the request is not added: nobody is both. `other.at` is the time of the ask
 * and tells a repeat from a newer one.
 */
export function addRequester(request: Request, other: JoiningRequester): Transition<InvalidState> {
  if (!hasCard(request) || !isOpen(request)) return invalidState(request);
  if (request.requester === other.user || hasApproved(request, other.user)) return invalidState(request);
  // An asset unticked in the meantime is free and can be requested on its own.
  if (!other.assets.some((id) => request.chosen.includes(id))) return invalidState(request);
  const before = request.others.find(({ user }) => user === other.user);
  if (before === undefined && request.others.length >= maxOthers) return invalidState(request);
  if (before !== undefined && before.at >= other.at && isJoinedFor(before, other))
    return invalidState(request);
  const next = {
    ...withNextRevision(request),
    others: [...request.others.filter((each) => each !== before), joinedTo(before, other)],
  };
  const details = { joined: other.requestId, reason: other.reason, assets: other.assets };
  return { next, entry: auditEntry(next, 'requester_added', { by: other.user, at: other.at }, details) };
}

/** True if this person approved it or clicked Retry. */
export function hasApproved(request: CardRequest, person: string): boolean {
  const retries = 'retries' in request ? request.retries : [];
  return [...request.approvals, ...retries].some(({ by }) => by === person);
}

type JoiningRequester = OtherRequester & Required<Pick<OtherRequester, 'assets'>>;

function isJoinedFor(before: OtherRequester, { assets }: JoiningRequester): boolean {
  return assets.every((id) => before.assets?.includes(id));
}

/** Two jobs of one person may run in either order. */
function joinedTo(before: OtherRequester | undefined, other: JoiningRequester): OtherRequester {
  if (before === undefined) return other;
  const [older, newer] = before.at > other.at ? [other, before] : [before, other];
  const assets = [...new Set([...(before.assets ?? []), ...other.assets])];
  return { ...newer, reason: newer.reason ?? older.reason, assets };
}
