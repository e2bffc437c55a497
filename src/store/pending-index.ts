import type { PendingPlace, PendingRequests, WantedPlace } from '../flow/ports/store.js';
import type { Keys } from './keys.js';
import { parsePersonsEntry, parsePlace, pendingLayout, rangeOfPerson } from './pending-entries.js';
import type { RedisClient } from './redis-client.js';
import { Script } from './script.js';

const countUnexpired = new Script({
  files: ['count-unexpired.lua'],
  keys: ['pendingHere'],
  args: ['now'],
  moreArgs: 'ids',
});

interface Deps {
  readonly redis: RedisClient;
  readonly keys: Keys;
}

/** The pending requests that expire after `now`; null while the index may lack some (`pending-repair.ts`). */
export async function readPending(user: string, now: number, deps: Deps): Promise<PendingRequests | null> {
  const { redis, keys } = deps;
  const [layout, places, own] = await Promise.all([
    redis.get(keys.pendingIndexed),
    redis.smembers(keys.pendingPlaces),
    redis.zrangebylex(keys.pendingPeople, ...rangeOfPerson(user)),
  ]);
  if (layout !== pendingLayout) return null;
  const counted = await Promise.all(
    places
      .flatMap((text) => parsePlace(text) ?? [])
      .map(async (place) => ({
        place,
        count: await redis.zcount(keyOf(place, keys), `(${now}`, '+inf'),
      })),
  );
  const counts = new Map(counted.map(({ place, count }) => [keyOf(place, keys), count]));
  return {
    places: counted.flatMap(({ place, count }) => (count === 0 ? [] : [place])),
    own: own.flatMap((member) => parsePersonsEntry(member) ?? []),
    within: async (wanted) => {
      const without = await Promise.all(wanted.map((place) => countWithout(place, now, deps)));
      const all = wanted.map((place) => counts.get(keyOf(place, keys)) ?? 0);
      return {
        total: sum(all) - sum(without),
        read: (skip, most) => soonestIn(wanted, { skip, most }, now, deps),
      };
    },
  };
}

/** The number of requests at a place that are left out. */
async function countWithout(place: WantedPlace, now: number, { redis, keys }: Deps): Promise<number> {
  if (place.without.length === 0) return 0;
  const found = await countUnexpired.run(redis, {
    keys: { pendingHere: keyOf(place, keys) },
    args: { now },
    moreArgs: place.without,
  });
  return Number(found);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

async function soonestIn(
  wanted: readonly WantedPlace[],
  { skip, most }: { readonly skip: number; readonly most: number },
  now: number,
  deps: Deps,
): Promise<string[]> {
  const found = await Promise.all(wanted.map((place) => soonestAt(place, skip + most, now, deps)));
  return found
    .flat()
    .sort((a, b) => a.expiresAt - b.expiresAt || (a.id < b.id ? -1 : 1))
    .slice(skip, skip + most)
    .map(({ id }) => id);
}

async function soonestAt(place: WantedPlace, most: number, now: number, { redis, keys }: Deps) {
  const reach = most + place.without.length;
  const key = keyOf(place, keys);
  const found = await redis.zrangebyscore(key, `(${now}`, '+inf', 'WITHSCORES', 'LIMIT', 0, reach);
  const without = new Set(place.without);
  return found.flatMap((id, at) =>
    at % 2 === 1 || without.has(id) ? [] : [{ id, expiresAt: Number(found[at + 1]) }],
  );
}

function keyOf({ kind, channel }: PendingPlace, keys: Keys): string {
  return keys.pending(kind, channel);
}
