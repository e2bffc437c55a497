import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { everyInterruption } from './every-scenario.js';
import { loadProduct } from './product.js';
import { type Found, simulateSeeds, tellSeed } from './simulate-seeds.js';

/**
 * `npm run simulate -- --seed N [--schedules M]`: M schedules from seed N on, shared by all cores. `--every`: every two acts
 * of two people with every interruption of every call.
 */
const options = z.strictObject({
  seed: z.coerce.number().int().min(0).default(1),
  schedules: z.coerce.number().int().min(1).default(1),
  every: z.boolean().default(false),
});
const share = z.object({ first: z.number(), count: z.number() });
/** A thread gives an account of itself after so many schedules. */
const portion = 20_000;
/** So many broken promises are told; the first one is told in words. */
const most = 10;

const flow = new URL('../../src/flow/', import.meta.url);

if (isMainThread) await main(process.argv.slice(2));
else await work();

async function main(args: string[]): Promise<void> {
  const text = { type: 'string' } as const;
  const typed = parseArgs({ args, options: { seed: text, schedules: text, every: { type: 'boolean' } } });
  const { seed, schedules, every } = options.parse(typed.values);
  await (every ? runEvery() : runSeeds(seed, schedules));
}

async function runEvery(): Promise<void> {
  Error.stackTraceLimit = 0;
  const { done, broken } = await everyInterruption(await loadProduct(flow), most);
  for (const story of broken) console.log(story);
  console.log(`${done} schedules: ${broken.length} with a broken promise`);
  process.exitCode = broken.length === 0 ? 0 : 1;
}

async function runSeeds(seed: number, schedules: number): Promise<void> {
  const began = Date.now();
  const found: Found[] = [];
  let next = seed;
  let done = 0;
  const end = seed + schedules;
  const thread = async () => {
    while (next < end && found.length < most) {
      const first = next;
      const count = Math.min(portion, end - first);
      next += count;
      const ended = await inThread({ first, count });
      found.push(...ended.found);
      done += ended.done;
      process.stderr.write(`\r${done} schedules, ${found.length} broken`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), schedules) }, thread));
  process.stderr.write('\n');
  found.sort((a, b) => a.seed - b.seed);
  const [worst] = found;
  if (schedules === 1 || worst !== undefined)
    console.log(await tellSeed(worst?.seed ?? seed, await loadProduct(flow)));
  for (const each of found)
    for (const { invariant, what } of each.violations)
      console.log(`seed ${each.seed}: invariant ${invariant}: ${what}`);
  const seconds = ((Date.now() - began) / 1_000).toFixed(1);
  console.log(
    `${done} schedules from seed ${seed} on in ${seconds} s: ${found.length} with a broken promise`,
  );
  process.exitCode = found.length === 0 ? 0 : 1;
}

function inThread(workerData: z.output<typeof share>): ReturnType<typeof simulateSeeds> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(fileURLToPath(import.meta.url), { workerData });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

async function work(): Promise<void> {
  Error.stackTraceLimit = 0;
  const { first, count } = share.parse(workerData);
  parentPort?.postMessage(await simulateSeeds(await loadProduct(flow), { first, count, most }));
}
