import type { World } from '../world.js';
import { countedBy } from './press-counted.js';
import type { Violation } from './violation.js';

/** Messages on the way, or when nothing is known: they leave open if something was done. */
const leavesOpen = new Set(['press_waits', 'command_waits', 'looking_up', 'given_up', 'no_answer']);

/**
 * Every command and press has one visible answer, and a person who was told "not" does not see it
 * happen by that press.
 */
export function answers(world: World): readonly Violation[] {
  return [...ofPresses(world), ...ofCommands(world)];
}

function* ofPresses(world: World): Generator<Violation> {
  for (const { press } of world.acts.pressed) {
    const told = world.workspace.told.filter(
      ({ op, note }) => op.endsWith(press.press) && !leavesOpen.has(note.type),
    );
    const counted = countedBy(press, world);
    const what = `the ${press.action.type} of ${press.user}`;
    if (told.length > 0 && counted !== undefined)
      yield { invariant: 3, what: `${what} was told "${told[0]?.note.type}", and counted` };
    if (told.length > 1) yield { invariant: 3, what: `${what} was answered ${told.length} times` };
    const given = world.workspace.told.some(({ op }) => op.includes(press.press));
    if (counted === undefined && !given && press.action.type !== 'choose')
      yield { invariant: 3, what: `${what} had no answer` };
  }
}

function* ofCommands(world: World): Generator<Violation> {
  const { workspace, shelf } = world;
  for (const { ask } of world.acts.asked) {
    const what = `the command of ${ask.requester}`;
    const told = workspace.told.filter(
      ({ op, note }) => op.endsWith(ask.delivery) && !leavesOpen.has(note.type),
    );
    const request = [...shelf.requests.values()].find(({ delivery }) => delivery === ask.delivery);
    const hasCard = request !== undefined && workspace.cards.has(request.id);
    const given = workspace.told.some(({ op }) => op.includes(ask.delivery));
    if (told.length + (hasCard ? 1 : 0) > 1)
      yield {
        invariant: 3,
        what: `${what} was answered more than once: ${told.map(({ note }) => note.type)}`,
      };
    const isJoined = [...shelf.requests.values()].some(
      (other) => 'others' in other && other.others.some(({ requestId }) => requestId === request?.id),
    );
    if (isJoined && hasCard)
      yield { invariant: 3, what: `${what} has joined a request, and has a card of its own` };
    if (told.length === 0 && !hasCard && !given) yield { invariant: 3, what: `${what} had no answer` };
  }
}
