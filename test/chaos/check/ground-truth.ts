import { grouped } from './grouped.js';
import type { AuditLine, Call, History, Removal, Said, Violation } from './history.js';

/** Invariant 2: the results agree with the ZCA's own book, and no call was made blindly or twice. */
export function truthViolations(history: History): Violation[] {
  const book: Book = {
    removals: grouped(history.removals, ({ id }) => id),
    retries: grouped(
      history.audit.filter(({ action }) => action === 'retried'),
      ({ requestId }) => requestId,
    ),
    // A console's pages are not counted as readings, so the readings before a call are unknown here.
    calls: history.keepsReadings
      ? grouped(
          history.calls.filter(({ operation }) => operation === 'unlink'),
          ({ id }) => id,
        )
      : null,
    begun: new Set(
      history.audit
        .filter(({ action }) => action === 'unlink_called')
        .map(({ requestId, details }) => `${requestId} ${String(details['asset']).split(':')[1]}`),
    ),
  };
  return [...callViolations(history), ...history.said.flatMap((said) => resultViolations(said, book))];
}

/** The facts that results are compared with. */
interface Book {
  /** By asset. */
  readonly removals: ReadonlyMap<string, readonly Removal[]>;
  /** By request. */
  readonly retries: ReadonlyMap<string, readonly AuditLine[]>;
  /** By asset; null where the times of its readings are unknown. */
  readonly calls: ReadonlyMap<string, readonly Call[]> | null;
  /** `request asset`: the log says that a call of this request was to go out. */
  readonly begun: ReadonlySet<string>;
}

/** An unclear end is read again and again for this long after its last call. */
const readForMs = 10 * 60_000;

/** The readings of an asset for the approval and at the start of its run, before the one for its first call. */
const readingsBeforeRun = 2;

/**
 * Each unlink call had a reading of its own before it, and at most one call of a request removed the link.
 */
function callViolations(history: History): Violation[] {
  const { keepsReadings } = history;
  const approvedAt = approvalTimes(history);
  const removals = new Map<string, number>();
  const unlinks = new Map<string, number>();
  return [...grouped(history.calls, ({ id }) => id)].flatMap(([id, calls]) =>
    calls.flatMap(({ operation, requestId, removed }, place) => {
      if (operation !== 'unlink') return [];
      const key = `${requestId} ${id}`;
      const made = count(unlinks, key);
      const twice = removed && count(removals, key) > 1;
      const from = approvedAt.get(requestId ?? '') ?? 0;
      const readings = calls.slice(0, place).filter((call) => call.operation === 'read' && call.at >= from);
      const answered = readings.filter(({ status }) => status !== null).length;
      const isRead = answered >= made && readings.length >= made + (from > 0 ? readingsBeforeRun : 0);
      return [
        ...(keepsReadings && !isRead
          ? [broken(`${requestId}, ${id}: call ${made} was made without reading first`)]
          : []),
        ...(twice ? [broken(`${requestId}, ${id}: unlinked twice`)] : []),
      ];
    }),
  );
}

/** The first press of whoever confirmed each request first. */
function approvalTimes({ audit, presses }: History): ReadonlyMap<string, number> {
  const ofRequest = grouped(presses, ({ requestId }) => requestId);
  return new Map(
    [...audit].reverse().flatMap(({ action, actor, requestId }) => {
      if (action !== 'approved' || requestId === null) return [];
      const given = ofRequest
        .get(requestId)
        ?.filter(({ user, action: pressed }) => user === actor && pressed === 'approve');
      return given === undefined || given.length === 0
        ? []
        : [[requestId, Math.min(...given.map(({ at }) => at))] as const];
    }),
  );
}

function count(counts: Map<string, number>, key: string): number {
  const next = (counts.get(key) ?? 0) + 1;
  counts.set(key, next);
  return next;
}

/** Said of a link that is gone after a call whose answer the bot does not have: anybody may have removed it. */
const unconfirmed = 'the bot called to unlink it, but cannot tell';

/** Each line of a result begins with a sign and names an asset. */
function resultViolations({ op, text, at }: Said, { removals, retries, calls, begun }: Book): Violation[] {
  const [, requestId, round] = /^result-(UR-[0-9A-Z]+)-(\d+)$/u.exec(op) ?? [];
  if (requestId === undefined) return [];
  // Includes a removal by a call of this round after it was reported as not done.
  const roundEnd = retries.get(requestId)?.[Number(round) - 1]?.at ?? Number.POSITIVE_INFINITY;
  return text.split('\n').flatMap((line) => {
    const id = /\((\d{15,20})\)/u.exec(line)?.[1];
    if (id === undefined) return [];
    const gone = removals.get(id) ?? [];
    // Slack sets a message's time, which may lag a little.
    const before = gone.filter((removal) => removal.at <= at + 50);
    const byThis = (removal: Removal) => removal.requestId === requestId;
    const what = (problem: string) => broken(`${requestId}, ${id}: ${problem}: ${line}`);
    if (line.includes(unconfirmed)) {
      if (before.length === 0) return [what('said to be gone, and it is linked')];
      return begun.has(`${requestId} ${id}`) ? [] : [what('said to have been called, and it was not')];
    }
    if (line.includes('✅') && !before.some(byThis))
      return [what('said to be unlinked, and the ZCA does not know of it')];
    if (line.includes('☑️') && before.length === 0) return [what('said to be gone, and it is linked')];
    const last = calls?.get(id)?.findLast((call) => call.at <= at);
    const isGivenUp = line.includes('❓') && !line.includes('the job was interrupted too many times');
    if (isGivenUp && last !== undefined && at - last.at < readForMs)
      return [what('said not to be known, and it was not read for long enough')];
    const saysNotDone = ['⚠️', '⛔', '✋', '❌', '🧪'].some((sign) => line.trimStart().startsWith(sign));
    return saysNotDone && gone.some((removal) => byThis(removal) && removal.at < roundEnd)
      ? [what('said not to be unlinked, and it was')]
      : [];
  });
}

function broken(what: string): Violation {
  return { invariant: 2, what, mayHeal: false };
}
