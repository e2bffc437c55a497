import { describe, expect, it } from 'vitest';
import { createRandom, type Random } from './random.js';

describe('the random source', () => {
  const ten = (random: Random) => Array.from({ length: 10 }, () => random.whole(1, 1_000));

  it('gives the same numbers for the same seed, and others for another', () => {
    expect(ten(createRandom(42))).toEqual(ten(createRandom(42)));
    expect(ten(createRandom(43))).not.toEqual(ten(createRandom(42)));
  });

  it('gives one part its numbers whatever another part uses', () => {
    const before = createRandom(42);
    ten(before.fork('people'));
    before.next();
    expect(ten(before.fork('kills'))).toEqual(ten(createRandom(42).fork('kills')));
  });

  it('keeps within its bounds', () => {
    const random = createRandom(1);
    const all = Array.from({ length: 1_000 }, () => random.whole(3, 5));
    expect([...new Set(all)].sort()).toEqual([3, 4, 5]);
  });
});
