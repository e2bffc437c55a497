import type { AssetKind } from '../core/asset/asset.js';
import type { AtHome, HomeFacts, Past, Week } from '../core/messages/home-facts.js';
import { policyFor } from '../core/request/policy.js';
import { type Pending, type Request, requestersOf } from '../core/request/request.js';
import { Unreadable } from '../flow/permission.js';
import { letOthersWork } from '../shared/let-others-work.js';
import { startOfWeek, weekMs } from '../shared/viet-nam-time.js';
import { newestOutcomes } from './history.js';
import { askingOnce, mayDecide, type ReadAccessPorts, readAccessAtHome } from './read-access.js';
import { soonestFirst } from './soonest-first.js';
import { openRequests, requestsOf, type StoredPorts } from './stored-requests.js';

const maxOwn = 10;
const maxOutcomes = 10;
const shownWeeks = 8;
/** Some milliseconds of work. */
const checkedAtOnce = 200;

export interface HomePorts extends StoredPorts, ReadAccessPorts {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** The current content of a person's overview. Throws if the store does not answer. */
export async function homeOf(user: string, deps: HomePorts): Promise<HomeFacts> {
  const ports = askingOnce(deps);
  const now = ports.now();
  const [waiting, own, past] = await Promise.all([
    openRequests(ports),
    requestsOf(user, maxOwn, ports),
    readAccessAtHome(user, ports).then(({ kinds }) => pastOf(kinds, now, ports)),
  ]);
  return {
    user,
    ...(await decidable(user, soonestFirst(waiting, now), ports)),
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

async function decidable(
  user: string,
  waiting: readonly Pending[],
  ports: HomePorts,
): Promise<Pick<HomeFacts, 'toDecide' | 'permissionUnreadable'>> {
  const toDecide: AtHome<Pending>[] = [];
  let permissionUnreadable = false;
  for (const [at, request] of waiting.entries()) {
    if (at % checkedAtOnce === checkedAtOnce - 1) await letOthersWork();
    const entry = atHome(request, ports);
    try {
      if (await mayDecide(user, entry.policy, requestersOf(request), ports)) toDecide.push(entry);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      permissionUnreadable = true;
    }
  }
  if (permissionUnreadable)
    ports.log.warn('approvers.unreadable', 'could not read whether somebody may decide', { user });
  return { toDecide, permissionUnreadable };
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
