import { endLookUp } from './fail-permanently.js';
import type { Recipient } from './ports/chat.js';
import type { Attempt } from './ports/jobs.js';
import type { Ports } from './ports/ports.js';
import { commandMessageKey, pressMessageKey } from './private-message-key.js';
import { refuseGivenUp } from './refuse.js';
import { requestOfDelivery } from './request-of-delivery.js';
import { TryLater } from './try-later.js';

/** A job that failed at every attempt, as far as its data could be parsed. */
export interface FailedJob {
  readonly queue: string;
  readonly job: string;
  readonly requestId: string | null;
  /** The delivery of its command. */
  readonly delivery: string | null;
  /** The click it was processing. */
  readonly press: string | null;
  /** The person waiting for a reply. */
  readonly waiting: Recipient | null;
}

/**
 * Handles a job that failed for good: alerts the operators, tells the person who waits, and ends a lookup. `repair`
 * finds anything else the job was for.
 */
export async function jobFailed(failed: FailedJob, ports: Ports): Promise<void> {
  const { queue, job, delivery, press, waiting } = failed;
  const asked = delivery === null ? null : await requestOfDelivery(delivery, ports);
  const request = asked?.status === 'looking_up' ? asked : null;
  const requestId = failed.requestId ?? request?.id ?? null;
  ports.alerts.raise({ type: 'job_failed', queue, job, requestId });
  if (request !== null) return endLookUp(request, ports);
  if (waiting === null) return;
  const { user: by } = waiting;
  // Refuse it before telling the person: if it runs after all, it has no effect.
  if (press !== null) await refuseGivenUp('press', { delivery: press, by, requestId }, ports);
  else if (delivery !== null && asked === null)
    await refuseGivenUp('ask', { delivery, by, requestId }, ports);
  await ports.chat.tell(occasionOf(failed), waiting, { type: 'given_up' });
}

/** A job older than this ends even if the person who waits cannot be told. */
const tellWithinMs = 60 * 60_000;
/** The wait before the next attempt to tell. */
const tellAgainMs = 5_000;

/**
 * The same at the end of the last attempt, before the job is over: it stays open until the person who waits is told. If
 * it runs again, it may still succeed.
 * @throws {TryLater} if the person who waits could not be told
 */
export async function lastTryFailed(
  failed: FailedJob,
  { ageMs }: Pick<Attempt, 'ageMs'>,
  ports: Ports,
): Promise<void> {
  try {
    await jobFailed(failed, ports);
  } catch (error) {
    if (error instanceof TryLater || failed.waiting === null || ageMs > tellWithinMs) throw error;
    throw new TryLater(tellAgainMs, `the end of the job could not be told: ${String(error)}`);
  }
}

/** Nobody is told twice. */
function occasionOf({ press, delivery, job }: FailedJob): string {
  if (press !== null) return pressMessageKey(press);
  return delivery === null ? `given-up-${job}` : commandMessageKey(delivery);
}
