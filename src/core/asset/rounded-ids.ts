/** The evidence needed, in bits, that the ids were rounded: the odds of chance must be below 1 in 1024. */
const enoughBits = 10;

/**
 * Finds the ids of a file that a program has stored as numbers. Above 2^53 a JS, Python or database number represents
 * only some integers (IEEE 754); if more of the file's ids are such integers than chance explains, they were rounded.
 * One id alone proves nothing: one 19-digit id in 512, and one 17-digit id in 8, is such an integer anyway.
 */
export function idsFromNumbers(ids: readonly string[]): ReadonlySet<string> {
  const large = ids.filter(isLarge);
  const held = large.filter(isHeld);
  const bits = held.reduce((sum, id) => sum + bitsLost(id), 0);
  const isByChance = held.length < 2 || bits - choicesInBits(large.length, held.length) < enoughBits;
  return new Set(isByChance ? [] : held);
}

/**
 * True if this number, found in place of an id, may have lost digits: it is above 2^53 and a double represents it.
 */
export function canHaveLostDigits(number: string): boolean {
  return isLarge(number) && isHeld(number);
}

function isLarge(id: string): boolean {
  return BigInt(id) > BigInt(Number.MAX_SAFE_INTEGER);
}

/** True if a double represents this integer exactly or prints as it (JS pads with zeros). */
function isHeld(id: string): boolean {
  const number = Number(id);
  return BigInt(number) === BigInt(id) || String(number) === id;
}

/** The gap between neighbouring doubles at this size, in bits; a double's mantissa has 53. */
function bitsLost(id: string): number {
  return BigInt(id).toString(2).length - 53;
}

/** The number of ways to choose `chosen` of `all`, in bits. */
function choicesInBits(all: number, chosen: number): number {
  let bits = 0;
  for (let each = 1; each <= chosen; each += 1) bits += Math.log2((all - chosen + each) / each);
  return bits;
}
