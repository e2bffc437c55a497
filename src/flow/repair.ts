import { waitsForOperators } from '../core/hand-work.js';
import { policyFor } from '../core/policy.js';
import type { Pending } from '../core/request.js';
import { expireRequest } from './expire.js';
import { watchOperators } from './hand-work.js';
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
    // One request that cannot be repaired keeps no other from it.
    repaired += await repairOne(id, ports).catch((error: unknown) => {
      ports.log.error('a request could not be repaired', { request: id, error: String(error) });
      return 0;
    });
  }
  return repaired;
}

async function repairOne(id: string, ports: Ports): Promise<number> {
  const request = await ports.store.get(id);
  if (request === null) return 0;
  if (request.status === 'pending') {
    if (ports.now() >= request.expiresAt) await expireRequest(id, ports);
    else await watchAnew(request, ports);
    return 0;
  }
  if (request.status === 'running' && waitsForOperators(request)) {
    await watchOperators(request, ports);
    return 0;
  }
  const jobs = await ports.jobs.revive(request);
  if (jobs > 0)
    ports.log.warn('a request had lost its job; it is back in the queue', {
      request: id,
      status: request.status,
      jobs,
    });
  return Math.min(1, jobs);
}

/** A request that waits needs its card and the jobs that end it; those that are there stay as they are. */
async function watchAnew(request: Pending, ports: Ports): Promise<void> {
  const { remindersMs } = policyFor(ports.policies, request.kind, request.channel);
  await ports.jobs.watch(request, remindersMs);
  await ports.chat.ensureCard(request);
}
