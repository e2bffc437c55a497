import type { Press } from '../core/ask.js';
import type { Note } from '../core/note.js';
import { type DecisionRefusal, type Membership, mayApprove, mayCancel } from '../core/policy.js';
import { type CardRequest, hasCard, type Request } from '../core/request.js';
import {
  approve,
  cancel,
  choose,
  decisionOf,
  type PressRefusal,
  type Transition,
} from '../core/transition.js';
import { readMembership, unreadableNote } from './membership.js';
import type { Change, Ports } from './ports.js';
import { showCard } from './show-card.js';

/** An approval is taken for this long after the press, in milliseconds. */
const freshMs = 5 * 60_000;

/**
 * Step 3: somebody pressed on a card. Checks the person now, makes one atomic transition, queues the job, and
 * answers: by the card when the press counted, privately when it did not. Safe to repeat.
 */
export async function decide(press: Press, ports: Ports): Promise<void> {
  const request = press.requestId === null ? null : await ports.store.get(press.requestId);
  if (request === null || !hasCard(request) || request.channel !== press.channel) {
    ports.log.warn('a press named no request that exists here', {
      request: press.requestId,
      user: press.user,
    });
    return tellPresser(press, { type: 'no_such_request' }, ports);
  }
  const refusal = await refusalOf(press, request, ports);
  if (refusal !== null) return refuse(press, request, refusal, ports);
  const change = await ports.store.change(request.id, (current) => transitionFor(press, current));
  if (change.type === 'refused' && change.reason.type === 'overtaken') return showCard(request, ports);
  if (change.type === 'held') await showTicksAnew(press, ports);
  const decided = decidedBy(press, change);
  if (decided === null) return refuse(press, request, noteOf(change), ports);
  if (decided.status === 'approved') await ports.jobs.unlink(decided);
  await showCard(decided, ports);
}

async function refusalOf(press: Press, request: CardRequest, ports: Ports): Promise<Note | null> {
  if (isLate(press, request, ports)) return { type: 'pressed_long_ago' };
  const { policy } = ports;
  const may = press.action.type === 'approve' ? mayApprove : mayCancel;
  const refusalBy = (member: Membership): DecisionRefusal | null =>
    may(policy, press.user, request.requester, member);
  try {
    // A group that cannot be read keeps nobody out who is named without it.
    const refusal = refusalBy(() => false) && refusalBy(await readMembership(policy.approvers, ports));
    return refusal === null ? null : { type: 'decision_refused', refusal, allowed: policy.approvers };
  } catch (error) {
    return unreadableNote(error);
  }
}

/** A press that waited in the queue says nothing about now; one that was already counted is not late. */
function isLate(press: Press, request: CardRequest, { now }: Ports): boolean {
  return (
    press.action.type === 'approve' &&
    decisionOf(request)?.press !== press.press &&
    now() - press.pressedAt > freshMs
  );
}

function transitionFor(press: Press, current: Request): Transition<PressRefusal> {
  const decision = { by: press.user, at: press.pressedAt, press: press.press };
  const { action } = press;
  if (action.type === 'approve') return approve(current, decision, press);
  if (action.type === 'cancel') return cancel(current, decision);
  return choose(current, action.ids, press.user, press.pressedAt);
}

/** The request when this press decided it, now or in an earlier run of the same job; null when the press did not count. */
function decidedBy(press: Press, change: Change<PressRefusal>): CardRequest | null {
  const request = change.type === 'changed' ? change.request : refusedRequest(change);
  if (request === null || !hasCard(request)) return null;
  return change.type === 'changed' || decisionOf(request)?.press === press.press ? request : null;
}

function refusedRequest(change: Change<PressRefusal>): Request | null {
  return change.type === 'refused' && change.reason.type === 'not_open' ? change.reason.request : null;
}

function noteOf(change: Change<PressRefusal>): Note {
  if (change.type === 'refused' && change.reason.type !== 'overtaken') return change.reason;
  if (change.type === 'held') return { type: 'held', other: change.by, asset: change.asset };
  return { type: 'no_such_request' };
}

/** A press that did not count is answered privately and kept in the audit log; the card may be out of date, so it is shown anew. */
async function refuse(press: Press, { id }: CardRequest, note: Note, ports: Ports): Promise<void> {
  const details = {
    press: press.press,
    action: press.action.type,
    why: 'refusal' in note ? note.refusal : note.type,
  };
  await tellPresser(press, note, ports);
  const newest = await ports.store.get(id);
  if (newest !== null) await showCard(newest, ports);
  await ports.store.note({
    at: press.pressedAt,
    requestId: id,
    action: 'press_refused',
    actor: press.user,
    details,
  });
}

/** A tick that was not taken still stands before the presser's eyes; a card with another list revision takes it away. */
async function showTicksAnew(press: Press, ports: Ports): Promise<void> {
  const { requestId, user, pressedAt } = press;
  if (requestId === null) return;
  await ports.store.change(requestId, (current) =>
    choose(current, hasCard(current) ? current.chosen : [], user, pressedAt),
  );
}

function tellPresser(press: Press, note: Note, { chat }: Pick<Ports, 'chat'>): Promise<void> {
  return chat.tell(
    `press-${press.press}`,
    { user: press.user, channel: press.channel, thread: press.thread },
    note,
  );
}
