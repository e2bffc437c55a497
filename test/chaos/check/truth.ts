import type { Call, History, Said, Violation } from './history.js';

/** Invariant 2: what the results say is what the ZCA's own book says, and no call was made blindly or twice. */
export function truthViolations(history: History): Violation[] {
  return [
    ...callViolations(history.calls),
    ...history.said.flatMap((said) => resultViolations(said, history)),
  ];
}

/** Each unlink call had a reading of its own before it, and one call of a request at most removed the link. */
function callViolations(calls: readonly Call[]): Violation[] {
  const readings = new Map<string, number>();
  const unlinks = new Map<string, number>();
  const removals = new Map<string, number>();
  return calls.flatMap(({ operation, id, requestId, status, removed }) => {
    if (operation === 'read' && status !== null) count(readings, id);
    if (operation !== 'unlink') return [];
    const made = count(unlinks, id);
    const twice = removed && count(removals, `${requestId} ${id}`) > 1;
    return [
      ...(made > (readings.get(id) ?? 0)
        ? [broken(`${requestId}, ${id}: call ${made} was made without reading first`)]
        : []),
      ...(twice ? [broken(`${requestId}, ${id}: unlinked twice`)] : []),
    ];
  });
}

function count(counts: Map<string, number>, key: string): number {
  const next = (counts.get(key) ?? 0) + 1;
  counts.set(key, next);
  return next;
}

/** Each line of a result begins with a sign and names an asset. */
function resultViolations({ op, text, at }: Said, { removals }: History): Violation[] {
  const requestId = /^result-(UR-[0-9A-Z]+)-\d+$/u.exec(op)?.[1];
  if (requestId === undefined) return [];
  return text.split('\n').flatMap((line) => {
    const id = /\((\d{15,20})\)/u.exec(line)?.[1];
    if (id === undefined) return [];
    // A message's time is of Slack's making and may lie a little behind.
    const gone = removals.filter((removal) => removal.id === id && removal.at <= at + 50);
    const byThis = gone.some((removal) => removal.requestId === requestId);
    const what = (problem: string) => broken(`${requestId}, ${id}: ${problem}: ${line}`);
    if (line.includes('✅') && !byThis) return [what('said to be unlinked, and the ZCA does not know of it')];
    if (line.includes('☑️') && gone.length === 0) return [what('said to be gone, and it is linked')];
    const saysNotDone = ['⚠️', '⛔', '✋', '❌', '🧪'].some((sign) => line.trimStart().startsWith(sign));
    return saysNotDone && byThis ? [what('said not to be unlinked, and it was')] : [];
  });
}

function broken(what: string): Violation {
  return { invariant: 2, what, mayHeal: false };
}
