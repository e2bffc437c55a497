import { beforeAll, describe, expect, it } from 'vitest';
import { letOthersWork } from '../../src/shared/let-others-work.js';
import { otherWork } from '../fixtures/other-work.js';
import { everyInterruption } from './every-scenario.js';
import { loadProduct } from './product.js';
import { randomSchedule } from './random-scenarios.js';
import { runSchedules } from './run-schedules.js';
import { approvers, hoa, lan, minh, policies, shops } from './scenario.js';
import { simulateSeeds, tellSeed } from './simulate-seeds.js';
import { Simulated } from './simulated.js';
import { World } from './world.js';

/** `bin/test` runs many more beside the tests. */
const few = 300;

describe('the simulation', { timeout: 120_000 }, () => {
  let simulated: Simulated;
  beforeAll(async () => {
    simulated = new Simulated(await loadProduct(new URL('../../src/', import.meta.url)));
  });

  it('tells the same story of the same seed', async () => {
    const stories = [1, 2, 3].map((seed) => tellSeed(seed, simulated));
    await simulateSeeds(simulated, { first: 100, count: 20, most: 1 });
    const again = [1, 2, 3].map((seed) => tellSeed(seed, simulated));
    expect(await Promise.all(again)).toEqual(await Promise.all(stories));
  });

  it('gives a joiner one answer, however the joining is interrupted while the other request ends', async () => {
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
    const { done, broken } = await everyInterruption(simulated, 1, scenarios);
    expect(broken).toEqual([]);
    expect(done).toBeGreaterThan(100);
  });

  it('breaks no promise in the schedules of its first seeds', async () => {
    const { done, found } = await simulateSeeds(simulated, { first: 1, count: few, most: 1 });
    expect(await Promise.all(found.map(({ seed }) => tellSeed(seed, simulated)))).toEqual([]);
    expect(done).toBe(few);
  });

  it('leaves the event loop to others again once the last of several runs has ended', async () => {
    await Promise.all([1, 2, 3].map((seed) => tellSeed(seed, simulated)));
    const others = otherWork();
    await letOthersWork();
    await letOthersWork();
    expect(others.stop()).toBeGreaterThan(0);
  });

  it('remembers the buttons of a card as they are drawn', async () => {
    const worlds = Array.from({ length: few }, (_, seed) => {
      const { scenario, chooser } = randomSchedule(seed);
      return new World(scenario, chooser, simulated);
    });
    const wrong: string[] = [];
    await runSchedules(worlds.values(), ({ workspace, policies }) => {
      // With one policy for the whole schedule, the policy of each card is known.
      const [only, ...others] = policies;
      if (only === undefined || others.length > 0) return;
      for (const shown of workspace.cards.values())
        for (const { request, offers } of shown)
          if (String([...offers]) !== String([...simulated.drawnOffers(request, only.what)]))
            wrong.push(JSON.stringify(request));
    });
    expect(wrong).toEqual([]);
  });
});
