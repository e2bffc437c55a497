import { hostname } from 'node:os';
import type { Alerts } from '../flow/ports/alerts.js';
import type { Log } from '../flow/ports/log.js';
import { sleep } from '../shared/sleep.js';

/** The interval between readings of the shared clock. */
const measureEveryMs = 5_000;
/** A larger difference of the machine's clock raises an alert. */
const toldFromMs = 60_000;
/** The number of attempts at startup, and the pause between them. */
const firstTries = 40;
const firstPauseMs = 250;

interface SharedClock {
  readonly measure: () => Promise<void>;
  readonly aheadMs: () => number;
}

export interface ClockWatchOptions {
  readonly alerts: Alerts;
  readonly log: Log;
  /** Called after each reading. */
  readonly whenMeasured?: () => Promise<void>;
}

/**
 * Reads the clock before anything that depends on time starts. Rejects if Redis does not answer within about ten
 * seconds.
 */
export async function firstMeasure(clock: Pick<SharedClock, 'measure'>): Promise<void> {
  for (let left = firstTries - 1; ; left -= 1) {
    try {
      return await clock.measure();
    } catch (error) {
      if (left === 0) throw error;
      await sleep(firstPauseMs);
    }
  }
}

/**
 * Keeps reading the clock. A machine whose own clock is wrong still works, but somebody should set it: TLS and other
 * programs depend on it.
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
      log.warn(
        'clock.unreadable',
        'could not read Redis’s clock; the time goes on from the last measurement',
        {
          error: String(error),
        },
      );
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
