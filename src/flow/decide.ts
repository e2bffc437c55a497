import type { Press } from '../core/command/submitted-command.js';
import type { PrivateMessage } from '../core/messages/private-message.js';
import type { Refusal } from '../core/messages/verdict.js';
import { choose } from '../core/request/decision-transition.js';
import { policyFor } from '../core/request/policy.js';
import { type CardRequest, hasCard, isNothingLeft } from '../core/request/request.js';
import { expireRequest } from './expire.js';
import { judge, requestOf } from './judge.js';
import { followWork } from './manual-task.js';
import type { Attempt } from './ports/jobs.js';
import type { Ports } from './ports/ports.js';
import { pressMessageKey } from './private-message-key.js';
import { showCard, showEnd, showWork, tellDropped } from './show-card.js';

/**
 * Step 3: somebody clicked on a card. Each click gets one verdict: it counts, by one atomic transition, or it is
 * refused. The verdict is stored first; then the next step is queued and shown, or the refusal is told privately. A
 * retry only repeats the messages and updates.
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

/** Does what follows from a click that counts. Safe to repeat. */
async function follow(press: Press, request: CardRequest, ports: Ports): Promise<void> {
  if (request.status === 'approved') await ports.jobs.start(request);
  // Stopped before its run was queued: the asset jobs record the rest without a call.
  if (request.status === 'running' && press.action.type === 'stop') await ports.jobs.unlink(request);
  await (request.status === 'cancelled' ? showEnd(request, ports) : showCard(request, ports));
  await tellDropped(request, ports);
  await followWork(request, ports);
  await refreshHome(press, ports);
}

/** Tells the person privately that the click did not count, and updates the card, which may be outdated. */
async function tellRefusal(
  press: Press,
  why: Refusal,
  request: CardRequest | null,
  ports: Ports,
): Promise<void> {
  await tellPresser(press, noteOf(why, request), ports);
  if (request === null) return;
  // Tell the person first: public messages may have to wait for their turn in the channel.
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

/** A refused tick stays on the person's screen; a card with a new list revision removes it. */
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
