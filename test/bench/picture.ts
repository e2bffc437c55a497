import type { BenchResult, Row } from './result.js';
import { digits } from './table.js';

const width = 760;
const left = 190;
const right = 120;
const bar = 14;
const pitch = 20;
const head = 30;
const gap = 14;

/** A result as an SVG picture: for each row one bar a side, with the spread as a line across its end. */
export function pictureOf({ rows, bench }: BenchResult): string {
  const drawn: string[] = [];
  let top = gap;
  for (const row of rows) {
    drawn.push(rowAt(row, top));
    top += head + row.sides.length * pitch + gap;
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${top}" font-family="system-ui, sans-serif" font-size="12" role="img" aria-label="bench ${escaped(bench)}">`,
    `<rect width="${width}" height="${top}" fill="#fff"/>`,
    ...drawn,
    '</svg>\n',
  ].join('\n');
}

function rowAt({ what, unit, sides }: Row, top: number): string {
  const most = Math.max(...sides.map(({ high }) => high), Number.MIN_VALUE);
  const x = (value: number) => Math.round(left + (value / most) * (width - left - right));
  const title = `<text x="8" y="${top + 16}" font-weight="600" fill="#1d1c1d">${escaped(`${what}, ${unit}`)}</text>`;
  const bars = sides.map(({ name, median, low, high }, at) => {
    const y = top + head + at * pitch;
    const middle = y + bar / 2;
    return [
      `<text x="${left - 8}" y="${y + 11}" text-anchor="end" fill="#1d1c1d">${escaped(name)}</text>`,
      `<rect x="${left}" y="${y}" width="${x(median) - left}" height="${bar}" fill="${at === 0 ? '#1264a3' : '#b8c4ce'}"/>`,
      `<path d="M${x(low)} ${middle}H${x(high)}" stroke="#1d1c1d" stroke-width="1.5"/>`,
      `<text x="${x(high) + 6}" y="${y + 11}" fill="#1d1c1d">${digits(median)}</text>`,
    ].join('');
  });
  return [title, ...bars].join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
