import { setImmediate as afterAllElse } from 'node:timers/promises';
import type { World } from './world.js';

/** So many schedules go on side by side; they know nothing of each other. */
const atOnce = 64;

/**
 * Lets every schedule run to its end. Between two steps of a schedule the program goes on until all of it waits at a port:
 * by then Node has nothing left to do but its next turn.
 */
export async function runSchedules(schedules: Iterator<World>, ended: (world: World) => void): Promise<void> {
  let isMore = true;
  const going = new Set<World>();
  const fill = () => {
    while (isMore && going.size < atOnce) {
      const { value, done } = schedules.next();
      if (done === true) isMore = false;
      else going.add(value);
    }
  };
  fill();
  while (going.size > 0) {
    for (const world of going) {
      if (world.step()) continue;
      going.delete(world);
      ended(world);
    }
    if (going.size < atOnce) fill();
    await afterAllElse();
  }
}
