const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** A duration in the unit that people would use: seconds up to two minutes, then whole units, at least two of each. */
export function inLongUnits(ms: number): readonly [number, 'second' | 'minute' | 'hour' | 'day'] {
  if (ms < 2 * minuteMs) return [ms / secondMs, 'second'];
  if (ms < 2 * hourMs) return [Math.round(ms / minuteMs), 'minute'];
  return ms < 2 * dayMs ? [Math.round(ms / hourMs), 'hour'] : [Math.round(ms / dayMs), 'day'];
}
