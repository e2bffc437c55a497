import { violationsOf } from './invariants/invariants.js';
import type { Violation } from './invariants/violation.js';
import { runSchedules } from './run-schedules.js';
import {
  type Act,
  approvers,
  type Deed,
  hoa,
  lan,
  minh,
  policies,
  type Scenario,
  shops,
} from './scenario.js';
import { type Interruption, inOrder } from './scheduler.js';
import type { Simulated } from './simulated.js';
import { storyOf } from './story.js';
import { World } from './world.js';

const [shop, , twin] = shops;
const asked = [shop?.id ?? '', twin?.id ?? ''];

/** The acts of the two people once there is a card. */
const deeds: readonly { readonly by: string; readonly deed: Deed }[] = [
  ...(['approve', 'reject', 'cancel', 'stop', 'retry', 'take_back'] as const).map((type) => ({
    ...{ by: minh, deed: { type } },
  })),
  { by: hoa, deed: { type: 'approve' } },
  { by: hoa, deed: { type: 'choose', count: 1 } },
  { by: hoa, deed: { type: 'ask', queries: [asked[0] ?? ''] } },
  { by: lan, deed: { type: 'cancel' } },
  { by: lan, deed: { type: 'stop' } },
  { by: lan, deed: { type: 'choose', count: 0 } },
];

/**
 * Every two acts of two people on one request, both at once and one after the other, each with and
 * without a stop window.
 */
export function* everyScenario(): Generator<Scenario> {
  for (const [at, first] of deeds.entries())
    for (const [other, second] of deeds.entries())
      for (const afterMs of [0, 1_000])
        for (const stopWindowMs of [0, 10_000]) {
          if (at === other || first.by === second.by) continue;
          // The order of simultaneous acts makes no difference.
          if (afterMs === 0 && at > other) continue;
          const acts: readonly Act[] = [
            { by: lan, afterMs: 0, deed: { type: 'ask', queries: asked } },
            { ...first, afterMs: 100 },
            { ...second, afterMs: 100 + afterMs },
          ];
          yield {
            name: `${first.by} ${first.deed.type}, ${afterMs} ms later ${second.by} ${second.deed.type}`,
            linked: shops,
            policies: policies({ stopWindowMs }),
            groups: { [approvers]: [minh, hoa] },
            acts,
            clocks: [],
          };
        }
}

export interface Interrupted {
  readonly scenario: Scenario;
  /** The number of the call that is interrupted. */
  readonly call: number;
  readonly how: Interruption;
}

/**
 * Every scenario with every one of its calls interrupted in every way, and with none. Returns the
 * stories of those that broke a promise.
 */
export async function everyInterruption(
  simulated: Simulated,
  most: number,
  scenarios: Iterable<Scenario> = everyScenario(),
): Promise<{ readonly done: number; readonly broken: readonly string[] }> {
  const broken: { readonly at: Interrupted; readonly violations: readonly Violation[] }[] = [];
  const running = new Map<World, Interrupted>();
  const world = (at: Interrupted) => {
    const made = new World(at.scenario, inOrder(at.call, at.how), simulated);
    running.set(made, at);
    return made;
  };
  let done = 0;
  const undisturbed: World[] = [];
  const ended = (each: World) => {
    done += 1;
    const at = running.get(each);
    running.delete(each);
    if (at === undefined) return;
    if (at.how === 'none') undisturbed.push(each);
    const violations = violationsOf(each);
    if (violations.length > 0) broken.push({ at, violations });
  };
  const firsts = function* () {
    for (const scenario of scenarios) yield world({ scenario, call: 0, how: 'none' });
  };
  await runSchedules(firsts(), ended);
  const rest = function* () {
    for (const { scenario, scheduler } of undisturbed)
      for (const [call, failures] of scheduler.failuresOfCalls.entries())
        for (const how of waysOf(failures)) {
          if (broken.length >= most) return;
          yield world({ scenario, call, how });
        }
  };
  await runSchedules(rest(), ended);
  return { done, broken: await Promise.all(broken.slice(0, most).map(({ at }) => tell(at, simulated))) };
}

function waysOf(failures: number): readonly Interruption[] {
  return ['ends_before', 'ends_after', ...Array.from({ length: failures }, (_, at) => at)];
}

async function tell({ scenario, call, how }: Interrupted, simulated: Simulated): Promise<string> {
  const world = new World(scenario, inOrder(call, how), simulated, { isTold: true });
  await runSchedules([world].values(), () => undefined);
  return storyOf(world, violationsOf(world));
}
