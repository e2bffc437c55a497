import { describe, expect, it } from 'vitest';
import { inParallel } from '../../../src/shared/in-parallel.js';

describe('calls in parallel', () => {
  it('return the results in the order of their items, however long each takes', async () => {
    const letGo: (() => void)[] = [];
    const results = inParallel(3, [1, 2, 3], async (item) => {
      await new Promise<void>((resolve) => letGo.unshift(resolve));
      return item * 10;
    });
    for (const go of letGo) go();
    expect(await results).toEqual([10, 20, 30]);
  });

  it('are never more at a time than allowed', async () => {
    let underWay = 0;
    let most = 0;
    await inParallel(2, [1, 2, 3, 4, 5], async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await Promise.resolve();
      underWay -= 1;
    });
    expect(most).toBe(2);
  });

  it('begin nothing after a failure, and reject with it once none is under way', async () => {
    const events: string[] = [];
    let letGo: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const failed = inParallel(2, ['fails', 'slow', 'never'], async (item) => {
      if (item === 'fails') throw new Error('it fails');
      await slow;
      events.push(item);
    }).catch((error: unknown) => events.push(String(error)));
    letGo();
    await failed;
    expect(events).toEqual(['slow', 'Error: it fails']);
  });
});
