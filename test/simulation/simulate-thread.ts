import { fileURLToPath } from 'node:url';
import { parentPort } from 'node:worker_threads';
import { z } from 'zod';
import { catchBug } from './catch-bug.js';
import { loadProduct } from './product.js';
import { simulateSeeds } from './simulate-seeds.js';
import { Simulated } from './simulated.js';

/** One thread of `simulate.ts`, which does its tasks one after the other. */
const task = z.discriminatedUnion('type', [
  z.object({ type: z.literal('seeds'), first: z.number(), count: z.number(), most: z.number() }),
  z.object({ type: z.literal('bug'), name: z.string(), schedules: z.number() }),
]);
export type Task = z.output<typeof task>;

// Nobody reads the origin of an error, and each would take time to record.
Error.stackTraceLimit = 0;
const built = new URL('../../', import.meta.url);
let simulated: Simulated | null = null;

parentPort?.on('message', async (data: unknown) => {
  parentPort?.postMessage(await carryOut(task.parse(data)));
});

async function carryOut(given: Task): Promise<unknown> {
  if (given.type === 'bug') return catchBug(given.name, fileURLToPath(built), given.schedules);
  simulated ??= new Simulated(await loadProduct(new URL('src/', built)));
  return simulateSeeds(simulated, given);
}
