import { assetKey } from '../asset/asset.js';
import { hasCard, type Request } from './request.js';

/** An audit entry read back, written by any version. */
export interface ReadEntry {
  readonly at: number;
  readonly requestId: string;
  readonly action: string;
  readonly actor: string;
  readonly details: { readonly [key: string]: unknown };
}

/** The state of a request according to the audit log alone. */
export interface Told {
  readonly requester: string;
  readonly kind: string;
  readonly queries: readonly string[];
  readonly reason: string | null;
  readonly dryRun: boolean;
  readonly channel: string;
  readonly status: Request['status'];
  readonly approvals: readonly string[];
  /** Ids; null if the log does not say which of the listed are chosen. */
  readonly chosen: readonly string[] | null;
  /** The outcomes of the newest run, by asset key. */
  readonly outcomes: { readonly [asset: string]: string };
  readonly round: number;
  /** An entry is unknown to this version, and so is its effect on the request. */
  readonly isUnsure: boolean;
}

/** Entries that do not change the state replayed here. */
const quiet = [
  'joining',
  'requester_added',
  'unlink_called',
  'last_try_unclear',
  'handed_over',
  'work_taken',
  'work_given_back',
  'evidence_kept',
  'press_refused',
  'window_opened',
  'unlink_call_void',
];

/** The state after one more entry; null until an entry begins the request. */
export function replayed(told: Told | null, { action, actor, details }: ReadEntry): Told | null {
  if (action === 'asked') return told ?? begun(actor, details);
  if (told === null) return null;
  switch (action) {
    case 'listed':
      return { ...told, status: 'pending', chosen: texts(details['chosen']) };
    case 'not_found':
      return { ...told, status: 'no_match' };
    case 'lookup_failed':
      return { ...told, status: 'lookup_failed' };
    case 'joined':
      return { ...told, status: 'joined' };
    case 'chosen': {
      const kept = details['dropped'] === 0 ? told.approvals : [];
      return { ...told, chosen: texts(details['chosen']), approvals: kept };
    }
    case 'list_changed':
      return { ...told, status: 'pending', approvals: [], chosen: relisted(told, details) };
    case 'approval_given':
      return { ...told, approvals: [...told.approvals, actor] };
    case 'approved':
      return { ...told, status: 'approved', approvals: [...told.approvals, actor], round: 1, outcomes: {} };
    case 'quorum_reached':
      return { ...told, status: 'approved', approvals: texts(details['approvers']), round: 1, outcomes: {} };
    case 'approval_taken_back':
      return { ...told, approvals: told.approvals.filter((by) => by !== actor) };
    case 'approval_lapsed': {
      // A retry ends this way; the earlier approvals stay.
      if ('round' in details) return { ...told, status: 'running' };
      const lapsed = texts(details['lapsed']);
      const approvals = told.approvals.filter((by) => !lapsed.includes(by));
      return { ...told, status: 'pending', approvals };
    }
    case 'cancelled': {
      // The list was empty, so its approvals do not count.
      const approvals = 'dropped' in details ? [] : told.approvals;
      return { ...told, status: 'cancelled', approvals, chosen: 'dropped' in details ? null : told.chosen };
    }
    case 'expired':
      return { ...told, status: 'expired' };
    case 'stopped':
      return { ...told, status: details['begun'] === true || told.round > 1 ? 'running' : 'cancelled' };
    case 'retried': {
      const again = texts(details['assets']);
      const left = Object.entries(told.outcomes).filter(([asset]) => !again.includes(asset));
      return { ...told, status: 'approved', round: told.round + 1, outcomes: Object.fromEntries(left) };
    }
    case 'started':
      return { ...told, status: 'running' };
    case 'settled':
      return { ...told, status: 'running', outcomes: { ...told.outcomes, ...outcomeIn(details) } };
    case 'finished':
      return { ...told, status: finishedIn(details) ?? told.status };
    default:
      return quiet.includes(action) ? told : { ...told, isUnsure: true };
  }
}

/** The fields of a stored request that its audit entries do not confirm; empty if they agree. */
export function untoldFields(request: Request, told: Told): string[] {
  if (told.isUnsure) return [];
  const same: { readonly [field: string]: boolean } = {
    requester: request.requester === told.requester,
    kind: request.kind === told.kind,
    queries: isSame(request.queries, told.queries),
    reason: request.reason === told.reason,
    dryRun: request.dryRun === told.dryRun,
    channel: request.channel === told.channel,
    status: request.status === told.status,
    ...(hasCard(request)
      ? {
          approvals: isSame(
            request.approvals.map(({ by }) => by),
            told.approvals,
          ),
          chosen: told.chosen === null || isSame([...request.chosen].sort(), [...told.chosen].sort()),
          settled: areTold(request, told),
        }
      : {}),
  };
  return Object.keys(same).filter((field) => same[field] === false);
}

/** Is true if, according to the log, the request is still open. */
export function isToldOpen({ status }: Told): boolean {
  return ['looking_up', 'pending', 'approved', 'running'].includes(status);
}

/** A stop, or jobs that crashed too often, give several assets an outcome in one entry, which does not name them. */
const toldTogether = ['stopped', 'failed', 'unknown'];

function areTold(request: Request, { outcomes }: Told): boolean {
  const settled = 'settled' in request ? request.settled : [];
  const found = new Map<string, string>(
    settled.map(({ id, outcome }) => [assetKey({ kind: request.kind, id }), outcome.type]),
  );
  const isEachTold = [...found].every(
    ([asset, type]) => outcomes[asset] === type || (!(asset in outcomes) && toldTogether.includes(type)),
  );
  return isEachTold && Object.keys(outcomes).every((asset) => found.has(asset));
}

function begun(requester: string, details: ReadEntry['details']): Told {
  const { kind, queries, reason, dryRun, channel } = details;
  return {
    requester,
    kind: String(kind),
    queries: texts(queries),
    reason: typeof reason === 'string' ? reason : null,
    dryRun: dryRun === true,
    channel: String(channel),
    status: 'looking_up',
    approvals: [],
    chosen: [],
    outcomes: {},
    round: 0,
    isUnsure: false,
  };
}

/**
 * Entries of an earlier version do not state the new selection; it is the old one without the assets that left the
 * list.
 */
function relisted(told: Told, { chosen, changes }: ReadEntry['details']): readonly string[] | null {
  if (chosen !== undefined) return texts(chosen);
  const gone = texts(changes).filter((change) => /^(?:gone|protected) /u.test(change));
  const ids = gone.map((change) => change.slice(change.indexOf(':') + 1));
  return told.chosen?.filter((id) => !ids.includes(id)) ?? null;
}

function outcomeIn({ asset, outcome }: ReadEntry['details']): { readonly [asset: string]: string } {
  return typeof asset === 'string' && typeof outcome === 'string' ? { [asset]: outcome } : {};
}

function finishedIn({ status }: ReadEntry['details']): Told['status'] | null {
  return status === 'succeeded' || status === 'partial' || status === 'failed' ? status : null;
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((text, at) => text === other[at]);
}
