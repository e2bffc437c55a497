/** In units of the drawing, which is scaled to the page. */
const size = { width: 440, height: 210, left: 4, right: 4, top: 22, bottom: 24 } as const;

/** Bars for each label, those of one label side by side; drawn by the server. A null has no bar. */
export function BarChart({
  label,
  labels,
  series,
  format,
}: {
  readonly label: string;
  readonly labels: readonly string[];
  readonly series: readonly (readonly (number | null)[])[];
  /** The highest bar of each series and the last one are written out. */
  readonly format: (value: number) => string;
}) {
  const { width, height, left, right, top, bottom } = size;
  const most = Math.max(1, ...series.flat().map((value) => value ?? 0));
  const slot = (width - left - right) / labels.length;
  const bar = (slot * 0.76) / series.length;
  const heightOf = (value: number) => ((height - top - bottom) * value) / most;
  const base = height - bottom;
  // The highest value is written above its bar; more would not fit on a phone.
  const highest = series.flat().indexOf(most);
  const at = highest < 0 ? null : highest % labels.length;
  return (
    <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <line x1={left} x2={width - right} y1={base} y2={base} />
      {series.map((values, row) =>
        values.map((value, column) =>
          value === null || value === 0 ? null : (
            <rect
              class={row === 0 ? 'bar-rect' : 'second'}
              x={round(left + column * slot + slot * 0.12 + row * bar)}
              y={round(base - Math.max(1, heightOf(value)))}
              width={round(bar)}
              height={round(Math.max(1, heightOf(value)))}
              rx="1.5"
            >
              <title>{`${labels[column]}: ${format(value)}`}</title>
            </rect>
          ),
        ),
      )}
      {at === null ? null : (
        <text
          class="value"
          x={round(left + (at + 0.5) * slot)}
          y={top - 7}
          text-anchor={at < 2 ? 'start' : at > labels.length - 3 ? 'end' : 'middle'}
        >
          {format(most)}
        </text>
      )}
      {labels.map((text, column) =>
        // From the last one back, so that the current week has its date.
        (labels.length - 1 - column) % 2 === 0 ? (
          <text x={round(left + (column + 0.5) * slot)} y={height - 7} text-anchor="middle">
            {text}
          </text>
        ) : null,
      )}
    </svg>
  );
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
