import { grouped } from './grouped.js';
import type { History, Violation } from './history.js';

/** So many refusals of one person at one request are in the audit log, and one an hour after that; a storm is over sooner. */
const mostRefusals = 11;

/** Invariant 10: people who may decide nothing get nothing done, however often they try, and do not fill the audit log. */
export function strangerViolations({ strangers, audit }: History): Violation[] {
  const theirs = audit.filter(({ actor }) => strangers.has(actor));
  const done = theirs.filter(({ action }) => !action.endsWith('_refused'));
  const counted = grouped(
    theirs.filter(({ action }) => action.endsWith('_refused')),
    ({ actor, requestId }) => `${actor} at ${requestId === '' ? 'no request' : requestId}`,
  );
  return [
    ...done.map(({ actor, action, requestId }) =>
      broken(`${requestId}: “${action}” by the stranger ${actor}`),
    ),
    ...[...counted].flatMap(([who, lines]) =>
      lines.length > mostRefusals ? [broken(`${who} has ${lines.length} refusals in the audit log`)] : [],
    ),
  ];
}

function broken(what: string): Violation {
  return { invariant: 10, what, mayHeal: false };
}
