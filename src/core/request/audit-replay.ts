import { assetKey } from '../asset/asset.js';
import { hasCard, type Request } from './request.js';

/** An audit entry read back, written by any version. */
export interface ReadEntry {
  readonly at: number;
  readonly requestId: string;
  readonly action: string;
  readonly actor: string;
  /** Absent: Slack, or an entry of an earlier version. */
  readonly surface?: string;
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
  const change = changes.get(action);
  if (change !== undefined) return { ...told, ...change(told, details, actor) };
  return quiet.includes(action) ? told : { ...told, isUnsure: true };
}

type Change = (told: Told, details: ReadEntry['details'], actor: string) => Partial<Told>;

/** The change that each action makes. */
const changes: ReadonlyMap<string, Change> = new Map<string, Change>([
  ['listed', (_, details) => ({ status: 'pending', chosen: texts(details['chosen']) })],
  ['not_found', () => ({ status: 'no_match' })],
  ['lookup_failed', () => ({ status: 'lookup_failed' })],
  ['joined', () => ({ status: 'joined' })],
  [
    'chosen',
    (told, details) => ({
      chosen: texts(details['chosen']),
      approvals: details['dropped'] === 0 ? told.approvals : [],
    }),
  ],
  [
    'list_changed',
    (told, details) => ({ status: 'pending', approvals: [], chosen: relisted(told, details) }),
  ],
  ['approval_given', (told, _, actor) => ({ approvals: [...told.approvals, actor] })],
  ['approved', (told, _, actor) => ({ ...firstRun, approvals: [...told.approvals, actor] })],
  ['quorum_reached', (_, details) => ({ ...firstRun, approvals: texts(details['approvers']) })],
  ['approval_taken_back', (told, _, actor) => ({ approvals: told.approvals.filter((by) => by !== actor) })],
  ['approval_lapsed', lapsed],
  [
    'held_after_restore',
    (_, details) =>
      details['running'] === true ? { status: 'running' } : { status: 'pending', approvals: [] },
  ],
  // If the list was empty, its approvals do not count.
  [
    'cancelled',
    (_, details) => ({
      status: 'cancelled',
      ...('dropped' in details ? { approvals: [], chosen: null } : {}),
    }),
  ],
  ['expired', () => ({ status: 'expired' })],
  [
    'stopped',
    (told, details) => ({ status: details['begun'] === true || told.round > 1 ? 'running' : 'cancelled' }),
  ],
  ['retried', retried],
  ['started', () => ({ status: 'running' })],
  [
    'settled',
    (told, details) => ({ status: 'running', outcomes: { ...told.outcomes, ...outcomeIn(details) } }),
  ],
  ['finished', (told, details) => ({ status: finishedIn(details) ?? told.status })],
]);

const firstRun = { status: 'approved', round: 1, outcomes: {} } as const;

function lapsed(told: Told, details: ReadEntry['details']): Partial<Told> {
  // A retry ends this way; the earlier approvals stay.
  if ('round' in details) return { status: 'running' };
  const by = texts(details['lapsed']);
  return { status: 'pending', approvals: told.approvals.filter((each) => !by.includes(each)) };
}

function retried(told: Told, details: ReadEntry['details']): Partial<Told> {
  const again = texts(details['assets']);
  const left = Object.entries(told.outcomes).filter(([asset]) => !again.includes(asset));
  return { status: 'approved', round: told.round + 1, outcomes: Object.fromEntries(left) };
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
