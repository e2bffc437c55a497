import { guardedWords } from '../workload/plan.js';
import type { DriverKind } from './driver.js';
import type { Patch } from './patch.js';

/** Apps can be stopped for this long after their approval, so that every run contains stops. */
export const stopWindowMs = 2_000;

const policy: readonly Patch[] = [
  {
    file: 'bot.config.js',
    find: 'rules: []',
    put: `rules: [{ kind: 'app', stopWindowSeconds: ${stopWindowMs / 1_000} }]`,
  },
  {
    file: 'bot.config.js',
    find: 'protectedAssets: []',
    put: `protectedAssets: [{ name: '${guardedWords}', message: 'It stays linked.' }]`,
  },
];

/**
 * A storm happens in one channel, with more messages than Slack allows there, and in one ZCA account, whose
 * list is as long as the storm; their own 429s are among the faults.
 */
const pace: readonly Patch[] = [
  { file: 'bot.config.js', find: 'callsPerSecond: 20,', put: 'callsPerSecond: 300,' },
  { file: 'bot.config.js', find: 'postsPerSecond: 1,', put: 'postsPerSecond: 100,' },
  { file: 'bot.config.js', find: 'updatesPerMinute: 40,', put: 'updatesPerMinute: 6_000,' },
];

/** Above the use of any person in a storm, and below that of strangers. */
const perMinute = { asks: 10, presses: 20 } as const;
/**
 * The most private answers per minute to one person who asks and presses without end: two of them announce
 * the limit.
 */
export const maxAnswersPerMinute = perMinute.asks + perMinute.presses + 2;

/** For builds with a budget for each person. */
export const budgets: readonly Patch[] = [
  { file: 'bot.config.js', find: 'asksPerMinute: 20,', put: `asksPerMinute: ${perMinute.asks},` },
  { file: 'bot.config.js', find: 'pressesPerMinute: 90,', put: `pressesPerMinute: ${perMinute.presses},` },
];

/** Shortens all waits of production, in the same proportions. */
const shorter: readonly Patch[] = [
  { file: 'src/jobs/processors.js', find: 'lockDuration: 10_000', put: 'lockDuration: 5_000' },
  { file: 'src/jobs/processors.js', find: 'stalledInterval: 2_500', put: 'stalledInterval: 1_250' },
  { file: 'src/jobs/maintenance-schedule.js', find: 'repairEveryMs = 30_000', put: 'repairEveryMs = 5_000' },
  { file: 'src/flow/settle-by-reading.js', find: 'lateMs = 5_000', put: 'lateMs = 1_000' },
  { file: 'src/flow/repair.js', find: 'stillMs = 60_000', put: 'stillMs = 12_000' },
  { file: 'src/flow/repair.js', find: 'seenForMs = 5 * 60_000', put: 'seenForMs = 60_000' },
  {
    file: 'src/chat/slack/outbound/web-client.js',
    find: 'callTimeoutMs = 5_000',
    put: 'callTimeoutMs = 2_500',
  },
  { file: 'bot.config.js', find: 'timeoutMs: 8_000', put: 'timeoutMs: 2_000' },
  { file: 'bot.config.js', find: 'backoffMs: 1_000', put: 'backoffMs: 250' },
];

/** The changes to the configuration of every build in a storm. */
export const configPatches: readonly Patch[] = [...policy, ...pace, ...budgets];

/** The changes to every copy of the build, besides any bug. */
export function patchesFor(times: 'real' | 'short'): readonly Patch[] {
  return times === 'real' ? configPatches : [...configPatches, ...shorter];
}

/** All in milliseconds. */
export interface WaitBudget {
  /** People try again after this long without an answer. */
  readonly peopleMs: number;
  /** Everything has to settle within this time after the storm. */
  readonly settleMs: number;
  /** Everything has to stay settled for this long: longer than a killed worker's job takes to come back. */
  readonly quietMs: number;
}

/** A bigger storm leaves more work at its end; time for each request that people ask for. */
const settleEachMs = 120;

export function patienceFor(times: 'real' | 'short', driver: DriverKind, requests: number): WaitBudget {
  // All unlinks share one browser: each takes some seconds, and waits for those before it.
  if (driver === 'console') return { peopleMs: 120_000, settleMs: 900_000, quietMs: 60_000 };
  return times === 'real'
    ? { peopleMs: 25_000, settleMs: Math.max(240_000, requests * settleEachMs), quietMs: 40_000 }
    : { peopleMs: 8_000, settleMs: 75_000, quietMs: 10_000 };
}
