import { bold, type RichText, richText, user } from '../../core/messages/rich-text.js';
import { isStoppedByRestore } from '../../core/request/after-restore.js';
import type { Awaiting } from '../../core/request/awaiting.js';
import { manualTaskOf, waitsForOperators } from '../../core/request/manual-task.js';
import type { CardRequest, Finished } from '../../core/request/request.js';
import { stopOf, stopWindowEnd } from '../../core/request/stop-transition.js';
import { doneMark } from '../words/done-mark.js';
import { decided, stopTooLate, unlinkedOf } from '../words/en.js';
import { mentions } from '../words/mentions.js';

/** A request's state, the same on its card and in every list. */
export function status(request: CardRequest, waitsFor: Awaiting | null): RichText {
  switch (request.status) {
    case 'pending':
      return waits(waitsFor);
    case 'cancelled':
      return cancelled(request);
    case 'expired':
      return richText`⌛ ${bold('Expired')}. It was not confirmed in time; nothing was unlinked.`;
    case 'approved':
      return richText`⏱️ ${begins(request)} ${confirmed(request)}`;
    case 'running':
      if (waitsForOperators(request)) return richText`🛠️ ${byHand(request)} ${confirmed(request)}`;
      if (waitsFor?.type === 'zca')
        return richText`🔄 ${bold('Waiting for the ZCA')}, which takes no more calls for now. ${confirmed(request)}`;
      return richText`🔄 ${bold(running(request))} ${confirmed(request)}`;
    case 'succeeded':
      return richText`${mark(request)} ${bold('Done')}: ${unlinkedOf(request)}.${stopTooLate(request)} ${confirmed(request)}`;
    case 'partial':
      return richText`${stopped(request) ?? richText`⚠️ ${bold('Partly done')}`}: ${unlinkedOf(request)}; see the thread.${stopTooLate(request)} ${confirmed(request)}`;
    case 'failed':
      return richText`${stopped(request) ?? richText`❌ ${bold('Not done')}`}: nothing ${request.dryRun ? 'would have been unlinked' : 'is known to have been unlinked'}; see the thread.${stopTooLate(request)} ${confirmed(request)}`;
  }
}

function waits(waitsFor: Awaiting | null): RichText {
  switch (waitsFor?.type) {
    case 'tick':
      return richText`⏳ ${bold('Nothing is ticked yet.')} Tick what is to be unlinked.`;
    case 'people':
      return richText`⚠️ ${bold(`Cannot be confirmed: ${waitsFor.few === 0 ? 'nobody may approve' : 'too few people may approve'}.`)}`;
    case 'approvals':
      return richText`⏳ ${bold(waitsForApprovals(waitsFor))}`;
    default:
      return richText`⏳ ${bold('Waiting')}`;
  }
}

function waitsForApprovals({ given, needed }: Extract<Awaiting, { type: 'approvals' }>): string {
  if (given === 0)
    return needed === null || needed === 1 ? 'Waiting for an approver' : `Waiting for ${needed} approvers`;
  const far = needed === null ? '' : ` (${given} of ${needed} approvals)`;
  return `Waiting for ${needed === null || needed - given < 2 ? 'another approver' : 'more approvers'}${far}`;
}

function mark(request: Finished): string {
  return request.dryRun ? '🧪' : doneMark(request);
}

function begins(request: Extract<CardRequest, { status: 'approved' }>): RichText {
  const end = stopWindowEnd(request);
  return end === null
    ? richText`${bold('Not begun yet')}; it can still be stopped.`
    : richText`${bold('Begins at')} ${{ at: end, to: 'second' }} at the earliest; until it begins, it can be stopped.`;
}

function stopped(request: Finished): RichText | null {
  const stop = stopOf(request);
  if (stop === null) return null;
  if (isStoppedByRestore(request))
    return richText`↩️ ${bold('Stopped')}, since Redis was restored to an older state`;
  return stop.by === 'bot'
    ? richText`⌛ ${bold('Not begun in time')}`
    : richText`✋ ${decided(stop, 'Stopped')}`;
}

function running(request: Extract<CardRequest, { status: 'running' }>): string {
  if (request.stop !== null) return 'Stopping…';
  return request.dryRun ? 'Dry run…' : 'Unlinking…';
}

function byHand(request: Extract<CardRequest, { status: 'running' }>): RichText {
  const { taken } = manualTaskOf(request);
  return taken === null
    ? richText`${bold('Waiting for an operator')} to unlink it by hand; see the thread.`
    : richText`${bold('Being unlinked by hand')} by ${user(taken.by)}; see the thread.`;
}

function cancelled(request: Extract<CardRequest, { status: 'cancelled' }>): RichText {
  const { decision, why, requester } = request;
  if (why?.type === 'nothing_left')
    return richText`🚫 ${bold('Nothing left to unlink')}: nothing on this list can still be unlinked.`;
  if (why?.type === 'stopped')
    return richText`✋ ${decided(decision, 'Stopped before it began,')}. Nothing was unlinked.`;
  const isRejected = why !== null && decision.by !== requester;
  const said = why === null || why.text === null ? '' : ` Reason: “${why.text}”.`;
  return richText`🚫 ${decided(decision, isRejected ? 'Rejected' : 'Cancelled')}.${said} Nothing was unlinked.`;
}

function confirmed(request: Extract<CardRequest, { round: number }>): RichText {
  const by = mentions(request.approvals.map((approval) => approval.by));
  const { decision } = request;
  if (decision.by === 'bot')
    return richText`Confirmed by ${by}, which is enough since ${{ at: decision.at }}.`;
  return richText`Confirmed by ${by} at ${{ at: decision.at }}.`;
}
