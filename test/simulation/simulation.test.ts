import { beforeAll, describe, expect, it } from 'vitest';
import { loadProduct, type Product } from './product.js';
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

  it('breaks no promise in the schedules of its first seeds', { timeout: 120_000 }, async () => {
    const { done, found } = await simulateSeeds(product, { first: 1, count: 4_000, most: 1 });
    expect(await Promise.all(found.map(({ seed }) => tellSeed(seed, product)))).toEqual([]);
    expect(done).toBe(4_000);
  });
});
