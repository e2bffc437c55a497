import type { AssetKind } from '../core/asset/asset.js';
import {
  type AtHome,
  type HomeFacts,
  maxToDecide,
  type Past,
  type Week,
} from '../core/messages/home-facts.js';
import { policyFor } from '../core/request/policy.js';
import { type Pending, type Request, requestersOf } from '../core/request/request.js';
import { Unreadable } from '../flow/permission.js';
import type { PendingPlace, PendingRequests, WantedPlace } from '../flow/ports/store.js';
import { startOfWeek, weekMs } from '../shared/viet-nam-time.js';
import { newestOutcomes } from './history.js';
import { askingOnce, mayDecide, type ReadAccessPorts, readAccessAtHome } from './read-access.js';
import { pageOf, pendingRequests } from './soonest-pending.js';
import { requestsOf, type StoredPorts } from './stored-requests.js';

const maxOwn = 10;
const maxOutcomes = 10;
const shownWeeks = 8;

export interface HomePorts extends StoredPorts, ReadAccessPorts {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** The current content of a person's overview. Throws if the store does not answer. */
export async function homeOf(user: string, deps: HomePorts): Promise<HomeFacts> {
  const ports = askingOnce(deps);
  const now = ports.now();
  const [toDecide, own, past] = await Promise.all([
    decidable(user, now, ports),
    requestsOf(user, maxOwn, ports),
    readAccessAtHome(user, ports).then(({ kinds }) => pastOf(kinds, now, ports)),
  ]);
  return {
    user,
    ...toDecide,
    own: own.requests.map((request) => atHome(request, ports)),
    past,
  };
}

async function pastOf(kinds: readonly AssetKind[], now: number, ports: HomePorts): Promise<Past | null> {
  if (kinds.length === 0) return null;
  const [outcomes, weeks] = await Promise.all([
    newestOutcomes(kinds, maxOutcomes, ports),
    weeksOf(kinds, now, ports),
  ]);
  return { outcomes, weeks };
}

/** The policy of a request depends on its place only, so the places that the person decides in are found first. */
async function decidable(
  user: string,
  now: number,
  ports: HomePorts,
): Promise<Pick<HomeFacts, 'toDecide' | 'moreToDecide' | 'permissionUnreadable'>> {
  const pending = await pendingRequests(user, now, ports);
  let permissionUnreadable = false;
  const decides = async (place: PendingPlace, requesters: readonly string[]) => {
    try {
      return await mayDecide(user, policyFor(ports.policies, place.kind, place.channel), requesters, ports);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      permissionUnreadable = true;
      return false;
    }
  };
  const places: WantedPlace[] = [];
  for (const place of pending.places) {
    if (!(await decides(place, []))) continue;
    const own = ownAt(place, pending);
    const withoutOwn = own.length > 0 && !(await decides(place, [user]));
    places.push({ ...place, without: withoutOwn ? own : [] });
  }
  const mayShow = (request: Pending) => decides(request, requestersOf(request));
  const found = await pending.within(places);
  const { requests, more } = await pageOf(found, { most: maxToDecide, now, mayShow }, ports);
  if (permissionUnreadable)
    ports.log.warn('approvers.unreadable', 'could not read whether somebody may decide', { user });
  return {
    toDecide: requests.map((request) => atHome(request, ports)),
    moreToDecide: more,
    permissionUnreadable,
  };
}

function ownAt({ kind, channel }: PendingPlace, { own }: PendingRequests): string[] {
  return own.filter((each) => each.kind === kind && each.channel === channel).map(({ id }) => id);
}

function atHome<R extends Request>(request: R, { policies }: ReadAccessPorts): AtHome<R> {
  return { request, policy: policyFor(policies, request.kind, request.channel) };
}

/** Counts only assets unlinked through the bot; a dry run unlinks none. */
async function weeksOf(kinds: readonly AssetKind[], now: number, { index }: HomePorts): Promise<Week[]> {
  const present = startOfWeek(now);
  const weeks = Array.from({ length: shownWeeks }, (_, at) => present - (shownWeeks - 1 - at) * weekMs);
  const unlinked = await index.unlinkedFrom(kinds, weeks);
  return weeks.map((from, at) => ({ from, unlinked: unlinked[at] ?? 0 }));
}
