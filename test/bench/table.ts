import { cpus } from 'node:os';
import type { Comparison, Times } from './measure.js';
import type { BenchReport } from './run.js';

/** All measurements, as Markdown. */
export function tableOf({ comparisons, memory, archives }: BenchReport): string {
  const rows = comparisons.map(({ what, times, baseline, baselineTimes }: Comparison) => [
    what,
    shown(times),
    baseline,
    shown(baselineTimes),
    `${(times.median / baselineTimes.median).toFixed(1)}`,
  ]);
  const healed = archives.map(
    ({ count, healedInMs }) => `${count.toLocaleString('en')} in ${(healedInMs / 1000).toFixed(1)} s`,
  );
  return [
    `${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), Node.js ${process.versions.node}. Median and 95th percentile in ms; ratio of the medians.`,
    '',
    markdown(['what', 'median · p95', 'beside', 'median · p95', 'ratio'], rows),
    '',
    `Requests of an earlier version indexed: ${healed.join(', ')}.`,
    '',
    markdown(
      ['one finished request in Redis', 'bytes', 'kept'],
      memory.map(({ what, bytes, keptFor }) => [what, bytes.toLocaleString('en'), keptFor]),
    ),
  ].join('\n');
}

function shown({ median, p95 }: Times): string {
  return `${digits(median)} · ${digits(p95)}`;
}

function digits(ms: number): string {
  return ms < 10 ? ms.toFixed(2) : ms.toFixed(0);
}

function markdown(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}
