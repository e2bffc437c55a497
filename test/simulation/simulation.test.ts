import { beforeAll, describe, expect, it } from 'vitest';
import { everyInterruption } from './every-scenario.js';
import { loadProduct, type Product } from './product.js';
import { approvers, hoa, lan, minh, policies, shops } from './scenario.js';
import { simulateSeeds, tellSeed } from './simulate-seeds.js';

describe('the simulation', () => {
  let product: Product;
  beforeAll(async () => {
    product = await loadProduct(new URL('../../src/flow/', import.meta.url));
  });

  it('tells the same story of the same seed', async () => {
    const stories = await Promise.all([1, 2, 3].map((seed) => tellSeed(seed, product)));
    await simulateSeeds(product, { first: 100, count: 200, most: 1 });
    expect(await Promise.all([1, 2, 3].map((seed) => tellSeed(seed, product)))).toEqual(stories);
  });

  it('gives who joins one answer, however the joining is interrupted while the other request ends', async () => {
    const [shop] = shops;
    const ask = { type: 'ask', queries: [shop?.id ?? ''] } as const;
    const scenarios = (['cancel', 'stop'] as const).map((end) => ({
      name: `${hoa} joins, and ${lan} presses ${end}`,
      ...{ linked: shops, policies: policies({ stopWindowMs: 10_000 }), clocks: [] },
      groups: { [approvers]: [minh, hoa] },
      acts: [
        { by: lan, afterMs: 0, deed: ask },
        ...(end === 'stop' ? [{ by: minh, afterMs: 0, deed: { type: 'approve' } as const }] : []),
        { by: hoa, afterMs: 200, deed: ask },
        { by: lan, afterMs: 1_000, deed: { type: end } },
      ],
    }));
    const { done, broken } = await everyInterruption(product, 1, scenarios);
    expect(broken).toEqual([]);
    expect(done).toBeGreaterThan(100);
  });

  it('breaks no promise in the schedules of its first seeds', { timeout: 120_000 }, async () => {
    const { done, found } = await simulateSeeds(product, { first: 1, count: 4_000, most: 1 });
    expect(await Promise.all(found.map(({ seed }) => tellSeed(seed, product)))).toEqual([]);
    expect(done).toBe(4_000);
  });
});
