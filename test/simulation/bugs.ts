import { type BugName, bugs as chaosBugs } from '../chaos/environment/bugs.js';
import { bugsInApproving } from './bugs/approving.js';
import { bugsInAsking } from './bugs/asking.js';
import type { Bug } from './bugs/bug.js';
import { bugsInRunning } from './bugs/running.js';
import { bugsInTelling } from './bugs/telling.js';

/** The chaos run's bugs in core and flow, each with the seed that finds it. */
const ofTheStorm: readonly (readonly [BugName, number])[] = [
  ['no-authorisation', 4],
  ['self-approval', 54],
  ['no-fencing', 186],
  ['blind-repeat', 256],
  ['silent-loser', 4],
  ['stale-card', 6],
  ['no-result', 6],
];

/** Every mistake that the simulation has to find. */
export const bugs: readonly Bug[] = [
  ...ofTheStorm.map(([name, seed]) => ({ name, seed, ...chaosBugs[name] })),
  ...bugsInAsking,
  ...bugsInApproving,
  ...bugsInRunning,
  ...bugsInTelling,
];
