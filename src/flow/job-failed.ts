import { endLookUp } from './fail-permanently.js';
import type { Recipient } from './ports/chat.js';
import type { Attempt } from './ports/jobs.js';
import type { Ports } from './ports/ports.js';
import { commandMessageKey, pressMessageKey } from './private-message-key.js';
import { refuseGivenUp } from './refuse.js';
import { requestOfDelivery } from './request-of-delivery.js';
import { TryLater } from './try-later.js';

/** A job that has failed at every try, as far as its data could be understood. */
export interface FailedJob {
  readonly queue: string;
  readonly job: string;
  readonly requestId: string | null;
  /** The delivery of the command it was to carry out. */
  readonly delivery: string | null;
  /** The press that it was to carry out. */
  readonly press: string | null;
  /** Who waits for an answer. */
  readonly waiting: Recipient | null;
}

/**
 * A job has failed for good: those who run the bot are alerted, who waits for it is told, and a look-up ends. What else it
 * was for is found by `repair`.
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
  // Refused before it is told: should it be carried out after all, nothing comes of it.
  if (press !== null) await refuseGivenUp('press', { delivery: press, by, requestId }, ports);
  else if (delivery !== null && asked === null)
    await refuseGivenUp('ask', { delivery, by, requestId }, ports);
  await ports.chat.tell(occasionOf(failed), waiting, { type: 'given_up' });
}

/** A job that is older than this, in milliseconds, is over also where nobody could be told. */
const tellWithinMs = 60 * 60_000;
/** How long it waits, in milliseconds, until telling it is tried again. */
const tellAgainMs = 5_000;

/**
 * The same while the job is not over yet: it stays so for as long as who waits cannot be told. When it runs again, it may
 * succeed after all. @throws {TryLater} when who waits could not be told
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

/** Who was answered already is not told a second time. */
function occasionOf({ press, delivery, job }: FailedJob): string {
  if (press !== null) return pressMessageKey(press);
  return delivery === null ? `given-up-${job}` : commandMessageKey(delivery);
}
