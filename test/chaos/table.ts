import type { Acknowledgement } from './check/acknowledgement.js';
import { type Invariant, invariants, type Violation } from './check/history.js';
import { type Bug, type BugName, bugs } from './environment/bugs.js';
import type { Drain } from './environment/processes.js';
import type { RunReport } from './run.js';
import type { KillKind } from './workload/workload.js';

/** The number of violations of one kind that are printed in full. */
const maxTold = 5;

/** One run as a table. */
export function tableOf(report: RunReport): string {
  const { counts, faults, recoveries, acknowledgement, violations, drains } = report;
  const rows: [string, string][] = [
    ['seed', String(report.seed)],
    ['seconds', `${report.seconds}, of which ${report.settledAfterSeconds} to settle and be quiet`],
    ...Object.entries(counts).map(([what, count]): [string, string] => [what, String(count)]),
    ['faults', `${sum(faults.values())}: ${listed(faults)}`],
    ...recoveries.map(({ kind, kills, felt, medianMs, maxMs }): [string, string] => [
      killNames[kind],
      felt === 0
        ? `${kills}`
        : `${kills}; ${felt} while somebody waited: answered after ${seconds(medianMs)} (median), ${seconds(maxMs)} (most)`,
    ]),
    ...(drains.length === 0 ? [] : [drainRow(drains)]),
    acknowledgementRow(acknowledgement),
    ...invariantNumbers.map((number): [string, string] => {
      const broken = violations.filter(({ invariant }) => invariant === number);
      return [`${number} ${invariants[number]}`, `${broken.length} violations`];
    }),
  ];
  const told = invariantNumbers.flatMap((number) =>
    violations.filter(({ invariant }) => invariant === number).slice(0, maxTold),
  );
  return [
    markdown(['', ''], rows),
    ...told.map(({ invariant, what }) => `- invariant ${invariant}: ${what}`),
  ].join('\n');
}

const killNames: { readonly [kind in KillKind]: string } = {
  web: 'webs killed',
  worker: 'workers killed',
  redis: 'Redis killed, back by itself',
  'fail-over': 'Redis killed or frozen, replaced by another',
  pause: 'workers that were paused',
  roll: 'rolling restarts',
};

function drainRow(drains: readonly Drain[]): [string, string] {
  const times = drains.map(({ ms }) => ms).sort((a, b) => a - b);
  const notClean = drains.filter(({ code }) => code !== 0).length;
  const median = seconds(times[Math.floor(times.length / 2)] ?? 0);
  return [
    'processes told to stop in them',
    `${drains.length}; drained in ${median} (median), ${seconds(times.at(-1) ?? 0)} (most); exit codes other than 0: ${notClean}`,
  ];
}

function acknowledgementRow({ taken, refused, lost, quantiles }: Acknowledgement): [string, string] {
  const { p50, p99, p999, most } = quantiles;
  return [
    'deliveries acknowledged',
    `${taken}: ${p50} ms (p50), ${p99} ms (p99), ${p999} ms (p99.9), ${most} ms (most); answered with an error ${refused}; not answered ${lost}`,
  ];
}

export interface BugRow {
  readonly bug: BugName;
  readonly what: string;
  readonly report: RunReport;
}

export const hardlyAnything =
  'Hardly anything happened: less than half of the requests reached the audit log. This run says nothing.';

/** For each built-in bug: the invariant that caught it, and the time. */
export function bugTableOf(rows: readonly BugRow[]): string {
  return markdown(
    ['bug', 'what it does', 'caught by', 'after', 'seed'],
    rows.map(({ bug, what, report }) => {
      const shown = violationsShowing(bug, report);
      const caughtBy = [...new Set(shown.map(({ invariant }) => invariant))].sort((a, b) => a - b);
      const nothing = report.didHardlyAnything ? 'hardly anything happened' : 'nothing';
      return [bug, what, caughtBy.join(', ') || nothing, `${report.seconds} s`, String(report.seed)];
    }),
  );
}

/**
 * The violations that show the bug. What is only missing so far shows nothing where the storm ended early, or hardly
 * anything happened.
 */
export function violationsShowing(
  bug: BugName,
  { violations, didHardlyAnything }: Pick<RunReport, 'violations' | 'didHardlyAnything'>,
): readonly Violation[] {
  const { breaks }: Bug = bugs[bug];
  const own = violations.filter(({ invariant }) => breaks.includes(invariant));
  const lasting = own.filter(({ mayHeal }) => !mayHeal);
  return lasting.length > 0 || didHardlyAnything ? lasting : own;
}

const invariantNumbers = Object.keys(invariants).map(Number) as Invariant[];

function listed(faults: ReadonlyMap<string, number>): string {
  return [...faults]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
}

function sum(numbers: Iterable<number>): number {
  return [...numbers].reduce((total, each) => total + each, 0);
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
