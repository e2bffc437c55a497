import {
  type CardPress,
  isManualTaskPress,
  type ManualTaskPress,
  type Press,
} from '../core/command/submitted-command.js';
import type { Refusal, Verdict } from '../core/messages/verdict.js';
import { surfaceOf } from '../core/person/accounts.js';
import { areVerified, assetsToVerifyFor } from '../core/request/asset-rules.js';
import { actedIn } from '../core/request/audit-entry.js';
import { isCounted } from '../core/request/counted-press.js';
import { approve, cancel, choose, takeBack } from '../core/request/decision-transition.js';
import {
  claimManualTask,
  releaseManualTask,
  reportManualTask,
} from '../core/request/manual-task-transition.js';
import type { Outcome } from '../core/request/outcome.js';
import { type Policy, policyFor } from '../core/request/policy.js';
import {
  type CardRequest,
  type Decision,
  hasCard,
  isFinished,
  type Request,
  requestersOf,
} from '../core/request/request.js';
import { retriedAssets } from '../core/request/run-outcomes.js';
import { retry } from '../core/request/run-transition.js';
import { stop } from '../core/request/stop-transition.js';
import { invalidState, type PressRefusal, type Transition } from '../core/request/transition.js';
import { confirmList } from './confirm-list.js';
import { outcomeOfPress } from './manual-task.js';
import { pressRefusalOf, unreadableAsRefusal } from './permission.js';
import type { Attempt } from './ports/jobs.js';
import type { Ports } from './ports/ports.js';
import type { Change } from './ports/store.js';
import { refusePress } from './refuse.js';
import { holdingForRetry } from './still-approving.js';

/** An approval or a retry counts for this long after the click. */
const maxPressAgeMs = 5 * 60_000;

/**
 * Gives a click its verdict: checks the person now, reads the chosen assets again before an approval, then makes the
 * transition or refuses the click. Safe to repeat.
 */
export async function judge(press: Press, attempt: Attempt, ports: Ports): Promise<Verdict | 'overtaken'> {
  const request = await requestOf(press, ports);
  if (request === null) {
    ports.log.warn('press.unknown_request', 'a button press named an unknown request', {
      request: press.requestId,
      user: press.user,
    });
    await warnIfLost(press, ports);
    return refusePress(press, { type: 'no_such_request' }, ports);
  }
  if (isNewerThan(request, press))
    ports.alerts.raise({ type: 'older_state', requestId: request.id, redisHas: 'older' });
  if (isCounted(request, press.press)) return { type: 'counted' };
  const policy = policyFor(ports.policies, request.kind, request.channel);
  const refusal =
    lateNote(press, ports) ??
    (await pressRefusalOf(press, request, policy, ports)) ??
    (await confirmList(press, request, attempt, ports)) ??
    digitsRefusalOf(press, request, policy);
  if (refusal !== null) return refusePress(press, refusal, ports);
  const outcome = await outcomeOfPress(press, request, ports);
  const holding = await unreadableAsRefusal(holdingFor(press, request, policy, ports));
  if ('type' in holding) return refusePress(press, holding, ports);
  // The card may have shown the end of the run before its report; post the result before anybody retries.
  if (press.action.type === 'retry' && isFinished(request) && request.round === press.round)
    await ports.chat.postResult(request);
  const step = (current: Request): Transition<PressRefusal | Moved> =>
    hasMoved(press, request, current)
      ? { refused: { type: 'moved' } }
      : at(press.place, transitionFor(press, current, policy, { outcome, holding }));
  const change = await ports.store.change(request.id, step, press.press);
  const verdict = await verdictOf(change, press, ports);
  // The check is outdated: somebody changed the selection, or the approver joined. Judge again.
  return verdict === 'moved' ? judge(press, attempt, ports) : verdict;
}

/** The verdict after the attempt to make the transition. */
async function verdictOf(
  change: Change<PressRefusal | Moved>,
  press: Press,
  ports: Ports,
): Promise<Verdict | 'overtaken' | 'moved'> {
  if (change.type === 'changed') return { type: 'counted' };
  if (change.type === 'judged') return change.verdict;
  if (change.type === 'held')
    return refusePress(press, { type: 'held', other: change.by, asset: change.asset }, ports);
  if (change.type === 'missing') return refusePress(press, { type: 'no_such_request' }, ports);
  const { reason } = change;
  if (reason.type === 'moved' || reason.type === 'overtaken') return reason.type;
  return refusePress(press, reason.type === 'not_open' ? { type: 'not_open' } : reason, ports);
}

/** A retry of high-risk assets needs their digits, as the approval did. */
function digitsRefusalOf({ action, round }: Press, request: CardRequest, policy: Policy): Refusal | null {
  if (action.type !== 'retry' || !isFinished(request) || request.round !== round) return null;
  const toType = assetsToVerifyFor(policy, request, retriedAssets(request));
  return areVerified(toType, action.typed) ? null : { type: 'wrong_digits' };
}

/** The list or selection changed after the approval was checked, or its approver joined. */
interface Moved {
  readonly type: 'moved';
}

function hasMoved({ action, user }: Press, checked: CardRequest, current: Request): boolean {
  if (action.type !== 'approve' || current.status !== 'pending') return false;
  const hasJoined = requestersOf(current).includes(user) && !requestersOf(checked).includes(user);
  return hasJoined || current.listRevision !== checked.listRevision;
}

/** The same transition, whose audit entry names the surface. */
function at<R>(place: Press['place'], transition: Transition<R>): Transition<R> {
  if ('refused' in transition) return transition;
  const { action, actor, requestId, at: when, details } = transition.entry;
  const surface = actedIn(place?.channel);
  return { ...transition, entry: { at: when, requestId, action, actor, ...surface, details } };
}

/** The request of the clicked card, if the click came from that card's channel. */
export async function requestOf(
  { requestId, place }: Press,
  { store, cardsChannel = null }: Ports,
): Promise<CardRequest | null> {
  const request = requestId === null ? null : await store.get(requestId);
  if (request === null || !hasCard(request)) return null;
  if (place === null || place.channel === request.channel) return request;
  // In Zalo a code names the request and its person. A request asked there has its Slack card in a channel of its own.
  const isElsewhere = surfaceOf(place.channel) !== 'slack';
  const isMirrored = surfaceOf(request.channel) !== 'slack' && place.channel === cardsChannel;
  return isElsewhere || isMirrored ? request : null;
}

/** The chat shows cards only of what Redis has stored, so one without a trace there was lost. */
async function warnIfLost({ requestId }: Press, { store, alerts }: Ports): Promise<void> {
  if (requestId === null || !(await store.isLost(requestId))) return;
  alerts.raise({ type: 'older_state', requestId, redisHas: 'nothing' });
}

function isNewerThan(request: CardRequest, press: Press): boolean {
  return !isManualTaskPress(press) && press.listRevision > request.listRevision;
}

/** A click that waited too long in the queue no longer expresses what the person wants. */
function lateNote(press: Press, { now }: Ports): Refusal | null {
  const harmless = !['approve', 'retry'].includes(press.action.type);
  return harmless || now() - press.pressedAt <= maxPressAgeMs ? null : { type: 'pressed_long_ago' };
}

/** Facts read from others before the click can count. */
interface Learnt {
  /** The outcome that an operator reports for an asset; null if none. */
  readonly outcome: Outcome | null;
  /** Approvers of the retried run who may still approve. */
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
  return isManualTaskPress(press)
    ? workTransitionFor(press, current, outcome)
    : cardTransitionFor(press, current, policy, holding);
}

function cardTransitionFor(
  press: CardPress,
  current: Request,
  policy: Policy,
  holding: readonly string[],
): Transition<PressRefusal> {
  const { action, user: by, pressedAt: at, round } = press;
  const decision = { by, at, press: press.press };
  switch (action.type) {
    case 'approve': {
      const terms = { needed: policy.approvals, startsAt: policy.stopWindowMs > 0 ? null : at };
      return approve(current, { ...decision, ...typedFor(current, policy) }, press, terms);
    }
    case 'take_back':
      return takeBack(current, decision);
    case 'cancel':
      return cancel(current, decision, null);
    case 'reject':
      return cancel(current, decision, { type: 'said', text: action.reason });
    case 'open_reject':
      return current.status === 'pending'
        ? { refused: { type: 'dialog_not_opened' } }
        : invalidState(current);
    case 'choose':
      return choose(current, { ids: action.ids, most: policy.mostAssets }, by, at);
    case 'stop':
      return stop(current, decision, round);
    case 'retry':
      return retry(current, decision, { round, needed: policy.approvals, holding });
  }
}

function workTransitionFor(
  { action, user: by, pressedAt: at, press, round, turn }: ManualTaskPress,
  current: Request,
  outcome: Outcome | null,
): Transition<PressRefusal> {
  const decision = { by, at, press };
  switch (action.type) {
    case 'take_work':
      return claimManualTask(current, decision, { round, turn });
    case 'give_back_work':
      return releaseManualTask(current, decision, round);
    case 'work_done':
    case 'work_failed':
      return outcome === null
        ? invalidState(current)
        : reportManualTask(current, decision, { id: action.id, round }, outcome);
  }
}

/** The digits that `confirmList` found correct for the current list and selection. */
function typedFor(request: Request, policy: Policy): Pick<Decision, 'typed'> {
  const typed = hasCard(request) ? assetsToVerifyFor(policy, request).map(({ id }) => id) : [];
  return typed.length === 0 ? {} : { typed };
}
