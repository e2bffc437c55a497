import { parseArgs } from 'node:util';
import { z } from 'zod';
import { bugs } from './bugs.js';
import type { Caught } from './catch-bug.js';
import { everyInterruption } from './every-scenario.js';
import { loadProduct } from './product.js';
import { type Found, type SeedsDone, tellSeed } from './simulate-seeds.js';
import { Simulated } from './simulated.js';
import { doInThreads } from './threads.js';

/**
 * `npm run simulate -- --seed N [--schedules M]`: M schedules from seed N on, shared by all cores. `--every`: every two acts
 * of two people with every interruption of every call. `--bugs`: every built-in bug, each looked for in M schedules.
 */
const options = z.strictObject({
  seed: z.coerce.number().int().min(0).default(1),
  schedules: z.coerce.number().int().min(1).optional(),
  every: z.boolean().default(false),
  bugs: z.boolean().default(false),
});

/** A thread reports after this many schedules. */
const portion = 5_000;
/** At most this many broken promises are listed; the first one is told in words. */
const most = 10;
/** The search for a bug takes this many schedules. */
const bugSchedules = 30_000;

Error.stackTraceLimit = 0;
const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const typed = parseArgs({ options: { seed: text, schedules: text, every: flag, bugs: flag } });
const { seed, schedules, every, bugs: isOfBugs } = options.parse(typed.values);
const isWell = await (isOfBugs
  ? runBugs(schedules ?? bugSchedules)
  : every
    ? runEvery()
    : runSeeds(seed, schedules ?? 1));
process.exitCode = isWell ? 0 : 1;

async function simulated(): Promise<Simulated> {
  return new Simulated(await loadProduct(new URL('../../src/', import.meta.url)));
}

async function runEvery(): Promise<boolean> {
  const { done, broken } = await everyInterruption(await simulated(), most);
  for (const story of broken) console.log(story);
  console.log(`${done} schedules: ${broken.length} with a broken promise`);
  return broken.length === 0;
}

async function runSeeds(first: number, count: number): Promise<boolean> {
  const began = Date.now();
  const found: Found[] = [];
  let done = 0;
  const tasks = function* () {
    for (let from = first; from < first + count; from += portion)
      yield { type: 'seeds', first: from, count: Math.min(portion, first + count - from), most } as const;
  };
  const rate = () => Math.round((done * 1_000) / (Date.now() - began));
  if (count > 1)
    await doInThreads<SeedsDone>(tasks(), (ended) => {
      found.push(...ended.found);
      done += ended.done;
      process.stderr.write(`\r${done} schedules, ${rate()} a second, ${found.length} broken`);
      return found.length < most;
    });
  process.stderr.write('\n');
  found.sort((a, b) => a.seed - b.seed);
  const [worst] = found;
  if (count === 1 || worst !== undefined)
    console.log(await tellSeed(worst?.seed ?? first, await simulated()));
  for (const each of found)
    for (const { invariant, what } of each.violations)
      console.log(`seed ${each.seed}: invariant ${invariant}: ${what}`);
  if (count > 1)
    console.log(
      `${done} schedules from seed ${first} on, ${rate()} a second: ${found.length} with a broken promise`,
    );
  return found.length === 0;
}

async function runBugs(count: number): Promise<boolean> {
  const tasks = bugs.map(({ name }) => ({ type: 'bug', name, schedules: count }) as const);
  let missed = 0;
  await doInThreads<Caught>(tasks.values(), ({ name, seed: by, promise }) => {
    const { what, seed: own } = bugs.find((bug) => bug.name === name) ?? { what: '', seed: by };
    if (by === null) missed += 1;
    const how =
      by === null ? `NOT FOUND in ${count} schedules from seed ${own} on` : `seed ${by}: ${promise}`;
    console.log(`${name}: ${what}\n  ${how}${by === null || by === own ? '' : ` (its own seed is ${own})`}`);
    return true;
  });
  console.log(`${bugs.length} bugs, ${missed} not found`);
  return missed === 0;
}
