import { describe, expect, it } from 'vitest';
import { Turns } from '../../../src/shared/turns.js';

describe('work that takes turns', () => {
  it('runs a few at a time, in the order in which it came, also after a failure', async () => {
    const turns = new Turns(2);
    const begun: number[] = [];
    let running = 0;
    let most = 0;
    const work = Array.from({ length: 6 }, (_, at) =>
      turns.take(async () => {
        begun.push(at);
        running += 1;
        most = Math.max(most, running);
        await Promise.resolve();
        running -= 1;
        if (at === 1) throw new Error('away');
        return at;
      }),
    );
    const ended = await Promise.allSettled(work);
    expect([most, begun]).toEqual([2, [0, 1, 2, 3, 4, 5]]);
    expect(ended.map(({ status }) => status === 'fulfilled')).toEqual([true, false, true, true, true, true]);
    expect(await turns.take(() => 'free')).toBe('free');
  });
});
