import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ZcaState } from '../../../src/flow/ports/zca-state.js';
import { ZcaBusy, ZcaDenied, ZcaNotContract, ZcaUnclear } from '../../../src/flow/zca-error.js';
import { ZcaWatch } from '../../../src/ops/zca-watch.js';

const refused = new ZcaUnclear('ECONNREFUSED');
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const place = { host: 'zca.example.com', setting: 'ZCA_API_URL' } as const;
/** Nobody has to check sooner, where no recent call has shown whether the ZCA answers. */
const turnMs = 30_000;

describe('a watch over the ZCA', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** A process of the bot, and the memory it shares with others. */
  const watched = () => {
    const told: string[] = [];
    const states: ZcaState[] = [];
    let taken = Number.NEGATIVE_INFINITY;
    const memory = {
      claimLook: async () => {
        if (performance.now() - taken < turnMs) return false;
        taken = performance.now();
        return true;
      },
      note: async (state: ZcaState) => {
        taken = performance.now();
        states.push(state);
      },
      newest: async () => states.at(-1) ?? null,
    };
    const alerts = { raise: (alert: object) => void told.push(JSON.stringify(alert)) };
    const watch = new ZcaWatch({ alerts, memory, place, log: silent });
    const looks = { made: 0, fail: null as Error | null };
    const look = async () => {
      looks.made += 1;
      if (looks.fail === null) return watch.answered();
      watch.failed(looks.fail);
      throw looks.fail;
    };
    return { watch, told, states, looks, begin: () => watch.begin(look) };
  };

  it('raises an alert within a minute where the ZCA is away and nobody asks for anything', async () => {
    const { told, looks, begin } = watched();
    const { stop } = await begin();
    looks.fail = refused;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(new Set(told)).toEqual(
      new Set([JSON.stringify({ type: 'zca_away', ...place, why: 'refused', detail: 'ECONNREFUSED' })]),
    );
    stop();
  });

  it('ignores a single call that fails among others that are answered', () => {
    const { watch, told, states } = watched();
    watch.answered();
    watch.failed(refused);
    vi.advanceTimersByTime(20_000);
    watch.answered();
    watch.failed(refused);
    expect([told, states.includes('away')]).toEqual([[], false]);
  });

  it('reports at once an answer that the ZCA should not give', () => {
    const { watch, told } = watched();
    watch.failed(new ZcaNotContract('HTTP 200, no JSON envelope'));
    expect(told.join()).toContain('no JSON envelope');
  });

  it('counts a refusal from the ZCA as an answer, and a busy ZCA as neither answer nor failure', () => {
    const { watch, told, states } = watched();
    watch.failed(refused);
    watch.failed(new ZcaDenied('token_invalid'));
    vi.advanceTimersByTime(20_000);
    watch.failed(refused);
    watch.failed(new ZcaBusy(1_000));
    expect([told, states]).toEqual([[], ['answers']]);
  });

  it('makes no check of its own while people’s calls show that the ZCA answers', async () => {
    const { watch, looks, begin } = watched();
    const { stop } = await begin();
    for (let second = 0; second < 120; second += 10) {
      watch.answered();
      await vi.advanceTimersByTimeAsync(10_000);
    }
    expect(looks.made).toBe(1);
    await vi.advanceTimersByTimeAsync(turnMs);
    expect(looks.made).toBe(2);
    stop();
  });

  it('checks twice a minute while the ZCA is away, and sees that it is back', async () => {
    const { states, looks, begin } = watched();
    looks.fail = refused;
    const { stop } = await begin();
    await vi.advanceTimersByTimeAsync(20_000);
    const before = looks.made;
    await vi.advanceTimersByTimeAsync(120_000);
    expect(looks.made - before).toBeLessThanOrEqual(4);
    expect(states.at(-1)).toBe('away');
    looks.fail = null;
    await vi.advanceTimersByTimeAsync(35_000);
    expect(states.at(-1)).toBe('answers');
    stop();
  });
});
