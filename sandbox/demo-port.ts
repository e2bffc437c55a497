import { isFree } from './free-port.js';

const usual = 3100;
/** How far to look for a free port, from the one that was wanted. */
const reach = 50;

/** The page's port; `taken` is the usual one when another program holds it. */
export type ChosenPort =
  | { readonly port: number; readonly taken: number | null }
  | { readonly refusal: string };

/** The port that was asked for, or the usual one or the next that is free; otherwise says what to try instead. */
export async function choosePort(wanted: number | null): Promise<ChosenPort> {
  const first = wanted ?? usual;
  if (await isFree(first)) return { port: first, taken: null };
  const free = await nextFree(first);
  if (free === null)
    return { refusal: `Port ${first} and the ${reach} after it are in use; try --port with another.` };
  return wanted === null
    ? { port: free, taken: first }
    : { refusal: `Port ${first} is in use; try --port ${free}.` };
}

async function nextFree(taken: number): Promise<number | null> {
  for (let port = taken + 1; port <= Math.min(taken + reach, 65_535); port += 1) {
    if (await isFree(port)) return port;
  }
  return null;
}
