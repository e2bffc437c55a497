import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { HeaviestRingFirst } from './test/heaviest-ring-first.js';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'sandbox/test/**/*.test.ts'],
    // A test starts a bot, its neighbours and often a browser: two workers a core would starve tests of pace. Another
    // number: VITEST_MAX_WORKERS.
    maxWorkers: availableParallelism(),
    // A module graph for each file would cost more than most files' tests.
    isolate: false,
    experimental: { fsModuleCache: true },
    sequence: { sequencer: HeaviestRingFirst },
    // No limit on speed: on a busy machine everything takes several times as long.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
