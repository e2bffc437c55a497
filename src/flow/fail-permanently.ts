import { failLookup } from '../core/request/lookup-transition.js';
import {
  type Approved,
  endToShow,
  type Finished,
  isFinished,
  type LookingUp,
  type Request,
  type Running,
} from '../core/request/request.js';
import { abandon } from '../core/request/run-transition.js';
import { expireRequest } from './expire.js';
import type { Ports } from './ports/ports.js';
import { commandMessageKey } from './private-message-key.js';
import { recipientOf } from './recipient.js';
import { report } from './report.js';
import { showCard } from './show-card.js';
import { TryLater } from './try-later.js';

/** Ends a request whose job crashed too often to be requeued: it fails, where people see it. Safe to repeat. */
export async function failPermanently(request: Request, ports: Ports): Promise<void> {
  ports.log.error('request.failed_permanently', 'ended a request because its job cannot be done', {
    request: request.id,
    status: request.status,
  });
  if (request.status === 'looking_up') await endLookUp(request, ports);
  if (request.status === 'pending') await expireRequest(request.id, ports);
  if (request.status === 'approved' || request.status === 'running') await endRun(request, ports);
  // People who click on its card get a reply, and the card is then updated.
  if (endToShow(request) === 0) await ports.store.markReported({ requestId: request.id, round: 0 });
  if (isFinished(request)) {
    if (await isReported(request, ports)) return;
    const note = { type: 'result_lost', round: request.round } as const;
    await orGiveUp(ports.chat.postInThread(request, note), request, ports);
    await orGiveUp(showCard(request, ports), request, ports);
    await ports.store.markReported({ requestId: request.id, round: request.round });
  }
}

/** The job's fault may be over by now, or came after the result was posted. */
async function isReported({ id, round }: Finished, ports: Ports): Promise<boolean> {
  try {
    await report({ requestId: id, round }, ports);
    return true;
  } catch (error) {
    if (error instanceof TryLater) throw error;
    return false;
  }
}

/**
 * Ends the request before telling the requester, so that no card follows; `repair` returns to it until they are told.
 */
export async function endLookUp(request: LookingUp, ports: Ports): Promise<void> {
  await ports.store.change(request.id, (current) => failLookup(current, { type: 'crashed' }, ports.now()));
  await tellLookUpEnded(request, ports);
}

/**
 * Tells the requester that the lookup failed; if they cannot be reached, the log says so. Safe to repeat, also after
 * a failure.
 */
export async function tellLookUpEnded(
  request: Pick<Request, 'id' | 'requester' | 'channel' | 'thread' | 'delivery'>,
  ports: Ports,
): Promise<void> {
  const { id, delivery } = request;
  await ports.chat.tell(commandMessageKey(delivery), recipientOf(request), { type: 'given_up' });
  await ports.store.markReported({ requestId: id, round: 0 });
}

/** A message the chat refuses for good does not keep a request from ending; an unavailable chat is retried. */
async function orGiveUp(saying: Promise<void>, request: Pick<Request, 'id'>, { log }: Ports): Promise<void> {
  await saying.catch((error: unknown) => {
    if (error instanceof TryLater) throw error;
    log.error('request.failure_notice_failed', 'could not tell people that a request was given up', {
      request: request.id,
      error: String(error),
    });
  });
}

/** Reads the state of each asset if possible; otherwise it fails. If reporting fails here, its own job does it. */
async function endRun({ id, status, round }: Approved | Running, ports: Ports): Promise<void> {
  if (status === 'running')
    await report({ requestId: id, round }, ports).catch((error: unknown) => {
      // A link that can be read later is not guessed now.
      if (error instanceof TryLater) throw error;
      ports.log.error('report.failed', 'could not report the result of a run', {
        request: id,
        error: String(error),
      });
    });
  const { type } = await ports.store.change(id, (current) => abandon(current, ports.now()));
  if (type === 'changed') await report({ requestId: id, round }, ports);
}
