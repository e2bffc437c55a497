import { guardedWords } from '../workload/plan.js';
import type { DriverKind } from './driver.js';
import type { Patch } from './patch.js';

/** Apps can be stopped for so long after their approval, in milliseconds, so that stops are part of every run. */
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
 * All of a storm is in one channel, which is more than Slack lets into one, and in one ZCA account, whose list is as long
 * as the storm; their own 429s are among the faults.
 */
const pace: readonly Patch[] = [
  { file: 'bot.config.js', find: 'callsPerSecond: 20,', put: 'callsPerSecond: 300,' },
  { file: 'bot.config.js', find: 'postsPerSecond: 1,', put: 'postsPerSecond: 100,' },
  { file: 'bot.config.js', find: 'updatesPerMinute: 40,', put: 'updatesPerMinute: 6_000,' },
];

/** More than anybody of a storm needs in a minute, and less than strangers try. */
const perMinute = { asks: 10, presses: 20 } as const;
/** How many private answers somebody gets in a minute who asks and presses without end: two of them say that it is enough. */
export const maxAnswersPerMinute = perMinute.asks + perMinute.presses + 2;

/** In builds that give each person a budget. */
export const budgets: readonly Patch[] = [
  { file: 'bot.config.js', find: 'asksPerMinute: 20,', put: `asksPerMinute: ${perMinute.asks},` },
  { file: 'bot.config.js', find: 'pressesPerMinute: 90,', put: `pressesPerMinute: ${perMinute.presses},` },
];

/** The waits of production, all shortened; how they stand to each other stays. */
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

/** How the configuration of every build in a storm differs from the one in the repository. */
export const configPatches: readonly Patch[] = [...policy, ...pace, ...budgets];

/** How the copy of the build differs from the build, whatever else is changed in it. */
export function patchesFor(times: 'real' | 'short'): readonly Patch[] {
  return times === 'real' ? configPatches : [...configPatches, ...shorter];
}

/** All in milliseconds. */
export interface WaitBudget {
  /** After so long without an answer people try again. */
  readonly peopleMs: number;
  /** So long after the storm everything has to be settled. */
  readonly settleMs: number;
  /** So long it has to stay settled: longer than a job that a killed worker left takes to come back. */
  readonly quietMs: number;
}

/** What waits at the end of a storm is the more, the bigger it was; milliseconds for each request that people ask for. */
const settleEachMs = 120;

export function patienceFor(times: 'real' | 'short', driver: DriverKind, requests: number): WaitBudget {
  // One browser for all: an unlink takes some seconds, and those before it take theirs.
  if (driver === 'console') return { peopleMs: 120_000, settleMs: 900_000, quietMs: 60_000 };
  return times === 'real'
    ? { peopleMs: 25_000, settleMs: Math.max(240_000, requests * settleEachMs), quietMs: 40_000 }
    : { peopleMs: 8_000, settleMs: 75_000, quietMs: 10_000 };
}
