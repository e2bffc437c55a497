import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchWorkers } from '../../../src/ops/worker-watch.js';

describe('a watch on the workers', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** Its messages, as workers come and go. */
  const watched = () => {
    const workers: { areThere: boolean | 'unknown' } = { areThere: true };
    const said: string[] = [];
    const isThere = async () => {
      if (workers.areThere === 'unknown') throw new Error('Redis is away');
      return workers.areThere;
    };
    const { stop } = watchWorkers(isThere, { raise: ({ type }) => void said.push(type) });
    return { workers, said, stop };
  };

  it('alerts when none has been there for half a minute, and no sooner', async () => {
    const { workers, said, stop } = watched();
    workers.areThere = false;
    await vi.advanceTimersByTimeAsync(30_000);
    expect(said).toEqual([]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(new Set(said)).toEqual(new Set(['no_worker']));
    stop();
  });

  it('is silent about a restart, and while Redis does not say whether a worker is there', async () => {
    const { workers, said, stop } = watched();
    for (const areThere of [false, true, 'unknown', 'unknown', true] as const) {
      workers.areThere = areThere;
      await vi.advanceTimersByTimeAsync(20_000);
    }
    expect(said).toEqual([]);
    stop();
  });
});
