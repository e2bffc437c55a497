import { waitsForOperators } from '../core/request/manual-task.js';
import { policyFor } from '../core/request/policy.js';
import { endToShow, type Pending, type Request } from '../core/request/request.js';
import { failPermanently, tellLookUpEnded } from './fail-permanently.js';
import { type PutBack, watchOperators } from './manual-task.js';
import type { Ports } from './ports/ports.js';
import type { Unmoved, UnreportedEnd } from './ports/store.js';
import { confirmIfEnough } from './quorum.js';
import { showCard, tellLapsed } from './show-card.js';
import { TryLater } from './try-later.js';

/** A request unchanged for this long is checked: its next step may have no job. */
const stillMs = 60_000;
/**
 * A pending request that was found intact is checked again after this. There may be thousands, and checking all of
 * them each time would overload Redis and the workers.
 */
const seenForMs = 5 * 60_000;

/**
 * Restores what a crash between two writes lost: the job after a transition, the card after a lookup, the report
 * after the end; and the index of pending requests after changes by an older version. A job that keeps crashing is requeued a limited number of times; then its request fails. Also reads
 * the lists that other processes want to show. Returns the number of repaired requests.
 */
export async function repair(ports: Ports): Promise<number> {
  const before = ports.now() - stillMs;
  let repaired = 0;
  for (const unmoved of await ports.store.openSince(before))
    repaired += await guarded(unmoved.id, repairOne(unmoved, ports), ports);
  for (const end of await ports.store.unreportedEnds(before))
    repaired += await guarded(end.requestId, repairEnd(end, ports), ports);
  const indexed = await ports.maintenance.healPending();
  if (indexed > 0)
    ports.log.warn('index.corrected', 'corrected index entries of requests', { requests: indexed });
  await ports.linked?.readWanted().catch((error: unknown) => {
    ports.log.warn('assets.unreadable', 'could not read the linked assets to show them', {
      error: String(error),
    });
  });
  if (repaired > 0)
    ports.log.warn('repair.finished', 'requeued or posted again what requests had lost', {
      requests: repaired,
    });
  return repaired;
}

/** One failed repair does not prevent the others. */
async function guarded(id: string, repairing: Promise<number>, { log }: Ports): Promise<number> {
  return repairing.catch((error: unknown) => {
    if (error instanceof TryLater)
      log.warn('repair.postponed', 'postponed the repair of a request', { request: id, why: error.message });
    else log.error('repair.failed', 'could not repair a request', { request: id, error: String(error) });
    return 0;
  });
}

async function repairOne(unmoved: Unmoved, ports: Ports): Promise<number> {
  const { id } = unmoved;
  const request = await ports.store.get(id);
  if (request === null) return 0;
  if (request.status === 'pending' && ports.now() < request.expiresAt) {
    const missing = await watchAnew(request, ports);
    if (request.lapsed?.restored) await showRestored(request, ports);
    await confirmIfEnough(request, ports);
    await ports.store.markIntact(unmoved, seenForMs);
    return counted(request, missing, ports);
  }
  if (request.status === 'running' && waitsForOperators(request))
    return counted(request, await watchOperators(request, ports), ports);
  return revive(request, ports);
}

/** Shows the end of a request if people have not seen it. If it was retried since, there is another end to show. */
async function repairEnd(end: UnreportedEnd, ports: Ports): Promise<number> {
  const request = await ports.store.get(end.requestId);
  if (request?.status === 'lookup_failed') return tellLookUpEnded(request, ports).then(() => 1);
  if (request !== null && endToShow(request) === end.round) return revive(request, ports);
  await ports.store.markReported(end);
  return 0;
}

/** Its card may show a decision that is lost, and no job of it would change that. */
async function showRestored(request: Pending, ports: Ports): Promise<void> {
  await showCard(request, ports);
  await tellLapsed(request, ports);
}

async function revive(request: Parameters<Ports['jobs']['revive']>[0], ports: Ports): Promise<number> {
  const jobs = await ports.jobs.revive(request);
  if (jobs === 'over') {
    await failPermanently(request, ports);
    return 1;
  }
  return counted(request, { jobs, messages: 0 }, ports);
}

/** Returns 1, and logs it, if something of the request was restored; otherwise 0. */
function counted({ id, status }: Request, { jobs, messages }: PutBack, { log, metrics }: Ports): number {
  if (jobs + messages === 0) return 0;
  metrics.repaired({ jobs, messages });
  log.warn('request.repaired', 'requeued missing jobs or messages of a request', {
    request: id,
    status,
    jobs,
    messages,
  });
  return 1;
}

/** A pending request needs its card and the jobs that end it; existing ones are left alone. */
async function watchAnew(request: Pending, ports: Ports): Promise<PutBack> {
  const { remindersMs } = policyFor(ports.policies, request.kind, request.channel);
  const jobs = await ports.jobs.watch(request, remindersMs);
  const isMissing = await ports.chat.ensureCard(request);
  // An earlier version gave a single unticked asset no checkbox, so nobody could decide.
  if (!isMissing && request.assets.length === 1 && request.chosen.length === 0)
    await showCard(request, ports);
  return { jobs, messages: isMissing ? 1 : 0 };
}
