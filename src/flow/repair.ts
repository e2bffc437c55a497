import type { Ports } from './ports.js';

/** A request that has not moved for this long, in milliseconds, is looked at: its next step may have no job. */
const stillMs = 60_000;

/**
 * Puts back what a crash between two writes lost: the job after a transition, or the card after a look-up.
 * Answers with how many requests it repaired.
 */
export async function repair(ports: Ports): Promise<number> {
  let repaired = 0;
  for (const id of await ports.store.openSince(ports.now() - stillMs)) {
    const request = await ports.store.get(id);
    if (request === null) continue;
    const revived = request.status === 'pending' ? 0 : await ports.jobs.revive(request);
    if (revived > 0)
      ports.log.warn('a request had lost its job; it is back in the queue', {
        request: id,
        status: request.status,
        jobs: revived,
      });
    repaired += Math.min(1, revived);
    if (request.status === 'pending') await ports.chat.ensureCard(request);
  }
  return repaired;
}
