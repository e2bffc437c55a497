/** So unlikely, as a power of two, must be that ids have come out as they are by chance: 1 in 1024. */
const enoughBits = 10;

/**
 * Those of a file's ids that have been numbers in a program: above 2^53 a JS, Python or database number holds only some
 * integers (IEEE 754), and more of the file's ids are among them than come there by chance. One id alone tells nothing. Of 19-digit
 * ids one in 512 is among them by itself, of 17-digit ids one in 8.
 */
export function idsFromNumbers(ids: readonly string[]): ReadonlySet<string> {
  const large = ids.filter(isLarge);
  const held = large.filter(isHeld);
  const bits = held.reduce((sum, id) => sum + bitsLost(id), 0);
  const isByChance = held.length < 2 || bits - choicesInBits(large.length, held.length) < enoughBits;
  return new Set(isByChance ? [] : held);
}

/** Whether a number that stands where an id should can have lost digits: it is above 2^53, and what a number holds. */
export function canHaveLostDigits(number: string): boolean {
  return isLarge(number) && isHeld(number);
}

function isLarge(id: string): boolean {
  return BigInt(id) > BigInt(Number.MAX_SAFE_INTEGER);
}

/** Whether a number holds exactly this, or is written so (JS fills up with zeros). */
function isHeld(id: string): boolean {
  const number = Number(id);
  return BigInt(number) === BigInt(id) || String(number) === id;
}

/** How far apart numbers of an id's size are, as a power of two: their mantissa has 53 bits. */
function bitsLost(id: string): number {
  return BigInt(id).toString(2).length - 53;
}

/** In how many ways so many of them can be chosen, as a power of two. */
function choicesInBits(all: number, chosen: number): number {
  let bits = 0;
  for (let each = 1; each <= chosen; each += 1) bits += Math.log2((all - chosen + each) / each);
  return bits;
}
