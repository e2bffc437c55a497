import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Task } from './simulate-thread.js';

const script = fileURLToPath(new URL('simulate-thread.js', import.meta.url));
/** A schedule leaves much garbage at once: a larger nursery is swept less often. */
const nurseryMb = 64;

/**
 * Has tasks done by as many threads as there are cores. Each thread takes the next task when it has
 * done one; none takes another once `ended` returns false. @throws what ends a thread
 */
export async function doInThreads<A>(tasks: Iterator<Task>, ended: (answer: A) => boolean): Promise<void> {
  let isMore = true;
  const work = async () => {
    const worker = new Worker(script, { resourceLimits: { maxYoungGenerationSizeMb: nurseryMb } });
    try {
      while (isMore) {
        const { value, done } = tasks.next();
        if (done === true) return;
        const answer = await answerOf<A>(worker, value);
        if (!ended(answer)) isMore = false;
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
}

function answerOf<A>(worker: Worker, task: Task): Promise<A> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (answer: A) => {
      worker.off('error', reject);
      resolve(answer);
    });
    worker.postMessage(task);
  });
}
