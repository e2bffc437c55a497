import type { Ports } from './ports/ports.js';

/** So many requests are removed in one go, and so many goes are made in one run; what is left waits for the next. */
const batch = 100;
const maxBatches = 200;

/**
 * Keeps Redis from growing for ever: requests that ended too long ago are removed, with everything but their audit
 * entries. First the index is brought to what the records say, since it tells which those are. Safe to repeat.
 */
export async function maintain(ports: Ports): Promise<void> {
  const { maintenance: upkeep, keepFinishedMs, now, log } = ports;
  const healed = await upkeep.healIndex();
  if (healed > 0) log.warn('requests were not in the index as they are; now they are', { requests: healed });
  const before = now() - keepFinishedMs;
  let removed = 0;
  for (let round = 0; round < maxBatches; round += 1) {
    const gone = await upkeep.forget(before, batch);
    removed += gone.length;
    if (gone.length === 0) break;
  }
  if (removed === 0) return;
  const isAll = removed < batch * maxBatches;
  log.info('requests that ended long ago were removed', { requests: removed, isAll });
}
