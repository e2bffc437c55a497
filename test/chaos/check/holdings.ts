import type { AuditLine, History, Violation } from './history.js';
import { isStop, type Story, storiesOf, textsIn } from './timelines.js';

/**
 * Invariant 6. The audit log orders all events, so it gives the holder of each asset at each moment; and the
 * bot points nobody to a request that had ended before they asked.
 */
export function holdingViolations(history: History): Violation[] {
  const stories = storiesOf(history);
  const holders = new Map<string, string>();
  const overSince = new Map<string, number>();
  return history.audit.flatMap((line): Violation[] => {
    const story = stories.get(line.requestId);
    if (story === undefined) return [];
    if (ends(line)) {
      overSince.set(line.requestId, line.sequence);
      release(line.requestId, holders);
      return [];
    }
    if (line.action === 'retried') overSince.delete(line.requestId);
    if (line.action === 'joined') return joinedTooLate(line, story, overSince);
    // An unticked asset is free for others.
    if (line.action === 'chosen') release(line.requestId, holders);
    return takenBy(line, story).flatMap((asset) => take(asset, line.requestId, holders));
  });
}

function take(asset: string, requestId: string, holders: Map<string, string>): Violation[] {
  const holder = holders.get(asset);
  holders.set(asset, requestId);
  if (holder === undefined || holder === requestId) return [];
  return [broken(`${asset} is in the open requests ${holder} and ${requestId}`)];
}

function release(requestId: string, holders: Map<string, string>): void {
  for (const [asset, holder] of holders) if (holder === requestId) holders.delete(asset);
}

function ends(line: AuditLine): boolean {
  return ['cancelled', 'expired', 'finished'].includes(line.action) || isStop(line);
}

function takenBy({ action, details }: AuditLine, { dryRun, kind }: Story): string[] {
  if (dryRun) return [];
  if (action === 'retried') return textsIn(details['assets']);
  if (action === 'chosen') return textsIn(details['chosen']).map((id) => `${kind}:${id}`);
  if (action !== 'listed') return [];
  const chosen = textsIn(details['chosen']);
  return textsIn(details['assets']).filter((asset) => chosen.some((id) => asset.endsWith(`:${id}`)));
}

/** The other request may end between the bot's look and its answer, but not before the person asked. */
function joinedTooLate(
  line: AuditLine,
  { lines }: Story,
  overSince: ReadonlyMap<string, number>,
): Violation[] {
  const other = String(line.details['other']);
  const over = overSince.get(other);
  const asked = lines.find(({ action }) => action === 'asked')?.sequence ?? 0;
  if (over === undefined || over > asked) return [];
  return [broken(`${line.requestId} was pointed to ${other}, which was over before it was asked`)];
}

function broken(what: string): Violation {
  return { invariant: 6, what, mayHeal: false };
}
