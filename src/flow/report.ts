import { openManualTasks } from '../core/request/manual-task.js';
import { chosenAssets, isFinished, peopleIn, type Request } from '../core/request/request.js';
import { finish, outcomeOf, unresolvedAttemptOf } from '../core/request/run-transition.js';
import { invalidState } from '../core/request/transition.js';
import { takeOffTheList } from './manual-task.js';
import type { Ports } from './ports/ports.js';
import { record, settleUnresolved } from './settle-by-reading.js';
import { showCard, showWork } from './show-card.js';
import { withZaloSide } from './zalo-side.js';

/**
 * Step 6, after every asset's job of a run has ended, however it ended, and operators have settled theirs: one result in the thread, then the card, so that
 * nothing can be tried again before it was said how it went. One that comes late says nothing about a later run.
 */
export async function report(
  { requestId, round }: { readonly requestId: string; readonly round: number },
  ports: Ports,
): Promise<void> {
  await settleTheRest(requestId, round, ports);
  const settled = await ports.store.get(requestId);
  // Before it ends, and with it the hold on its assets: nobody may find them on the list again.
  if (settled?.status === 'running') await takeOffTheList(settled, ports);
  await ports.store.change(requestId, (current) =>
    isInRound(current, round) ? finish(current, ports.now()) : invalidState(current),
  );
  const request = await ports.store.get(requestId);
  if (request === null || !isFinished(request) || request.round !== round) return;
  await ports.chat.postResult(request);
  await ports.chat.postInThread(request, { type: 'left_out' });
  await showCard(request, ports);
  await showWork(request, ports);
  for (const person of peopleIn(request)) await ports.jobs.refreshHome(person);
  // Last, since it takes longest: people have the result and the card by then.
  await ports.chat.postEvidence(request);
  await ports.store.told({ requestId, round });
}

function isInRound(request: Request, round: number): boolean {
  return 'round' in request && request.round === round;
}

/**
 * An asset without an outcome is one whose job died too often; what is true of it is read, not guessed. What is in
 * operators' hands has its end with them: the run waits, and reports when they have settled the last of it.
 */
async function settleTheRest(requestId: string, round: number, ports: Ports): Promise<void> {
  const request = await ports.store.get(requestId);
  if (request?.status !== 'running' || request.round !== round) return;
  const inHands = openManualTasks(request);
  const left = chosenAssets(request).filter((asset) => outcomeOf(request, asset.id) === null);
  for (const asset of left.filter((each) => !inHands.includes(each))) {
    const last = unresolvedAttemptOf(request, asset.id) ?? {
      id: asset.id,
      at: ports.now(),
      tries: 1,
      cause: { type: 'crashed' },
    };
    const ended = await settleUnresolved(asset, request, last, ports);
    const outcome = await withZaloSide(ended, asset, requestId, ports);
    await record(outcome, asset, request, ports);
  }
}
