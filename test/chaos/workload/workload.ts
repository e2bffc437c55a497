import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Town } from '../environment/environment.js';
import type { Random } from '../random.js';
import { createBoard } from './board.js';
import type { Cast } from './cast.js';
import { createMischief } from './faults.js';
import { play } from './people.js';
import type { Plan } from './plan.js';
import type { Renamed } from './stage.js';
import { type StormClock, startStormClock } from './storm-clock.js';
import { pester } from './strangers.js';

/**
 * `redis`: the server comes back by itself. `fail-over`: another takes its place. `pause`: a worker is paused
 * for a while, as on a machine short of memory. `roll`: all processes of the bot are replaced.
 */
export const killKinds = ['web', 'worker', 'redis', 'fail-over', 'pause', 'roll'] as const;
export type KillKind = (typeof killKinds)[number];

/** A process that was killed, stopped or paused. */
export interface Kill {
  readonly kind: KillKind;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** The faults so far; it grows while the storm lasts. */
export interface Damage {
  readonly kills: Kill[];
  readonly faults: Map<string, number>;
  /** By the asset's id. */
  readonly renamed: Map<string, Renamed>;
}

export interface StormOptions {
  /** By the storm’s clock. */
  readonly seconds: number;
  readonly kills: number;
  readonly rolls: number;
  readonly calm: boolean;
  /** The average time between two faults. */
  readonly faultEveryMs: number;
  /** People wait this long for an answer before they try again. */
  readonly answerTimeoutMs: number;
}

/**
 * The frequency of each target. Everything else waits for Redis, which reads its file before it is back, and
 * longer the longer the storm has lasted: hit as often as the others, it would be away for most of the end of
 * a long storm.
 */
const hits = ['worker', 'worker', 'worker', 'worker', 'web', 'web', 'web', 'redis', 'pause'] as const;

/** The bot falls behind when more people act at once than ask within their patience, times this. */
const crowdedAt = 1.5;
/** Fewer people than this at once are no crowd, however short the storm. */
const fewestAtOnce = 8;

/** Redis stays away for this long after it was killed. */
const redisAwayMs = [100, 1_500] as const;
/** A worker is paused for this long: shorter and longer than its lock on a job. */
const pauseMs = [1_000, 18_000] as const;

/**
 * People ask and press while processes are killed and connections break. Resolves when the last person is
 * done, some time after the last kill, or at once when `stop` says so.
 */
export async function storm(
  town: Town,
  plans: readonly Plan[],
  cast: Cast,
  { seconds, kills, rolls, calm, faultEveryMs, answerTimeoutMs }: StormOptions,
  { random, damage, stop }: { readonly random: Random; readonly damage: Damage; readonly stop: AbortSignal },
): Promise<void> {
  // Everything that waits for its moment adds a listener.
  setMaxListeners(0, stop);
  const end = seconds * 1000;
  let acting = 0;
  const most = Math.max(fewestAtOnce, (plans.length / end) * answerTimeoutMs * crowdedAt);
  const clock = startStormClock(
    { keepsUp: () => acting < most && town.fleet.isUp(), startMs: town.fleet.startMs },
    stop,
  );
  const board = createBoard(town.workspace, clock);
  const { workspace, zca } = town;
  const { renamed } = damage;
  const stage = { workspace, zca, board, clock, cast, renamed, isCalm: calm, answerTimeoutMs };
  const people = spread(plans, end * 0.85, random.fork('people'), { clock, stop }, async (plan) => {
    acting += 1;
    await play(plan, stage);
    acting -= 1;
  });
  const killOne = createKiller(town, damage.kills, random.fork('killer'), stop);
  const numbers = Array.from({ length: kills }, (_, index) => index);
  const killer = spread(numbers, end * 0.95, random.fork('kills'), { clock, stop }, killOne);
  const roller = spread(
    Array.from({ length: rolls }, (_, index) => index),
    // A rolling restart that begins by then ends before the storm does.
    end * 0.7,
    random.fork('rolls'),
    { clock, stop },
    createRoller(town, damage.kills, random.fork('roller')),
  );
  const trouble = calm
    ? undefined
    : mischief(town, { clock, end, everyMs: faultEveryMs }, random.fork('mischief'), damage, stop);
  const strangers = cast.strangers.map((each) => pester(each, stage, random.fork(each.id), end, stop));
  await Promise.all([trouble, killer, roller, ...strangers]);
  await Promise.race([people, aborted(stop)]);
  clock.close();
  board.close();
}

/** Starts each action at its own moment within the time. */
async function spread<T>(
  things: readonly T[],
  withinMs: number,
  random: Random,
  { clock, stop }: { readonly clock: StormClock; readonly stop: AbortSignal },
  begin: (thing: T) => Promise<unknown>,
): Promise<void> {
  const moments = things.map((thing) => ({ thing, at: random.next() * withinMs }));
  const wait = async (at: number, thing: T) => {
    await clock.sleep(at);
    if (!stop.aborted) await begin(thing);
  };
  await Promise.all(moments.map(({ thing, at }) => wait(at, thing)));
}

/** Makes deploys wait for each other. */
function createRoller({ fleet }: Town, kills: Kill[], random: Random): () => Promise<void> {
  let before: Promise<void> = Promise.resolve();
  return () => {
    const order = random.pick(['new first', 'old first'] as const);
    before = before.then(() => {
      kills.push({ kind: 'roll', at: Date.now() });
      return fleet.roll(order);
    });
    return before;
  };
}

function createKiller(
  { fleet, redis }: Town,
  kills: Kill[],
  random: Random,
  stop: AbortSignal,
): () => Promise<void> {
  let redisIsAway = false;
  return async () => {
    const kind = random.pick(hits);
    const at = Date.now();
    if (kind === 'pause') {
      const ms = random.whole(...pauseMs);
      if (fleet.pauseWorker(random.whole(0, 7), ms)) kills.push({ kind, at });
      // The storm lasts until every paused worker goes on, since its next actions belong to the run.
      await sleep(ms, undefined, { signal: stop }).catch(() => undefined);
      return;
    }
    if (kind !== 'redis') {
      const index = random.whole(0, 7);
      if (fleet.kill(kind, index)) kills.push({ kind, at });
      return;
    }
    // A server that is away cannot be killed.
    if (redisIsAway) return;
    redisIsAway = true;
    const awayMs = random.whole(...redisAwayMs);
    const how = random.pick(['kill', 'freeze'] as const);
    const replace = random.chance(0.6) ? redis.replace : null;
    kills.push({ kind: replace === null ? 'redis' : 'fail-over', at });
    await (replace === null ? redis.restart(awayMs) : replace(how));
    redisIsAway = false;
  };
}

async function mischief(
  town: Town,
  { clock, end, everyMs }: { readonly clock: StormClock; readonly end: number; readonly everyMs: number },
  random: Random,
  { faults }: Damage,
  stop: AbortSignal,
): Promise<void> {
  const { next } = createMischief(town, random);
  while (clock.now() < end && !stop.aborted) {
    const name = next();
    faults.set(name, (faults.get(name) ?? 0) + 1);
    await clock.sleep(random.whole(Math.ceil(everyMs / 2), Math.floor(everyMs * 1.5)));
  }
  // Planned faults that met no call end with the storm.
  town.workspace.faults.clear();
  town.zca.faults.clear();
  town.zca.console.behave();
  await town.driver.logIn();
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
