import type { Request } from '../core/request/request.js';
import type { PendingPlace } from '../flow/ports/store.js';
import type { Keys } from './keys.js';
import {
  parsePersonsEntry,
  parsePlace,
  pendingArgNames,
  pendingEntries,
  pendingKeyNames,
  pendingKeys,
  pendingLayout,
  placeText,
} from './pending-entries.js';
import type { RedisClient } from './redis-client.js';
import { Script } from './script.js';

const mend = new Script({
  files: ['pending-entries.lua', 'mend-pending.lua'],
  keys: ['request', ...pendingKeyNames],
  args: ['id', ...pendingArgNames, 'revision'],
});
const drop = new Script({
  files: ['drop-pending.lua'],
  keys: [...pendingKeyNames, 'open'],
  args: ['id', 'place', 'member'],
});

/** Requests compared per round trip. */
const pageSize = 50;
/** Entries read per round trip: about a millisecond of work. */
const entriesAtOnce = 1_000;

/** The index counts as complete for this long after a repair: an older version of the bot does not repair it. */
const wholeForMs = 5 * 60_000;

interface Deps {
  readonly redis: RedisClient;
  readonly keys: Keys;
  /** Reads requests, without those that cannot be read. */
  readonly readable: (ids: readonly string[]) => Promise<readonly Request[]>;
}

/**
 * Adds open requests that older versions of the bot left out of the index of pending requests, and removes those that
 * they ended or confirmed; returns how many there were. Afterwards the index counts as complete for a while.
 */
export async function mendPending(deps: Deps): Promise<number> {
  const { redis, keys } = deps;
  const open = await redis.zrange(keys.open, '0', '-1');
  let mended = 0;
  for (let at = 0; at < open.length; at += pageSize)
    mended += await mendAll(open.slice(at, at + pageSize), deps);
  mended += await dropEnded(new Set(open), deps);
  await redis.set(keys.pendingIndexed, pendingLayout, 'PX', wholeForMs);
  return mended;
}

async function mendAll(ids: readonly string[], deps: Deps): Promise<number> {
  const { redis, keys, readable } = deps;
  const states = await Promise.all(ids.map((id) => redis.hmget(keys.request(id), 'revision', 'pending')));
  const isIndexed = new Map(ids.map((id, at) => [id, (states[at]?.[1] ?? null) !== null]));
  const outdated = ids.filter((_, at) => {
    const [revision = null, pending = null] = states[at] ?? [];
    return revision !== null && pending !== revision;
  });
  const requests = await readable(outdated);
  const wrong = requests.filter(({ id, status }) => status === 'pending' || isIndexed.get(id) === true);
  const done = await Promise.all(
    wrong.map((request) =>
      mend.run(redis, {
        keys: { request: keys.request(request.id), ...pendingKeys(request, keys) },
        args: { id: request.id, pendingEntries: pendingEntries(request), revision: request.revision },
      }),
    ),
  );
  return done.filter((each) => each === 1).length;
}

/** Removes the entries of requests that are no longer open. */
async function dropEnded(open: ReadonlySet<string>, { redis, keys }: Deps): Promise<number> {
  const gone = new Set<string>();
  const dropOne = async (id: string, place: PendingPlace, member: string) => {
    const done = await drop.run(redis, {
      keys: { ...pendingKeys(place, keys), open: keys.open },
      args: { id, place: placeText(place), member },
    });
    if (done === 1) gone.add(id);
  };
  for await (const members of membersOf(keys.pendingPeople, redis)) {
    for (const member of members) {
      const entry = parsePersonsEntry(member);
      if (entry !== null && !open.has(entry.id)) await dropOne(entry.id, entry, member);
    }
  }
  const places = await redis.smembers(keys.pendingPlaces);
  for (const place of places.flatMap((text) => parsePlace(text) ?? [])) {
    for await (const ids of membersOf(keys.pending(place.kind, place.channel), redis))
      for (const id of ids) if (!open.has(id)) await dropOne(id, place, '');
  }
  return gone.size;
}

/** All members of a sorted set, some at a time. The next repair finds those that move up while others go. */
async function* membersOf(key: string, redis: RedisClient): AsyncGenerator<string[]> {
  for (let skip = 0; ; skip += entriesAtOnce) {
    const members = await redis.zrange(key, String(skip), String(skip + entriesAtOnce - 1));
    yield members;
    if (members.length < entriesAtOnce) return;
  }
}
