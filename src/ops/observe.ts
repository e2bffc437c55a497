import type { Histogram } from 'prom-client';

/** Records a duration. A negative one, from two machines’ clocks, counts as none; one that is no number is left out. */
export function observe(histogram: Histogram, labels: Readonly<Record<string, string>>, ms: number): void {
  if (Number.isFinite(ms)) histogram.observe(labels, Math.max(0, ms) / 1_000);
}
