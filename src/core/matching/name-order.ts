type Compare = (a: number, b: number) => number;

/** A step sorts or merges this many: about a millisecond of work. */
const stepSize = 1_000;

/** The numbers from 0 to before `count` in this order, in steps: runs are sorted in one step each, then merged. */
export function* orderOf(count: number, compare: Compare): Generator<void, Uint32Array> {
  const numbers = Uint32Array.from({ length: count }, (_, at) => at);
  for (let at = 0; at < count; at += stepSize) {
    numbers.subarray(at, at + stepSize).sort(compare);
    yield;
  }
  let [from, to] = [numbers, new Uint32Array(count)];
  for (let length = stepSize; length < count; length *= 2) {
    for (let at = 0; at < count; at += 2 * length) yield* merge(from, to, { at, length }, compare);
    [from, to] = [to, from];
  }
  return from;
}

/** Merges two sorted runs that lie side by side. */
function* merge(
  from: Uint32Array,
  to: Uint32Array,
  { at, length }: { readonly at: number; readonly length: number },
  compare: Compare,
): Generator<void, void> {
  const middle = Math.min(at + length, from.length);
  const end = Math.min(middle + length, from.length);
  for (let a = at, b = middle, place = at; place < end; place += 1) {
    const isFirst = b >= end || (a < middle && compare(from[a] as number, from[b] as number) <= 0);
    to[place] = from[isFirst ? a++ : b++] as number;
    if (place % stepSize === 0) yield;
  }
}
