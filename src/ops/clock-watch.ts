import { hostname } from 'node:os';
import type { Alerts } from '../flow/ports/alerts.js';
import type { Log } from '../flow/ports/log.js';

/** How often the shared clock is read, in milliseconds. */
const measureEveryMs = 5_000;
/** A machine's clock that differs by more, in milliseconds, is told to who runs it. */
const toldFromMs = 60_000;
/** How often, and how long after each other in milliseconds, it is read at the start. */
const firstTries = 40;
const firstPauseMs = 250;

interface SharedClock {
  readonly measure: () => Promise<void>;
  readonly aheadMs: () => number;
}

export interface ClockWatchOptions {
  readonly alerts: Alerts;
  readonly log: Log;
  /** Done after each measure. */
  readonly whenMeasured?: () => Promise<void>;
}

/** Nothing that goes by the time begins before this. Rejects when Redis does not say it within ten seconds or so. */
export async function firstMeasure(clock: Pick<SharedClock, 'measure'>): Promise<void> {
  for (let left = firstTries - 1; ; left -= 1) {
    try {
      return await clock.measure();
    } catch (error) {
      if (left === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, firstPauseMs));
    }
  }
}

/**
 * Keeps a clock measured. A machine whose own clock is wrong works all the same, but somebody should set it: TLS, and
 * whatever else runs there, go by it.
 */
export function watchClock(
  clock: SharedClock,
  { alerts, log, whenMeasured = async () => undefined }: ClockWatchOptions,
): { readonly stop: () => Promise<void> } {
  let look: Promise<void> | null = null;
  const tellIfWrong = () => {
    const ahead = clock.aheadMs();
    if (Math.abs(ahead) > toldFromMs)
      alerts.raise({ type: 'clock_differs', host: hostname(), seconds: Math.round(ahead / 1000) });
  };
  const again = async () => {
    try {
      await clock.measure();
      tellIfWrong();
      await whenMeasured();
    } catch (error) {
      log.warn('Redis’s clock could not be read; the time goes on from the last measure', {
        error: String(error),
      });
    }
  };
  tellIfWrong();
  const timer = setInterval(() => {
    look ??= again().finally(() => {
      look = null;
    });
  }, measureEveryMs).unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await look;
    },
  };
}
