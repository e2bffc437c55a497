import { type Aim, aimReached, type BenchResult, type Row, type Side } from './result.js';

/** A result as Markdown: one table of measurements, one of aims, and where it was measured. */
export function tableOf({ rows, machine, day, load }: BenchResult): string {
  const names = [...new Set(rows.flatMap(({ sides }) => sides.map(({ name }) => name)))];
  const measured = markdown(
    ['', ...names],
    rows.map((row) => [
      `${row.what}, ${unitWords[row.unit]}`,
      ...names.map((name) => cell(row.sides.find((side) => side.name === name))),
    ]),
  );
  const aims = rows.flatMap((row) => row.aims.map((aim) => aimCells(row, aim)));
  const where = `${day}, ${machine}; load ${load[0]} before, ${load[1]} after. Median (5th to 95th percentile) × the bot’s value divided by this one.`;
  return [measured, ...(aims.length === 0 ? [] : [markdown(['aim', 'asked', 'seen', ''], aims)]), where].join(
    '\n\n',
  );
}

const unitWords = {
  'per second': 'a second',
  'µs each': 'µs each',
  ms: 'ms',
  MB: 'MB',
  bytes: 'bytes',
  counted: 'counted',
} as const;

function cell(side: Side | undefined): string {
  if (side === undefined) return '';
  const { median, low, high, ratio } = side;
  const spread = low === high ? '' : ` (${digits(low)} to ${digits(high)})`;
  return `${digits(median)}${spread}${ratio === undefined ? '' : ` × ${ratio.toFixed(2)}`}`;
}

function aimCells(row: Row, aim: Aim): string[] {
  const { seen, isReached } = aimReached(row, aim);
  const asked = aim.atMost === undefined ? `≥ ${aim.atLeast}` : `≤ ${aim.atMost}`;
  const of = aim.against === undefined ? '' : `, of ${aim.against}`;
  return [
    `${row.what}, ${unitWords[row.unit]}${of}`,
    asked,
    seen.toFixed(2),
    isReached ? 'reached' : 'missed',
  ];
}

export function digits(value: number): string {
  if (value < 10) return value.toFixed(2);
  return value < 100 ? value.toFixed(0) : Math.round(value).toLocaleString('en');
}

function markdown(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}
