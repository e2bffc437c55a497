import { setTimeout as sleep } from 'node:timers/promises';

/** The clock moves on this often. */
const tickMs = 50;
/** One tick covers at most this much: a machine that was paused has not done the work of that time. */
const longestTickMs = 250;
/** The clock's pace while the bot falls behind: it never stops, so nothing waits for ever. */
const slowPace = 0.1;
/** A process starts within this time on a machine that has nothing else to do; a slower machine gets more time. */
const quickStartMs = 1_500;

/**
 * The time by which people act and wait, and by which things break. It slows down while the bot falls behind, so a
 * slow or busy machine meets as many kills and faults for each request as a fast one.
 */
export interface StormClock {
  /** Milliseconds since the storm began. */
  now(): number;
  /** Resolves after this long by this clock, or at once when the storm is told to stop. */
  sleep(ms: number): Promise<void>;
  close(): void;
}

/**
 * @param keepsUp whether the bot keeps up with the storm, asked at every tick
 * @param startMs the time that a process takes to start now
 */
export function startStormClock(
  { keepsUp, startMs }: { readonly keepsUp: () => boolean; readonly startMs: () => number },
  stop: AbortSignal,
): StormClock {
  const pace = () => (keepsUp() ? Math.max(slowPace, Math.min(1, quickStartMs / startMs())) : slowPace);
  let now = 0;
  let before = performance.now();
  const timer = setInterval(() => {
    const since = performance.now();
    now += Math.min(since - before, longestTickMs) * pace();
    before = since;
  }, tickMs);
  return {
    now: () => now,
    sleep: async (ms) => {
      const due = now + ms;
      while (now < due && !stop.aborted)
        await sleep(Math.max(tickMs, due - now), undefined, { signal: stop }).catch(() => undefined);
    },
    close: () => clearInterval(timer),
  };
}
