import type { World } from './world.js';

/** Its continuation is a microtask; `queueMicrotask` also makes a resource of each. */
const settled = Promise.resolve();

/**
 * Lets every schedule run to its end, one after the other. Between two steps of a schedule the program goes on until all of
 * it waits at a port: Node runs a tick that a microtask has asked for once no microtask is left
 * (nodejs.org/api/process.html, "When to use queueMicrotask() vs. process.nextTick()").
 */
export function runSchedules(schedules: Iterator<World>, ended: (world: World) => void): Promise<void> {
  return new Promise((resolve, reject) => {
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
}
