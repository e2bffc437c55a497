import { policyFor } from '../../../src/core/request/policy.js';
import { hasCard } from '../../../src/core/request/request.js';
import type { Recorded } from '../memory-store.js';
import type { Run } from '../workers.js';
import type { World } from '../world.js';
import type { Violation } from './violation.js';

/** An approval is accepted this long after the press. */
const freshMs = 5 * 60_000;

/** A promised time lasts as long as promised, whatever the machines' clocks say. */
export function* times(world: World): Generator<Violation> {
  for (const change of world.shelf.recorded) {
    const { entry } = change;
    if (entry.action === 'listed') yield* lifeOf(change, world);
    if (entry.action === 'expired') yield* endOf(change);
    if (entry.action === 'press_refused') yield* refusalOf(change, world);
  }
}

function* lifeOf({ next, at, caller }: Recorded, { scenario }: World): Generator<Violation> {
  if (next?.status !== 'pending') return;
  const { lifetimeMs } = policyFor(scenario.policies, next.kind, next.channel);
  const { startedAt } = caller as Run;
  if (next.expiresAt < startedAt + lifetimeMs || next.expiresAt > at + lifetimeMs)
    yield {
      invariant: 11,
      what: `${next.id} expires ${next.expiresAt - at} ms after it was listed, not ${lifetimeMs} ms`,
    };
}

function* endOf({ before, at }: Recorded): Generator<Violation> {
  if (before?.status === 'pending' && at < before.expiresAt)
    yield { invariant: 11, what: `${before.id} expired ${before.expiresAt - at} ms too early` };
}

function* refusalOf({ at, entry, step }: Recorded, { acts, shelf }: World): Generator<Violation> {
  const { why, press: id } = entry.details;
  const pressed = acts.pressed.find(({ press }) => press.press === id);
  if (pressed === undefined) return;
  if (why === 'pressed_long_ago' && at - pressed.at < freshMs)
    yield {
      invariant: 11,
      what: `the press of ${entry.actor} was refused as too late ${at - pressed.at} ms after it`,
    };
  if (why !== 'past_expiry') return;
  const atThatTime = shelf.recorded.findLast(
    (each) => each.step < step && each.next?.id === entry.requestId,
  )?.next;
  if (
    atThatTime !== undefined &&
    atThatTime !== null &&
    hasCard(atThatTime) &&
    pressed.at < atThatTime.expiresAt
  )
    yield {
      invariant: 11,
      what: `the press of ${entry.actor} was refused as past an end that was still to come`,
    };
}
