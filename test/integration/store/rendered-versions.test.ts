import { expect, it } from 'vitest';
import type { RenderedVersion, RenderLease } from '../../../src/flow/ports/message-delivery.js';
import { RedisRenderedVersions } from '../../../src/store/rendered-versions.js';
import { redisShelf } from './redis-shelf.js';

const untold = { raise: () => undefined };

const shelf = redisShelf();
const states = () => new RedisRenderedVersions(shelf().redis, shelf().keys, untold);
const state = (revision: number, looks = `as-${revision}`): RenderedVersion => ({ revision, looks });

async function turn(shown: RedisRenderedVersions, wanted: RenderedVersion): Promise<RenderLease> {
  const begun = await shown.begin('card', wanted);
  if (typeof begun === 'string') throw new Error(`no turn: ${begun}`);
  return begun;
}

it('lets one of fifty change a message at once', async () => {
  const shown = states();
  const begun = await Promise.all(Array.from({ length: 50 }, () => shown.begin('card', state(1))));
  expect(begun.filter((each) => each === 'busy')).toHaveLength(49);
});

it('never shows an older state over a newer one', async () => {
  const shown = states();
  await shown.end(await turn(shown, state(5)), state(5));
  expect(await shown.begin('card', state(4))).toBe('over');
});

it('never shows the same state twice', async () => {
  const shown = states();
  await shown.end(await turn(shown, state(5)), state(5));
  expect(await shown.begin('card', state(5))).toBe('over');
});

it('shows the same revision again if it looks different by now', async () => {
  const shown = states();
  await shown.end(await turn(shown, state(5)), state(5));
  expect(await shown.begin('card', state(5, 'with fewer approvers'))).toMatchObject({ op: 'card' });
});

it('knows the message’s earlier state after a lease without a change', async () => {
  const shown = states();
  await shown.end(await turn(shown, state(5)), state(5));
  await shown.giveUp(await turn(shown, state(6)));
  expect(await shown.begin('card', state(5))).toBe('over');
  expect(await shown.begin('card', state(6))).toMatchObject({ op: 'card' });
});

it('does not know the message’s state after a change whose end was not seen', async () => {
  const shown = states();
  await shown.end(await turn(shown, state(5)), state(5));
  const lost = await turn(shown, state(6));
  expect(await shown.begin('card', state(6))).toBe('busy');
  await forgetTurn();
  expect(await turn(shown, state(6))).toMatchObject({ before: null });
  expect(await shown.end(lost, state(6))).toBe(false);
});

it('tells a worker that slept past its lease that its change may have overwritten a later one', async () => {
  const shown = states();
  const slept = await turn(shown, state(5));
  await forgetTurn();
  expect(await shown.end(await turn(shown, state(6)), state(6))).toBe(true);
  expect(await shown.end(slept, state(5))).toBe(false);
  expect(await shown.begin('card', state(6))).toMatchObject({ op: 'card' });
});

it('keeps messages apart', async () => {
  const shown = states();
  await turn(shown, state(1));
  expect(await shown.begin('another', state(1))).toMatchObject({ op: 'another' });
});

/** Lets the lease expire. */
async function forgetTurn(): Promise<void> {
  await shelf().redis.del(shelf().keys.shown('card', 'turn'));
}

it.each(['{"revision":5,"lo', '"5"', '{}'])('ignores a stored state that reads %s', async (text) => {
  await shelf().redis.set(shelf().keys.shown('card', 'state'), text);
  expect(await states().begin('card', state(4))).toMatchObject({ before: null });
});
