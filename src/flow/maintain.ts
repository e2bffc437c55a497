import type { Ports } from './ports/ports.js';

/** Requests per batch, and batches per run; the next run continues. */
const batch = 100;
const maxBatches = 200;

/**
 * Keeps Redis from growing without bound: removes requests that ended too long ago, with everything but their audit
 * entries. It fixes the index first, since the index tells which those are. Safe to repeat.
 */
export async function maintain(ports: Ports): Promise<void> {
  const { maintenance: upkeep, keepFinishedMs, now, log } = ports;
  const healed = await upkeep.healIndex();
  if (healed > 0) log.warn('index.corrected', 'corrected index entries of requests', { requests: healed });
  const before = now() - keepFinishedMs;
  let removed = 0;
  for (let round = 0; round < maxBatches; round += 1) {
    const gone = await upkeep.forget(before, batch);
    removed += gone.length;
    if (gone.length === 0) break;
  }
  if (removed === 0) return;
  const isAll = removed < batch * maxBatches;
  log.info('requests.purged', 'removed requests that ended long ago', { requests: removed, isAll });
}
