import { createHash } from 'node:crypto';
import type { History, Violation } from './history.js';

/**
 * Invariant 7: every entry follows the one before it, no end seen earlier is gone, the bot's own check
 * agrees, and the log tells of everything removed from it.
 */
export function chainViolations(history: History): Violation[] {
  return [...brokenLinks(history), ...lostEnds(history), ...untoldRemovals(history), ...verdict(history)];
}

function brokenLinks({ audit }: History): Violation[] {
  let before = { sequence: 0, hash: '' };
  for (const line of audit) {
    if (line.sequence !== before.sequence + 1) return [broken(`entry ${before.sequence + 1} is missing`)];
    const hash = createHash('sha256').update(`${before.hash}\n${line.text}`).digest('hex');
    if (hash !== line.hash) return [broken(`entry ${line.sequence} does not hold the one before it`)];
    before = line;
  }
  return [];
}

function lostEnds({ audit, earlierEnds }: History): Violation[] {
  return earlierEnds.flatMap(({ sequence, hash }) =>
    sequence === 0 || audit[sequence - 1]?.hash === hash
      ? []
      : [broken(`entry ${sequence} was there and is not any more`)],
  );
}

function untoldRemovals({ audit, removals }: History): Violation[] {
  const told = new Set(
    audit.flatMap(({ action, requestId, details }) =>
      action === 'unlink_called' ? [`${requestId} ${String(details['asset'])}`] : [],
    ),
  );
  return removals.flatMap(({ requestId, kind, id }) =>
    requestId === null || told.has(`${requestId} ${kind}:${id}`)
      ? []
      : [broken(`${requestId} removed ${kind}:${id} and the log does not tell of it`)],
  );
}

/** The bot may have appended entries between the two looks. */
function verdict({ verdict: said, audit }: History): Violation[] {
  const entries = Number(/is whole: (\d+) entries/u.exec(said ?? '')?.[1] ?? -1);
  if (said === null || entries >= audit.length) return [];
  return [broken(`the bot’s own check says: ${said.trim()}`)];
}

function broken(what: string): Violation {
  return { invariant: 7, what, mayHeal: false };
}
