import type { Press, SubmittedCommand } from '../core/command/submitted-command.js';
import type { Refusal, Verdict } from '../core/messages/verdict.js';
import { type AuditEntry, actedIn } from '../core/request/audit-entry.js';
import type { Ports } from './ports/ports.js';
import type { RequestStore } from './ports/store.js';

interface Refusals {
  readonly store: Pick<RequestStore, 'refuse'>;
}

/** A query, or a search in a form's picker. */
export interface CountedQuery {
  readonly budget: 'looks' | 'searches';
  readonly user: string;
  readonly delivery: string;
}

/** Stores why a click does not count; returns the verdict that holds. */
export function refusePress(press: Press, why: Refusal, { store }: Refusals): Promise<Verdict> {
  const { press: id, action, user: actor, pressedAt: at, requestId } = press;
  const details = { press: id, action: action.type, why: reasonOf(why) };
  return store.refuse(id, why, {
    at,
    requestId: requestId ?? '',
    action: 'press_refused',
    actor,
    ...actedIn(press.place?.channel),
    details,
  });
}

/** The same for a command. */
export function refuseCommand(ask: SubmittedCommand, why: Refusal, { store }: Refusals): Promise<Verdict> {
  const { delivery, command, requester: actor, channel, askedAt: at } = ask;
  const what = command.type === 'unlink' ? { kind: command.kind, queries: command.queries } : {};
  const details = { delivery, ...what, channel, why: reasonOf(why) };
  return store.refuse(delivery, why, {
    at,
    requestId: '',
    action: 'ask_refused',
    actor,
    ...actedIn(channel),
    details,
  });
}

/** The same for a query, or a search in a form's picker. */
export function refuseQuery(
  { user: actor, delivery, budget }: CountedQuery,
  why: Refusal,
  { store, now }: Pick<Ports, 'now'> & Refusals,
): Promise<Verdict> {
  const details = { delivery, budget, why: reasonOf(why) };
  return store.refuse(delivery, why, { at: now(), requestId: '', action: 'look_refused', actor, details });
}

/** The same for a click or a command whose job failed for good: if it runs later, it has no effect. */
export function refuseGivenUp(
  what: 'press' | 'ask',
  given: { readonly delivery: string; readonly by: string; readonly requestId: string | null },
  { store, now }: Pick<Ports, 'now'> & Refusals,
): Promise<Verdict> {
  const { delivery, by: actor, requestId } = given;
  const entry: AuditEntry = {
    at: now(),
    requestId: requestId ?? '',
    action: `${what}_refused`,
    actor,
    details: { [what === 'press' ? 'press' : 'delivery']: delivery, why: 'given_up' },
  };
  return store.refuse(delivery, { type: 'given_up' }, entry);
}

function reasonOf(why: Refusal): string {
  return 'refusal' in why ? why.refusal : why.type;
}
