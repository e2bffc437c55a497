import { digitsOf, isWholeId, readRounded } from '../core/asset/asset-id.js';
import { offered } from '../core/command/command-text.js';
import { secondReading } from '../core/command/second-reading.js';
import type { SubmittedCommand } from '../core/command/submitted-command.js';
import { type AssetList, searchAssets, withoutLocked } from '../core/request/asset-list.js';
import { joinOpenRequest } from '../core/request/join-transition.js';
import { endWithoutMatch, failLookup, listAssets } from '../core/request/lookup-transition.js';
import type { LogInPause } from '../core/request/outcome.js';
import type { Policy } from '../core/request/policy.js';
import type { Joining, LookingUp, PastUnlink, Request } from '../core/request/request.js';
import { type InvalidState, invalidState, type Transition } from '../core/request/transition.js';
import { inSlices } from '../shared/in-slices.js';
import { addToOpen } from './join.js';
import type { Attempt } from './ports/jobs.js';
import type { Ports } from './ports/ports.js';
import type { Change } from './ports/store.js';
import { waitMessageKey } from './private-message-key.js';
import { listLinkedAssets, type Reading, readLinkedAssets, type WaitBudget } from './read-linked.js';
import { recipientOf } from './recipient.js';
import { TryLater } from './try-later.js';
import { withoutLockedElsewhere } from './without-locked.js';

/** The time a lookup waits for a busy ZCA; somebody is waiting in the chat. */
const busyTimeoutMs = 60_000;

/**
 * Finds the assets that a command means and puts them on its request's card, or ends the request: it fails, matches
 * nothing, or joins another.
 * @throws {TryLater}
 */
export async function findAssets(
  ask: SubmittedCommand,
  { request, policy }: { readonly request: LookingUp; readonly policy: Policy },
  attempt: Attempt,
  ports: Ports,
): Promise<Request> {
  const { joining } = request;
  if (joining !== undefined) {
    // An earlier or a parallel run of this job began to join.
    const joined = await join(joining, request, ports);
    if (joined !== null) return joined;
  }
  const at = ports.now();
  const tellPause = (why: LogInPause) =>
    ports.chat.tell(waitMessageKey(ask.delivery), recipientOf(ask), { type: 'command_waits', why });
  const waitBudget = { attempt, waitedMs: attempt.ageMs, busyTimeoutMs, tellPause };
  const linked = await assetsToSearch(request, waitBudget, ports);
  if ('failure' in linked)
    return changed(request, (current) => failLookup(current, linked.failure, at), ports);
  const found = await inSlices(searchAssets(request.queries, linked.assets, policy));
  const meant = lastIsMissed(request, found) ? await inSlices(secondReading(request, linked.assets)) : null;
  if (meant !== null) {
    const offer = offered({ ...meant, type: 'unlink' });
    return changed(request, (current) => endWithoutMatch(current, { ...nothing, meant: offer }, at), ports);
  }
  const before = await unlinkedBefore(request, found, ports);
  const free = await withoutLockedElsewhere(found, request, ports);
  return list(request, before.length === 0 ? free : { ...free, unlinkedBefore: before }, policy, ports);
}

/** Reads the assets if every query is the whole id of a linked one; anything else is searched for in the list. */
async function assetsToSearch(
  { kind, queries }: LookingUp,
  waitBudget: WaitBudget,
  ports: Ports,
): Promise<Reading> {
  const ids = [...new Set(queries.map((query) => digitsOf(query) ?? ''))];
  if (ids.every(isWholeId) && ids.length <= ports.zca.maxReads) {
    const read = await readLinkedAssets(kind, ids, waitBudget, ports);
    if ('failure' in read || read.assets.length === ids.length) return read;
  }
  return listLinkedAssets(kind, waitBudget, ports);
}

const nothing = { closest: [], withheld: [] };

/** At most this many unmatched queries are looked up among earlier unlinks. */
const maxSoughtBefore = 3;

/**
 * If the last query matched nothing but the words have another reading, a request without it would not be what the
 * person meant.
 */
function lastIsMissed({ queries }: Request, { missed }: AssetList): boolean {
  return missed.includes(queries.at(-1) ?? '');
}

async function unlinkedBefore(
  { id, kind }: Request,
  { missed }: AssetList,
  { pastUnlinks, log }: Ports,
): Promise<readonly PastUnlink[]> {
  try {
    const sought = missed.slice(0, maxSoughtBefore);
    const found = await Promise.all(sought.map((query) => pastUnlinks.newestOf(kind, query)));
    return found.filter((past) => past !== null);
  } catch (error) {
    log.warn('past_unlinks.unreadable', 'could not look for past unlinks', {
      request: id,
      error: String(error),
    });
    return [];
  }
}

/**
 * With several queries, assets held by other requests are left out and named. A single held asset makes the requester
 * join the other request.
 */
async function list(request: LookingUp, found: AssetList, policy: Policy, ports: Ports): Promise<Request> {
  const at = ports.now();
  const { closest, ...rest } = found;
  const { withheld, withheldMore, unlinkedBefore: before } = found;
  const more = {
    ...(withheldMore === undefined ? {} : { withheldMore }),
    ...(before === undefined ? {} : { unlinkedBefore: before }),
  };
  const listed = found.missed.some((query) => readRounded(query) !== null) ? found : rest;
  const step = (current: Request) =>
    found.assets.length === 0
      ? endWithoutMatch(current, { closest, withheld, ...more }, at)
      : listAssets(current, listed, at, at + policy.lifetimeMs);
  const change = await ports.store.change(request.id, unlessJoining(request, step));
  if (change.type !== 'held') return after(change, request, ports);
  if (request.queries.length > 1)
    return list(request, withoutLocked(found, idIn(change.asset), change.by), policy, ports);
  const joining = { other: change.by, id: idIn(change.asset) };
  const joined = await join(joining, request, ports);
  // If the other request has ended in the meantime, its assets are free.
  return joined ?? list({ ...request, joining }, found, policy, ports);
}

/** Null if that request no longer holds the asset. */
async function join(joining: Joining, request: LookingUp, ports: Ports): Promise<Request | null> {
  const how = await addToOpen(joining, request, ports);
  if (how === null) return null;
  const { other } = joining;
  return after(
    await ports.store.change(request.id, (current) => joinOpenRequest(current, { other, how }, ports.now())),
    request,
    ports,
  );
}

/** While another run of the job is joining it to an open request, this run must not end it in another way. */
function unlessJoining({ joining }: LookingUp, step: (current: Request) => Transition<InvalidState>) {
  return (current: Request) => {
    const isOther =
      current.status === 'looking_up' && current.joining !== undefined && !isSame(current.joining, joining);
    return isOther ? invalidState(current) : step(current);
  };
}

function isSame(joining: Joining, other: Joining | undefined): boolean {
  return joining.other === other?.other && joining.id === other.id;
}

/** The id in an asset key. */
function idIn(key: string): string {
  return key.slice(key.indexOf(':') + 1);
}

async function changed(
  request: LookingUp,
  step: (current: Request) => Transition<InvalidState>,
  ports: Ports,
): Promise<Request> {
  return after(await ports.store.change(request.id, unlessJoining(request, step)), request, ports);
}

/**
 * The request after a change, whoever made it.
 * @throws {TryLater} while another run of the job is joining it
 */
async function after(change: Change<InvalidState>, request: Request, ports: Ports): Promise<Request> {
  const left = change.type === 'changed' ? change.request : await ports.store.get(request.id);
  if (left?.status === 'looking_up') throw new TryLater(0, 'another run of this job is joining the request');
  return left ?? request;
}
