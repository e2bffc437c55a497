import { isFree } from './free-port.js';

const usual = 3100;
/** The number of ports to try after the wanted one. */
const reach = 50;

/** The page's port; `taken` is the usual port if another program holds it. */
export type ChosenPort =
  | { readonly port: number; readonly taken: number | null }
  | { readonly refusal: string };

/** The wanted port; if none is wanted, the usual one or the next free one. Otherwise says what to try instead. */
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
