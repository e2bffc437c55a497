import { grouped } from './grouped.js';
import type { History, Violation } from './history.js';

/**
 * The audit log records this many refusals of one person on one request, and one an hour after that; a storm
 * ends sooner.
 */
const maxRefusals = 11;

const minuteMs = 60_000;

/**
 * Invariant 10: people without rights get nothing done, however often they try, and fill neither the audit
 * log nor the bot's rate limit at Slack.
 */
export function strangerViolations(history: History): Violation[] {
  return [...inTheLog(history), ...answeredWithoutEnd(history)];
}

/** Answers may come late and in one burst, so they are counted over the whole storm. */
function answeredWithoutEnd({ strangers, whispers, maxAnswersPerMinute }: History): Violation[] {
  if (maxAnswersPerMinute === null) return [];
  return [...strangers].flatMap((stranger) => {
    const times = whispers
      .filter(({ to }) => to === stranger)
      .map(({ at }) => at)
      .sort((a, b) => a - b);
    const [first = 0] = times;
    const minutes = Math.ceil(((times.at(-1) ?? first) - first) / minuteMs) + 1;
    if (times.length <= minutes * maxAnswersPerMinute) return [];
    return [broken(`${stranger} was answered ${times.length} times in less than ${minutes} minutes`)];
  });
}

function inTheLog({ strangers, audit }: History): Violation[] {
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
      lines.length > maxRefusals ? [broken(`${who} has ${lines.length} refusals in the audit log`)] : [],
    ),
  ];
}

function broken(what: string): Violation {
  return { invariant: 10, what, mayHeal: false };
}
