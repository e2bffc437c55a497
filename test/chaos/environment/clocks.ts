import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Random } from '../random.js';

/** How far a machine's clock may be ahead: from a minute behind to ten minutes ahead. */
const aheadMs = [0, -60_000, -5_000, 45_000, 5 * 60_000, 10 * 60_000] as const;
/** A clock is set right this long after the start of its process. */
const rightAfterMs = [3_000, 40_000] as const;

/**
 * Returns the environment that gives each process a clock of its own. The processes of a storm run on one
 * machine, so `Date` is shifted in each before any of its modules is loaded (`wrong-clock.mjs`).
 */
export function wrongClocks(built: string, random: Random): () => NodeJS.ProcessEnv {
  const preload = pathToFileURL(join(built, '..', 'test', 'chaos', 'environment', 'wrong-clock.mjs')).href;
  return () => ({
    NODE_OPTIONS: `--import ${preload}`,
    CLOCK_AHEAD_MS: String(random.pick(aheadMs)),
    ...(random.chance(0.3) ? { CLOCK_RIGHT_AFTER_MS: String(random.whole(...rightAfterMs)) } : {}),
  });
}
