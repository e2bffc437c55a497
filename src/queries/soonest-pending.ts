import { type Pending, type Request, requestersOf } from '../core/request/request.js';
import type { FoundPending, PendingPlace, PendingRequests } from '../flow/ports/store.js';
import { soonestFirst } from './soonest-first.js';
import { openRequests, readRequests, type StoredPorts } from './stored-requests.js';

/** The most reads for one page. An older version of the bot leaves entries that have ended until the next repair. */
const maxReads = 5;

/** A page of pending requests, soonest to expire first. */
export interface PendingPage {
  readonly requests: readonly Pending[];
  /** Those not on it. */
  readonly more: number;
}

/** The pending requests that have not expired, and which are this person's. Throws if the store does not answer. */
export async function pendingRequests(
  user: string,
  now: number,
  ports: StoredPorts,
): Promise<PendingRequests> {
  return (await ports.index.pending(user, now)) ?? among(soonestFirst(await openRequests(ports), now), user);
}

/** The first `most` of them that still are pending and that `mayShow`. Throws if the store does not answer. */
export async function pageOf(
  found: FoundPending,
  {
    most,
    now,
    mayShow,
  }: {
    readonly most: number;
    readonly now: number;
    readonly mayShow: (request: Pending) => Promise<boolean>;
  },
  ports: StoredPorts,
): Promise<PendingPage> {
  const shown: Pending[] = [];
  let read = 0;
  let passedOver = 0;
  for (let reads = 0; reads < maxReads && shown.length < most && read < found.total; reads += 1) {
    const ids = await found.read(read, most * 4 ** reads);
    if (ids.length === 0) break;
    read += ids.length;
    const before = shown.length;
    for (const request of soonestFirst(await readRequests(ids, ports), now))
      if (await mayShow(request)) shown.push(request);
    passedOver += ids.length - (shown.length - before);
  }
  const requests = shown.slice(0, most);
  return { requests, more: Math.max(0, found.total - passedOver - requests.length) };
}

/** The same as from the index, of requests already read. */
function among(waiting: readonly Pending[], user: string): PendingRequests {
  const placeOf = ({ kind, channel }: Request): PendingPlace => ({ kind, channel });
  const places = new Map(waiting.map((request) => [`${request.kind} ${request.channel}`, placeOf(request)]));
  return {
    places: [...places.values()],
    own: waiting
      .filter((request) => requestersOf(request).includes(user))
      .map((request) => ({ id: request.id, ...placeOf(request) })),
    within: async (wanted) => {
      const without = new Map(
        wanted.map(({ kind, channel, without: ids }) => [`${kind} ${channel}`, new Set(ids)]),
      );
      const found = waiting.filter(
        ({ id, kind, channel }) => without.get(`${kind} ${channel}`)?.has(id) === false,
      );
      return {
        total: found.length,
        read: async (skip, most) => found.slice(skip, skip + most).map(({ id }) => id),
      };
    },
  };
}
