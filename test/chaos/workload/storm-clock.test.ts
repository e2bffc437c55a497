import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startStormClock } from './storm-clock.js';

describe("the storm's clock", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('runs a tenth as fast while the bot falls behind', () => {
    let keepsUp = true;
    const clock = startStormClock(
      { keepsUp: () => keepsUp, startMs: () => 800 },
      new AbortController().signal,
    );
    vi.advanceTimersByTime(10_000);
    expect(clock.now()).toBeCloseTo(10_000);
    keepsUp = false;
    vi.advanceTimersByTime(10_000);
    expect(clock.now()).toBeCloseTo(11_000);
    clock.close();
  });

  it('runs half as fast on a machine that takes twice as long to start a process', () => {
    const clock = startStormClock(
      { keepsUp: () => true, startMs: () => 3_000 },
      new AbortController().signal,
    );
    vi.advanceTimersByTime(10_000);
    expect(clock.now()).toBeCloseTo(5_000);
    clock.close();
  });

  it('wakes everybody when the storm is told to stop', async () => {
    const stop = new AbortController();
    const clock = startStormClock({ keepsUp: () => false, startMs: () => 800 }, stop.signal);
    const woken = clock.sleep(60_000);
    stop.abort();
    await expect(woken).resolves.toBeUndefined();
    clock.close();
  });
});
