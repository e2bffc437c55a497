import { letOthersWork } from './let-others-work.js';

/** Of a generator that yields after about a millisecond's work: other work of the process waits for this many. */
const stepsInSlice = 8;

/** Does work that comes in steps, and lets the process do other work after every few of them. */
export async function inSlices<T>(steps: Generator<void, T>): Promise<T> {
  for (let made = 1; ; made += 1) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (made % stepsInSlice === 0) await letOthersWork();
  }
}
