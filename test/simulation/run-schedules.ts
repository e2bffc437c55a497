import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';
import type { World } from './world.js';

/** Its continuation is a microtask; `queueMicrotask` also makes a resource of each. */
const settled = Promise.resolve();

/**
 * Lets every schedule run to its end, one after the other. Between two steps of a schedule the program goes on until all of
 * it waits at a port: Node runs a tick that a microtask has asked for once no microtask is left
 * (nodejs.org/api/process.html, "When to use queueMicrotask() vs. process.nextTick()").
 */
export function runSchedules(schedules: Iterator<World>, ended: (world: World) => void): Promise<void> {
  const letOthersWork = waitForNoOthers();
  const run = new Promise<void>((resolve, reject) => {
    let world: World | null = null;
    const tick = () => process.nextTick(goOn);
    const goOn = () => {
      try {
        if (world !== null && !world.step()) {
          ended(world);
          world = null;
        }
        if (world === null) {
          const { value, done } = schedules.next();
          if (done === true) return resolve();
          world = value;
        }
        void settled.then(tick);
      } catch (error) {
        reject(error);
      }
    };
    goOn();
  });
  return run.finally(letOthersWork);
}

const { setImmediate } = timers;
let runs = 0;

/**
 * Work in slices goes on at once, since nothing here waits in real time: a schedule would go on without it. Returns what
 * undoes that; the last of several runs at once does.
 */
function waitForNoOthers(): () => void {
  const put = (to: typeof setImmediate) => {
    Object.assign(timers, { setImmediate: to });
    syncBuiltinESMExports();
  };
  runs += 1;
  if (runs === 1) put(async <T>(value?: T) => value as T);
  return () => {
    runs -= 1;
    if (runs === 0) put(setImmediate);
  };
}
