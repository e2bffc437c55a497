import { type LookingUp, requestIds } from '../core/request.js';
import { endLookUp } from './end-broken.js';
import type { Ports, Recipient } from './ports.js';

/** A job that has failed at every try, as far as its data could be understood. */
export interface FailedJob {
  readonly queue: string;
  readonly job: string;
  readonly requestId: string | null;
  /** The delivery of the command it was to carry out. */
  readonly delivery: string | null;
  /** Who waits for an answer. */
  readonly waiting: Recipient | null;
}

/**
 * A job has failed for good: those who run the bot are alerted, who waits for it is told, and a look-up ends. What else it
 * was for is found by `repair`.
 */
export async function jobFailed(failed: FailedJob, ports: Ports): Promise<void> {
  const { queue, job, delivery, waiting } = failed;
  const request = delivery === null ? null : await askedBy(delivery, ports);
  const requestId = failed.requestId ?? request?.id ?? null;
  ports.alerts.raise({ type: 'job_failed', queue, job, requestId });
  if (request !== null) return endLookUp(request, ports);
  if (waiting !== null) await ports.chat.tell(`given-up-${job}`, waiting, { type: 'given_up' });
}

/** The look-up that this delivery began and that has not ended; null where there is none, or none that can be read. */
async function askedBy(delivery: string, { store }: Ports): Promise<LookingUp | null> {
  for (const id of requestIds(delivery)) {
    const request = await store.get(id).catch(() => null);
    // The id may be that of another delivery's request, of which nothing is left to read; ours then has the next one.
    if (request === null) continue;
    if (request.delivery === delivery) return request.status === 'looking_up' ? request : null;
  }
  return null;
}
