import { Counter, Histogram, type Registry } from 'prom-client';
import type { AuditEntry } from '../core/request/audit-entry.js';
import { isFinished, isOpen, type Request } from '../core/request/request.js';
import type { RequestWitness, StoredChange } from '../flow/ports/metrics.js';
import { LabelWords } from './label-words.js';
import { observe } from './observe.js';

const minute = 60;
const hour = 60 * minute;
/** In seconds: a person decides within a minute or after a night. */
const decisionBuckets = [10, 30, minute, 5 * minute, 15 * minute, hour, 4 * hour, 12 * hour, 24 * hour];
const runBuckets = [0.5, 1, 2.5, 5, 10, 30, minute, 5 * minute, 15 * minute, hour, 24 * hour];
/** More than there are reasons to refuse. */
const maxReasons = 60;

const refusable = { press_refused: 'press', ask_refused: 'command', look_refused: 'query' } as const;

/** Counts what becomes of requests. */
export class PrometheusRequests implements RequestWitness {
  readonly #asked;
  readonly #transitions;
  readonly #ended;
  readonly #decision;
  readonly #run;
  readonly #settled;
  readonly #refusals;
  readonly #reasons = new LabelWords(maxReasons);

  constructor(registry: Registry) {
    const registers = [registry];
    this.#asked = new Counter({
      name: 'zca_unlink_requests_asked_total',
      help: 'Requests stored, by kind of asset and whether they are a dry run.',
      labelNames: ['kind', 'dry_run'],
      registers,
    });
    this.#transitions = new Counter({
      name: 'zca_unlink_transitions_total',
      help: 'Stored changes of requests, by the action that the audit log names.',
      labelNames: ['action'],
      registers,
    });
    this.#ended = new Counter({
      name: 'zca_unlink_requests_ended_total',
      help: 'Ends of requests, by kind of asset; a request that is retried ends again.',
      labelNames: ['kind', 'end'],
      registers,
    });
    this.#decision = new Histogram({
      name: 'zca_unlink_decision_duration_seconds',
      help: 'Time from the command to the decision, by decision.',
      labelNames: ['decision'],
      buckets: decisionBuckets,
      registers,
    });
    this.#run = new Histogram({
      name: 'zca_unlink_run_duration_seconds',
      help: 'Time from the start of a run to its end, by end.',
      labelNames: ['end'],
      buckets: runBuckets,
      registers,
    });
    this.#settled = new Counter({
      name: 'zca_unlink_assets_settled_total',
      help: 'Outcomes of assets in runs, by kind of asset.',
      labelNames: ['kind', 'outcome'],
      registers,
    });
    this.#refusals = new Counter({
      name: 'zca_unlink_refusals_total',
      help: 'Refused presses, commands and queries, by reason.',
      labelNames: ['what', 'reason'],
      registers,
    });
  }

  changed({ before, after, entry }: StoredChange): void {
    const { kind, askedAt } = after;
    this.#transitions.inc({ action: entry.action });
    if (before === null) this.#asked.inc({ kind, dry_run: String(after.dryRun) });
    for (const outcome of newOutcomes(before, after)) this.#settled.inc({ kind, outcome });
    const end = isOpen(after) || after.status === before?.status ? null : endOf(after);
    if (end !== null) this.#ended.inc({ kind, end });
    if (end !== null && isFinished(after)) observe(this.#run, { end }, after.endedAt - after.startedAt);
    if (before?.status === 'pending' && after.status !== 'pending')
      observe(this.#decision, { decision: end ?? 'approved' }, entry.at - askedAt);
  }

  refused({ action, details }: AuditEntry): void {
    const what = action in refusable ? refusable[action as keyof typeof refusable] : 'other';
    this.#refusals.inc({ what, reason: this.#reasons.of(String(details['why'] ?? '')) });
  }
}

/** The status a request ended in; a cancelled one, by how it came to be cancelled. */
function endOf(request: Request): string {
  if (request.status !== 'cancelled') return request.status;
  if (request.why === null) return request.decision.by === 'bot' ? 'unseen' : 'cancelled';
  return request.why.type === 'said' ? 'rejected' : request.why.type;
}

function newOutcomes(before: Request | null, after: Request): string[] {
  if (!('settled' in after)) return [];
  const known = before !== null && 'settled' in before ? before.settled : [];
  return after.settled.slice(known.length).map(({ outcome }) => outcome.type);
}
