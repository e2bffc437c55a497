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
  const slow: { tripMs: number; answeredAfterMs: number }[] = [];
  let asked = 0;
  let answers = Number.POSITIVE_INFINITY;
  const answer = async () => {
    asked += 1;
    if (asked > answers) throw new Error('no answer');
    const { tripMs, answeredAfterMs } = slow.shift() ?? at;
    pass(answeredAfterMs);
    const said = [Math.floor(at.redis / 1000), (at.redis % 1000) * 1000].map(String);
    pass(tripMs - answeredAfterMs);
    return said;
  };
  const own = { wall: () => at.redis + wallAheadMs, elapsed: () => at.elapsed };
  const clock = new RedisClock({ eval: answer as never }, new Keys('{clock}'), own);
  return {
    at,
    pass,
    clock,
    asked: () => asked,
    failAfter: (count: number) => {
      answers = count;
    },
    slowOnce: (trip: (typeof slow)[number]) => void slow.push(trip),
  };
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

  it.each([
    ['the command', 3_000],
    ['the answer', 0],
  ])('is right from the start, though a slow network held %s of its first measurement', async (_, ms) => {
    const { at, clock, slowOnce } = beside();
    slowOnce({ tripMs: 3_000, answeredAfterMs: ms });
    await clock.measure();
    expect(Math.abs(clock.now() - at.redis)).toBeLessThanOrEqual(1);
  });

  it('keeps a slow first measurement when Redis does not answer the next', async () => {
    const { at, clock, failAfter } = beside();
    Object.assign(at, { tripMs: 400, answeredAfterMs: 200 });
    failAfter(1);
    await clock.measure();
    expect(Math.abs(clock.now() - at.redis)).toBeLessThanOrEqual(1);
    await expect(clock.measure()).rejects.toThrow('no answer');
  });

  it('asks Redis five times at first where every answer is slow, and then once', async () => {
    const { at, clock, asked } = beside();
    Object.assign(at, { tripMs: 400, answeredAfterMs: 200 });
    await clock.measure();
    expect(asked()).toBe(5);
    await clock.measure();
    expect(asked()).toBe(6);
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
