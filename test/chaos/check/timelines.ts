import { grouped } from './grouped.js';
import type { AuditLine, History } from './history.js';

/** One request in the words of the audit log. */
export interface Story {
  readonly id: string;
  readonly requester: string;
  /** Everybody who asked for it, including those who joined. */
  readonly requesters: readonly string[];
  readonly kind: string;
  readonly dryRun: boolean;
  readonly lines: readonly AuditLine[];
  readonly end: 'open' | 'running' | 'over';
}

/** Every request in the audit log, by its id. */
export function storiesOf({ audit }: Pick<History, 'audit'>): ReadonlyMap<string, Story> {
  const stories = [...grouped(audit, ({ requestId }) => requestId)].flatMap(([id, all]) => {
    const asked = all.find(({ action }) => action === 'asked');
    return asked === undefined ? [] : [[id, storyOf(id, asked, all)] as const];
  });
  return new Map(stories);
}

function storyOf(id: string, asked: AuditLine, lines: readonly AuditLine[]): Story {
  const { kind, dryRun } = asked.details;
  return {
    id,
    requester: asked.actor,
    requesters: [
      asked.actor,
      ...lines.filter(({ action }) => action === 'requester_added').map(({ actor }) => actor),
    ],
    kind: String(kind),
    dryRun: dryRun === true,
    lines,
    end: endOf(lines),
  };
}

const overBy = ['not_found', 'lookup_failed', 'joined', 'cancelled', 'expired', 'finished'];
/** Actions that put a confirmed request back to wait for a decision. */
export const waitsAgainBy = ['list_changed', 'approval_lapsed'];
const runningBy = ['approved', 'retried', 'started'];

function endOf(lines: readonly AuditLine[]): Story['end'] {
  const last = lines.findLast(
    (line) => [...overBy, ...runningBy, ...waitsAgainBy].includes(line.action) || isStop(line),
  );
  if (last === undefined || waitsAgainBy.includes(last.action)) return 'open';
  return runningBy.includes(last.action) ? 'running' : 'over';
}

/** True for a stop before the run began, which ends the request. */
export function isStop({ action, details }: AuditLine): boolean {
  return action === 'stopped' && details['begun'] === false;
}

/** The texts in a list of unspecified form. */
export function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}
