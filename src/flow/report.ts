import { chosenAssets, isFinished, type Request } from '../core/request.js';
import { finish, outcomeOf, settle } from '../core/run-transition.js';
import type { Ports } from './ports.js';
import { showCard } from './show-card.js';
import { settleByReading } from './unlink.js';

/** Step 6, after every asset's job has ended, however it ended: the final card and one result in the thread. */
export async function report(requestId: string, ports: Ports): Promise<void> {
  await settleTheRest(requestId, ports);
  await ports.store.change(requestId, (current) => finish(current, ports.now()));
  const request = await ports.store.get(requestId);
  if (request === null || !isFinished(request)) return;
  await showCard(request, ports);
  await ports.chat.postResult(request);
  for (const person of new Set([request.requester, request.decision.by])) await ports.jobs.home(person);
}

/** An asset without an outcome is one whose job died too often; what is true of it is read, not guessed. */
async function settleTheRest(requestId: string, ports: Ports): Promise<void> {
  const request: Request | null = await ports.store.get(requestId);
  if (request?.status !== 'running') return;
  for (const asset of chosenAssets(request).filter(({ id }) => outcomeOf(request, id) === null)) {
    const outcome = await settleByReading(asset, request, { type: 'crashed' }, 1, ports);
    await ports.store.change(requestId, (current) => settle(current, asset.id, request.round, outcome));
  }
}
