import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../random.js';
import type { Town } from '../town/town.js';
import { createBoard } from './board.js';
import { createMischief } from './mischief.js';
import { play } from './people.js';
import type { Plan } from './plan.js';

/** A process that was killed, or stood still. */
export interface Kill {
  /** `pause`: a worker stands still for a while and then goes on, as a machine that is short of memory does. */
  readonly kind: 'web' | 'worker' | 'redis' | 'pause';
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** What was done to the bot; it grows while the storm lasts. */
export interface Damage {
  readonly kills: Kill[];
  readonly faults: Map<string, number>;
}

export interface StormOptions {
  readonly seconds: number;
  readonly kills: number;
  /** How long people wait for an answer before they try again, in milliseconds. */
  readonly patienceMs: number;
}

/** A fault about so often, in milliseconds. */
const mischiefEveryMs = 350;
/** How long Redis stays away after it was killed, in milliseconds. */
const redisAwayMs = [100, 1_500] as const;
/** How long a worker stands still, in milliseconds: shorter and longer than its hold on a job lasts. */
const pauseMs = [1_000, 18_000] as const;

/**
 * People ask and press while processes are killed and connections break. Resolves when the last of them is done, some
 * time after the last kill, or at once when `stop` says so.
 */
export async function storm(
  town: Town,
  plans: readonly Plan[],
  { seconds, kills, patienceMs }: StormOptions,
  { random, damage, stop }: { readonly random: Random; readonly damage: Damage; readonly stop: AbortSignal },
): Promise<void> {
  // Everything that waits for its moment listens.
  setMaxListeners(0, stop);
  const board = createBoard(town.workspace);
  const end = Date.now() + seconds * 1000;
  const stage = { workspace: town.workspace, zca: town.zca, board, patienceMs };
  const people = spread(plans, seconds * 850, random.fork('people'), stop, (plan) => play(plan, stage));
  const killOne = createKiller(town, damage.kills, random.fork('killer'), stop);
  const numbers = Array.from({ length: kills }, (_, index) => index);
  const killer = spread(numbers, seconds * 950, random.fork('kills'), stop, killOne);
  await Promise.all([mischief(town, end, random.fork('mischief'), damage, stop), killer]);
  await Promise.race([people, aborted(stop)]);
  board.close();
}

/** Begins each thing at a moment of its own within the time. */
async function spread<T>(
  things: readonly T[],
  withinMs: number,
  random: Random,
  stop: AbortSignal,
  begin: (thing: T) => Promise<unknown>,
): Promise<void> {
  const moments = things.map((thing) => ({ thing, at: random.next() * withinMs }));
  const wait = async (at: number, thing: T) => {
    await sleep(at, undefined, { signal: stop }).catch(() => undefined);
    if (!stop.aborted) await begin(thing);
  };
  await Promise.all(moments.map(({ thing, at }) => wait(at, thing)));
}

function createKiller(
  { fleet, redis }: Town,
  kills: Kill[],
  random: Random,
  stop: AbortSignal,
): () => Promise<void> {
  let redisIsAway = false;
  return async () => {
    const kind = random.pick([
      'worker',
      'worker',
      'worker',
      'worker',
      'web',
      'web',
      'web',
      'redis',
      'redis',
      'pause',
    ] as const);
    const at = Date.now();
    if (kind === 'pause') {
      const ms = random.whole(...pauseMs);
      if (fleet.pauseWorker(random.whole(0, 7), ms)) kills.push({ kind, at });
      // The storm is not over while one still stands: what it does when it goes on belongs to the run.
      await sleep(ms, undefined, { signal: stop }).catch(() => undefined);
      return;
    }
    if (kind !== 'redis') {
      const index = random.whole(0, 7);
      if (fleet.kill(kind, index)) kills.push({ kind, at });
      return;
    }
    // One that is away already cannot be killed.
    if (redisIsAway) return;
    redisIsAway = true;
    kills.push({ kind, at });
    await redis.kill();
    await sleep(random.whole(...redisAwayMs));
    await redis.start();
    redisIsAway = false;
  };
}

async function mischief(
  town: Town,
  end: number,
  random: Random,
  { faults }: Damage,
  stop: AbortSignal,
): Promise<void> {
  const { next } = createMischief(town, random);
  while (Date.now() < end && !stop.aborted) {
    const name = next();
    faults.set(name, (faults.get(name) ?? 0) + 1);
    await sleep(random.whole(mischiefEveryMs / 2, mischiefEveryMs * 1.5));
  }
  // What was planned and met no call goes away with the storm.
  town.workspace.faults.clear();
  town.zca.faults.clear();
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
