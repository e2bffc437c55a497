import type { Press } from '../core/ask.js';
import type { Note } from '../core/note.js';
import type { Outcome } from '../core/outcome.js';
import { type Policy, policyFor } from '../core/policy.js';
import { type CardRequest, hasCard, isNothingLeft, type Request } from '../core/request.js';
import { isCounted, retry, stop } from '../core/run-transition.js';
import {
  approve,
  cancel,
  choose,
  notOpen,
  type PressRefusal,
  type Transition,
  takeBack,
} from '../core/transition.js';
import { giveBackWork, reportWork, takeWork } from '../core/work-transition.js';
import { confirmList } from './confirm-list.js';
import { expireRequest } from './expire.js';
import { followWork, outcomeOfPress } from './hand-work.js';
import { pressRefusalOf, unreadableAsNote } from './permission.js';
import type { Attempt } from './ports/jobs.js';
import type { Change } from './ports/store.js';
import type { Ports } from './ports.js';
import { showCard, showEnd, showWork, tellDropped } from './show-card.js';
import { holdingForRetry } from './still-approving.js';

/** An approval is taken for this long after the press, in milliseconds. */
const freshMs = 5 * 60_000;

/**
 * Step 3: somebody pressed on a card. Checks the person now, reads the list anew before an approval, makes one atomic
 * transition, queues what follows, and answers: by the card when the press counted, privately when not. Safe to repeat.
 */
export async function decide(press: Press, attempt: Attempt, ports: Ports): Promise<void> {
  const request = press.requestId === null ? null : await ports.store.get(press.requestId);
  if (request === null || !hasCard(request) || !isAtItsPlace(press, request)) {
    ports.log.warn('a press named no request that exists here', {
      request: press.requestId,
      user: press.user,
    });
    return tellPresser(press, { type: 'no_such_request' }, ports);
  }
  const policy = policyFor(ports.policies, request.kind, request.channel);
  if (!isCounted(request, press.press)) {
    const refusal =
      lateNote(press, ports) ??
      (await pressRefusalOf(press, request, policy, ports)) ??
      (await confirmList(press, request, policy, attempt, ports));
    if (refusal !== null) return refuse(press, request, refusal, ports);
  }
  const outcome = await outcomeOfPress(press, request, ports);
  const holding = await unreadableAsNote(holdingFor(press, request, policy, ports));
  if ('type' in holding) return refuse(press, request, holding, ports);
  const change = await ports.store.change(request.id, (current) =>
    transitionFor(press, current, policy, { outcome, holding }),
  );
  if (change.type === 'refused' && change.reason.type === 'overtaken') {
    await showCard(request, ports);
    return tellDropped(request, ports);
  }
  if (change.type === 'held' && press.action.type === 'choose')
    return refuseTicks(press, request, noteOf(change), policy, ports);
  const counted = countedBy(press, change);
  if (counted === null) return refuse(press, request, noteOf(change), ports);
  await follow(press, counted, ports);
}

/** What a press that counts leads to; run again, it leads to the same. */
async function follow(press: Press, request: CardRequest, ports: Ports): Promise<void> {
  if (request.status === 'approved') {
    await ports.jobs.start(request);
    if (request.startsAt > ports.now()) await ports.jobs.progress(request.id);
  }
  // Stopped before its run was queued: what is left is settled by its jobs, without a call.
  if (request.status === 'running' && press.action.type === 'stop') await ports.jobs.unlink(request);
  await (request.status === 'cancelled' ? showEnd(request, ports) : showCard(request, ports));
  await tellDropped(request, ports);
  await followWork(request, ports);
  await refreshHome(press, ports);
}

function isAtItsPlace({ place }: Press, request: CardRequest): boolean {
  return place === null || place.channel === request.channel;
}

/** A press that waited in the queue says nothing about now. */
function lateNote(press: Press, { now }: Ports): Note | null {
  const harmless = !['approve', 'retry'].includes(press.action.type);
  return harmless || now() - press.pressedAt <= freshMs ? null : { type: 'pressed_long_ago' };
}

/** What had to be asked of others before the press could count. */
interface Learnt {
  /** What an operator says of an asset; null: nothing. */
  readonly outcome: Outcome | null;
  /** Who carries what is tried again and may still approve. */
  readonly holding: readonly string[];
}

async function holdingFor({ action }: Press, request: CardRequest, policy: Policy, ports: Ports) {
  return action.type === 'retry' ? holdingForRetry(request, policy, ports) : [];
}

function transitionFor(
  press: Press,
  current: Request,
  policy: Policy,
  { outcome, holding }: Learnt,
): Transition<PressRefusal> {
  // Run again, a press that has counted, or was taken back since, changes nothing more.
  if (isCounted(current, press.press)) return notOpen(current);
  const { action, user: by, pressedAt: at, round } = press;
  const decision = { by, at, press: press.press };
  switch (action.type) {
    case 'approve':
      return approve(current, decision, press, {
        needed: policy.approvals,
        startsAt: at + policy.stopWindowMs,
      });
    case 'take_back':
      return takeBack(current, decision);
    case 'cancel':
      return cancel(current, decision, null);
    case 'reject':
      return cancel(current, decision, { type: 'said', text: action.reason });
    case 'open_reject':
      return current.status === 'pending' ? { refused: { type: 'dialog_not_opened' } } : notOpen(current);
    case 'choose':
      return choose(current, { ids: action.ids, most: policy.mostAssets }, by, at);
    case 'stop':
      return stop(current, decision);
    case 'retry':
      return retry(current, decision, { round, needed: policy.approvals, holding });
    case 'take_work':
      return takeWork(current, decision, { round, turn: press.listRevision });
    case 'give_back_work':
      return giveBackWork(current, decision, round);
    case 'work_done':
    case 'work_failed':
      return outcome === null
        ? notOpen(current)
        : reportWork(current, decision, { id: action.id, round }, outcome);
  }
}

/** The request when this press counted, now or in an earlier run of the same job; null when it did not. */
function countedBy(press: Press, change: Change<PressRefusal>): CardRequest | null {
  if (change.type === 'changed') return hasCard(change.request) ? change.request : null;
  if (change.type !== 'refused') return null;
  const { reason } = change;
  const request = reason.type === 'not_open' ? reason.request : null;
  return request !== null && hasCard(request) && isCounted(request, press.press) ? request : null;
}

function noteOf(change: Change<PressRefusal>): Note {
  if (change.type === 'refused' && change.reason.type !== 'overtaken') return change.reason;
  if (change.type === 'held') return { type: 'held', other: change.by, asset: change.asset };
  return { type: 'no_such_request' };
}

/** A press that did not count is answered privately and kept in the audit log; the card may be out of date, so it is shown anew. */
async function refuse(press: Press, { id }: CardRequest, note: Note, ports: Ports): Promise<void> {
  await tellPresser(press, note, ports);
  // The presser is told first: what all read may have to wait for its turn in the channel.
  if (note.type === 'past_expiry') await expireRequest(id, ports);
  const newest = await ports.store.get(id);
  if (newest !== null && hasCard(newest)) {
    const isOver = newest.status === 'cancelled' && isNothingLeft(newest);
    await (isOver ? showEnd(newest, ports) : showCard(newest, ports));
    await tellDropped(newest, ports);
    await showWork(newest, ports);
  }
  await refreshHome(press, ports);
  await noteRefusal(press, id, note, ports);
}

/** What is changed last makes this press overtaken when it is run again: whoever made it has been told by then. */
async function refuseTicks(
  press: Press,
  { id }: CardRequest,
  note: Note,
  policy: Policy,
  ports: Ports,
): Promise<void> {
  await tellPresser(press, note, ports);
  await noteRefusal(press, id, note, ports);
  await refreshHome(press, ports);
  await showTicksAnew(press, policy, ports);
  const newest = await ports.store.get(id);
  if (newest !== null) await showCard(newest, ports);
}

function noteRefusal(press: Press, requestId: string, note: Note, { store }: Ports): Promise<void> {
  const { press: id, action, user: actor, pressedAt: at } = press;
  const details = { press: id, action: action.type, why: 'refusal' in note ? note.refusal : note.type };
  return store.note({ at, requestId, action: 'press_refused', actor, details });
}

/** A tick that was not taken still stands before the presser's eyes; a card with another list revision takes it away. */
async function showTicksAnew(press: Press, { mostAssets }: Policy, ports: Ports): Promise<void> {
  const { requestId, user, pressedAt } = press;
  if (requestId === null) return;
  await ports.store.change(requestId, (current) =>
    choose(current, { ids: hasCard(current) ? current.chosen : [], most: mostAssets }, user, pressedAt),
  );
}

async function refreshHome({ place, user }: Press, { jobs }: Ports): Promise<void> {
  if (place === null) await jobs.home(user);
}

function tellPresser(press: Press, note: Note, { chat }: Pick<Ports, 'chat'>): Promise<void> {
  return chat.tell(`press-${press.press}`, { user: press.user, place: press.place }, note);
}
