import type { World } from './world.js';

/**
 * Does something at the ZCA after the list was read anew and before the asset itself is: has that last reading wait,
 * and acts once it is on its way.
 */
export async function betweenReadings(
  { zca, workspace }: World,
  begin: () => Promise<unknown>,
  act: () => void,
): Promise<void> {
  const reads = () => zca.ledger.calls.filter(({ operation }) => operation === 'read').length;
  const before = reads();
  zca.faults.add({ type: 'delay', operation: 'read', delayMs: 300 });
  await begin();
  while (reads() === before) await new Promise((resolve) => setTimeout(resolve, 5));
  act();
  await workspace.idle();
}
