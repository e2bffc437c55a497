import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { HeaviestRingFirst } from './test/heaviest-ring-first.js';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'sandbox/test/**/*.test.ts'],
    // Most tests wait for the bot and its neighbours rather than compute; fewer workers: VITEST_MAX_WORKERS.
    maxWorkers: 2 * availableParallelism(),
    // A module graph for each file would cost more than most files' tests.
    isolate: false,
    experimental: { fsModuleCache: true },
    sequence: { sequencer: HeaviestRingFirst },
    // No limit on speed: on a busy machine everything takes several times as long.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
