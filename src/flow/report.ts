import { openManualTasks } from '../core/request/manual-task.js';
import { policyFor } from '../core/request/policy.js';
import { chosenAssets, isFinished, peopleIn, type Request } from '../core/request/request.js';
import { outcomeOf } from '../core/request/run-outcomes.js';
import { finish } from '../core/request/run-transition.js';
import { invalidState } from '../core/request/transition.js';
import { unresolvedAttemptOf } from '../core/request/unlink-transition.js';
import { takeOffTheList } from './manual-task.js';
import type { Ports } from './ports/ports.js';
import { record, settleUnresolved } from './settle-by-reading.js';
import { showCard, showWork } from './show-card.js';
import { withZaloSide } from './zalo-side.js';

/**
 * Step 6: when every asset of a run has an outcome, posts the result, then updates the card. The result goes first so
 * that nobody can retry before reading it. A late job does not report on a later run.
 */
export async function report(
  { requestId, round }: { readonly requestId: string; readonly round: number },
  ports: Ports,
): Promise<void> {
  await settleTheRest(requestId, round, ports);
  const settled = await ports.store.get(requestId);
  // Before the run ends and frees its assets, so that nobody finds them in the register.
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
  // Last, since it takes longest: people already have the result and the card.
  await ports.chat.postEvidence(request);
  await ports.store.markReported({ requestId, round });
  const { remindersMs } = policyFor(ports.policies, request.kind, request.channel);
  await ports.jobs.unwatch(request, remindersMs);
}

function isInRound(request: Request, round: number): boolean {
  return 'round' in request && request.round === round;
}

/**
 * Gives an outcome to assets whose jobs crashed too often, by reading the link, not by guessing. The run waits for
 * assets assigned to operators and reports when they have finished the last one.
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
