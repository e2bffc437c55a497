import type { World } from '../world.js';
import { answers } from './answers.js';
import { approvals } from './approvals.js';
import { cards } from './cards.js';
import { dropped } from './dropped.js';
import { ends } from './ends.js';
import { groups } from './groups.js';
import { joiners } from './joiners.js';
import { outcomes } from './outcomes.js';
import { presses } from './presses.js';
import { quorums } from './quorums.js';
import { readings } from './readings.js';
import { settling } from './settling.js';
import { stopping } from './stopping.js';
import { ticks } from './ticks.js';
import { times } from './times.js';
import type { Violation } from './violation.js';

type Check = (world: World) => Iterable<Violation>;

const checks: readonly Check[] = [
  answers,
  approvals,
  cards,
  dropped,
  ends,
  groups,
  joiners,
  outcomes,
  presses,
  quorums,
  readings,
  settling,
  stopping,
  ticks,
  times,
];

/** The promises that a finished schedule broke, judged by messages, cards and effects. */
export function violationsOf(world: World): readonly Violation[] {
  return checks.flatMap((check) => [...check(world)]);
}
