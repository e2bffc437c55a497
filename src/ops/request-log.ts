import type { AuditEntry } from '../core/request/audit-entry.js';
import type { Log } from '../flow/ports/log.js';
import type { LogEvent } from '../flow/ports/log-event.js';
import type { RequestWitness } from '../flow/ports/metrics.js';

/** The log's event for each change of a request, and its sentence. */
const events: { readonly [A in AuditEntry['action']]?: readonly [LogEvent, string] } = {
  asked: ['request.asked', 'somebody asked for an unlink'],
  listed: ['request.listed', 'the look-up found assets'],
  not_found: ['request.not_found', 'the look-up found nothing'],
  lookup_failed: ['request.lookup_failed', 'the look-up failed'],
  joining: ['request.joining', 'a request is about to join another'],
  joined: ['request.joined', 'a request joined another'],
  requester_added: ['request.requester_added', 'another person asked for the same'],
  chosen: ['request.chosen', 'somebody changed the selection'],
  list_changed: ['request.list_changed', 'the linked assets changed'],
  approval_given: ['request.approval_given', 'one of several approvals was given'],
  approval_taken_back: ['request.approval_taken_back', 'an approval was taken back'],
  approval_lapsed: ['request.approval_lapsed', 'approvals ceased to count'],
  held_after_restore: ['request.held_after_restore', 'held back after a restore of Redis'],
  approved: ['request.approved', 'a request was approved'],
  quorum_reached: ['request.quorum_reached', 'the approvals came to suffice'],
  cancelled: ['request.cancelled', 'a request was cancelled'],
  expired: ['request.expired', 'a request expired'],
  stopped: ['request.stopped', 'somebody stopped a request'],
  retried: ['request.retried', 'somebody retried what had failed'],
  window_opened: ['request.window_opened', 'the stop window opened'],
  started: ['request.started', 'a run started'],
  unlink_called: ['request.unlink_called', 'an unlink call is about to go out'],
  unlink_call_void: ['request.unlink_call_void', 'an unlink call unlinked nothing'],
  last_try_unclear: ['request.last_try_unclear', 'the last call has no clear result'],
  handed_over: ['request.handed_over', 'an asset was handed to operators'],
  work_taken: ['request.work_taken', 'an operator took the task'],
  work_given_back: ['request.work_given_back', 'an operator gave the task back'],
  settled: ['request.settled', 'an asset has its outcome'],
  finished: ['request.finished', 'a run ended'],
  press_refused: ['press.refused', 'a press was refused'],
  ask_refused: ['command.refused', 'a command was refused'],
  look_refused: ['query.refused', 'a query was refused'],
};

/** Facts of an audit entry that are words or ids of the bot and the ZCA; the others may be people's texts. */
const told = ['asset', 'outcome', 'round', 'press', 'delivery', 'why'] as const;

/** One line for each stored change of a request and each refusal. */
export function requestLog(log: Log): RequestWitness {
  return {
    changed: ({ after, entry }) =>
      line(log, entry, { request: after.id, status: after.status, ms: entry.at - after.askedAt }),
    refused: (entry) => line(log, entry, { request: entry.requestId === '' ? undefined : entry.requestId }),
  };
}

function line(log: Log, { action, actor, details }: AuditEntry, facts: Parameters<Log['info']>[2]): void {
  const [event, what] = events[action] ?? [];
  if (event === undefined || what === undefined) return;
  const shown = told.filter((name) => name !== 'why' || action.endsWith('_refused'));
  const more = Object.fromEntries(
    shown.flatMap((name) => {
      const value = details[name];
      return typeof value === 'string' || typeof value === 'number' ? [[name, value]] : [];
    }),
  );
  log.info(event, what, { ...facts, actor, ...more });
}
