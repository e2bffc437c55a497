import { describe, expect, it } from 'vitest';
import { Keys } from '../../../src/store/keys.js';
import { RedisClock } from '../../../src/store/redis-clock.js';
import { redisShelf } from './redis-shelf.js';

const hour = 3_600_000;
const began = 1_800_000_000_000;

/**
 * A process with a wrong wall clock, beside a Redis with its own time; the test sets the time of
 * each answer.
 */
function beside({ wallAheadMs = 0 } = {}) {
  const at = { elapsed: 500, redis: began, tripMs: 2, answeredAfterMs: 1 };
  const pass = (ms: number) => {
    at.elapsed += ms;
    at.redis += ms;
  };
  const answer = async () => {
    pass(at.answeredAfterMs);
    const said = [Math.floor(at.redis / 1000), (at.redis % 1000) * 1000].map(String);
    pass(at.tripMs - at.answeredAfterMs);
    return said;
  };
  const own = { wall: () => at.redis + wallAheadMs, elapsed: () => at.elapsed };
  const clock = new RedisClock({ eval: answer as never }, new Keys('{clock}'), own);
  return { at, pass, clock };
}

describe('the shared clock', () => {
  const shelf = redisShelf();

  it.each([
    ['is right', 0],
    ['is ahead', 48 * hour],
    ['is behind', -25 * hour],
  ])('shows Redis’s time in a process whose own clock %s', async (_what, ms) => {
    const { redis, keys } = shelf();
    const own = { wall: () => Date.now() + ms, elapsed: () => performance.now() };
    const clock = new RedisClock(redis, keys, own);
    await clock.measure();
    expect(Math.abs(clock.now() - Date.now())).toBeLessThan(1_000);
    expect(Math.abs(clock.aheadMs() - ms)).toBeLessThan(1_000);
  });

  it('goes on between two measurements, whatever happens to the process’s own clock', async () => {
    const { clock, pass } = beside({ wallAheadMs: hour });
    await clock.measure();
    const before = clock.now();
    pass(4_000);
    expect(clock.now() - before).toBe(4_000);
  });

  it('trusts the measurement with the shortest round trip', async () => {
    const { at, clock } = beside();
    await clock.measure();
    Object.assign(at, { tripMs: 3_000, answeredAfterMs: 0 });
    await clock.measure();
    expect(Math.abs(clock.now() - at.redis)).toBeLessThanOrEqual(1);
  });

  it('follows another server that shows another time', async () => {
    const { at, clock } = beside();
    await clock.measure();
    at.redis += 5_000;
    await clock.measure();
    expect(Math.abs(clock.now() - at.redis)).toBeLessThanOrEqual(1);
  });

  it('stops rather than go back by some seconds', async () => {
    const { at, clock, pass } = beside();
    await clock.measure();
    const before = clock.now();
    at.redis -= 5_000;
    await clock.measure();
    expect(clock.now()).toBe(before);
    pass(5_000);
    expect(clock.now()).toBeGreaterThanOrEqual(before);
    pass(1_000);
    expect(clock.now()).toBeGreaterThan(before);
  });

  it('goes back by hours, since it was wrong until then', async () => {
    const { at, clock } = beside();
    await clock.measure();
    clock.now();
    at.redis -= 3 * hour;
    await clock.measure();
    expect(Math.abs(clock.now() - at.redis)).toBeLessThanOrEqual(1);
  });
});
