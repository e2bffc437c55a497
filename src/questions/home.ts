import type { HistoryItem } from '../core/answer.js';
import type { AtHome, HomeFacts, Week } from '../core/home-facts.js';
import { policyFor } from '../core/policy.js';
import type { Pending, Request } from '../core/request.js';
import { Unreadable } from '../flow/permission.js';
import { historyOf } from './history.js';
import { type NewestPorts, newestRequests } from './newest-requests.js';
import { soonestFirst } from './soonest-first.js';
import { startOfWeek, weekMs } from './viet-nam-time.js';
import { askingOnce, type LookPorts, mayDecide, sightAtHome } from './who-may-look.js';

const mostOwn = 10;
const mostOutcomes = 10;
const shownWeeks = 8;

export interface HomePorts extends NewestPorts, LookPorts {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** What somebody's overview shows now. Throws when the store does not answer. */
export async function homeOf(user: string, doors: HomePorts): Promise<HomeFacts> {
  const ports = askingOnce(doors);
  const now = ports.now();
  const { requests } = await newestRequests(ports);
  const own = requests.filter(({ requester }) => requester === user).slice(0, mostOwn);
  const { kinds } = await sightAtHome(user, ports);
  const history = historyOf(requests.filter(({ kind }) => kinds.includes(kind)));
  return {
    user,
    ...(await decidable(user, soonestFirst(requests, now), ports)),
    own: own.map((request) => atHome(request, ports)),
    past:
      kinds.length === 0 ? null : { outcomes: history.slice(0, mostOutcomes), weeks: weeksOf(history, now) },
  };
}

async function decidable(
  user: string,
  waiting: readonly Pending[],
  ports: HomePorts,
): Promise<Pick<HomeFacts, 'toDecide' | 'permissionUnreadable'>> {
  const toDecide: AtHome<Pending>[] = [];
  let permissionUnreadable = false;
  for (const request of waiting) {
    const entry = atHome(request, ports);
    try {
      if (await mayDecide(user, entry.policy, request.requester, ports)) toDecide.push(entry);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      permissionUnreadable = true;
    }
  }
  if (permissionUnreadable) ports.log.warn('whether somebody may decide could not be read', { user });
  return { toDecide, permissionUnreadable };
}

function atHome<R extends Request>(request: R, { policies }: LookPorts): AtHome<R> {
  return { request, policy: policyFor(policies, request.kind, request.channel) };
}

/** Only what was unlinked by way of the bot counts; in a dry run that is nothing. */
function weeksOf(history: readonly HistoryItem[], now: number): Week[] {
  const present = startOfWeek(now);
  const unlinks = history.filter(({ outcome }) => ['unlinked', 'reported'].includes(outcome.type));
  return Array.from({ length: shownWeeks }, (_, index) => {
    const from = present - (shownWeeks - 1 - index) * weekMs;
    const unlinked = unlinks.filter(({ outcome }) => startOfWeek(outcome.at) === from).length;
    return { from, unlinked };
  });
}
