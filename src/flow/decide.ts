import type { Press } from '../core/command/submitted-command.js';
import type { PrivateMessage } from '../core/messages/private-message.js';
import type { Refusal } from '../core/messages/verdict.js';
import { policyFor } from '../core/request/policy.js';
import { type CardRequest, hasCard, isNothingLeft } from '../core/request/request.js';
import { choose } from '../core/request/transition.js';
import { expireRequest } from './expire.js';
import { judge, requestOf } from './judge.js';
import { followWork } from './manual-task.js';
import type { Attempt } from './ports/jobs.js';
import type { Ports } from './ports/ports.js';
import { pressMessageKey } from './private-message-key.js';
import { showCard, showEnd, showWork, tellDropped } from './show-card.js';

/**
 * Step 3: somebody pressed on a card. A press has one verdict: it counts, by one atomic transition, or it is refused. The
 * verdict is stored before anybody is told; then what follows is queued and shown, and a refusal is told privately. Run
 * again, only the telling and the showing are repeated.
 */
export async function decide(press: Press, attempt: Attempt, ports: Ports): Promise<void> {
  const verdict = (await ports.store.verdict(press.press)) ?? (await judge(press, attempt, ports));
  const request = await requestOf(press, ports);
  if (verdict === 'overtaken') {
    if (request === null) return;
    await showCard(request, ports);
    return tellDropped(request, ports);
  }
  if (verdict.type === 'refused') return tellRefusal(press, verdict.why, request, ports);
  if (request !== null) await follow(press, request, ports);
}

/** What a press that counts leads to; run again, it leads to the same. */
async function follow(press: Press, request: CardRequest, ports: Ports): Promise<void> {
  if (request.status === 'approved') await ports.jobs.start(request);
  // Stopped before its run was queued: what is left is settled by its jobs, without a call.
  if (request.status === 'running' && press.action.type === 'stop') await ports.jobs.unlink(request);
  await (request.status === 'cancelled' ? showEnd(request, ports) : showCard(request, ports));
  await tellDropped(request, ports);
  await followWork(request, ports);
  await refreshHome(press, ports);
}

/** A press that did not count is answered privately; the card may be out of date, so it is shown anew. */
async function tellRefusal(
  press: Press,
  why: Refusal,
  request: CardRequest | null,
  ports: Ports,
): Promise<void> {
  await tellPresser(press, noteOf(why, request), ports);
  if (request === null) return;
  // The presser is told first: what all read may have to wait for its turn in the channel.
  if (why.type === 'past_expiry') await expireRequest(request.id, ports);
  if (why.type === 'held' && press.action.type === 'choose') await showTicksAnew(press, request, ports);
  const newest = await ports.store.get(request.id);
  if (newest !== null && hasCard(newest)) {
    const isOver = newest.status === 'cancelled' && isNothingLeft(newest);
    await (isOver ? showEnd(newest, ports) : showCard(newest, ports));
    await tellDropped(newest, ports);
    await showWork(newest, ports);
  }
  await refreshHome(press, ports);
}

function noteOf(why: Refusal, request: CardRequest | null): PrivateMessage {
  if (why.type !== 'not_open') return why;
  return request === null ? { type: 'no_such_request' } : { ...why, request };
}

/** A tick that was not taken still stands before the presser's eyes; a card with another list revision takes it away. */
async function showTicksAnew(
  { user, pressedAt }: Press,
  { id, kind, channel }: CardRequest,
  ports: Ports,
): Promise<void> {
  const { mostAssets: most } = policyFor(ports.policies, kind, channel);
  await ports.store.change(id, (current) =>
    choose(current, { ids: hasCard(current) ? current.chosen : [], most }, user, pressedAt),
  );
}

async function refreshHome({ place, user }: Press, { jobs }: Ports): Promise<void> {
  if (place === null) await jobs.home(user);
}

function tellPresser(press: Press, note: PrivateMessage, { chat }: Pick<Ports, 'chat'>): Promise<void> {
  return chat.tell(pressMessageKey(press.press), { user: press.user, place: press.place }, note);
}
