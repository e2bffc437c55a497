import { createHash } from 'node:crypto';
import type { webApi } from '@slack/bolt';
import type { MessageRef, RateLimiter, RenderedVersions } from '../../../flow/ports/message-delivery.js';
import { CannotPost, TryLater } from '../../../flow/try-later.js';
import type { SlackMessage } from '../messages/rich-text.js';
import { sentWithinMs, settleDelayMs } from './in-flight.js';
import { failureOf } from './slack-failure.js';

/** How long to leave a message alone that somebody else is changing, in milliseconds. */
const busyMs = 700;

export interface Update {
  /** Names the message. */
  readonly op: string;
  readonly at: MessageRef;
  /** Of what is shown; a later one is never overwritten by an earlier one. */
  readonly revision: number;
  readonly message: SlackMessage;
}

export interface UpdateDeps {
  readonly client: webApi.WebClient;
  readonly pace: Pick<RateLimiter, 'update' | 'updated'>;
  readonly shown: RenderedVersions;
  readonly now: () => number;
}

/**
 * Brings a posted message up to date, unless it shows this or something later already. One update of a message is on
 * its way at a time; those that had to wait meanwhile come back with the newest state, and all but one find it shown.
 * @throws {TryLater} @throws {CannotPost}
 */
export async function updateOnce(
  { op, at, revision, message }: Update,
  { client, pace, shown, now }: UpdateDeps,
): Promise<void> {
  const state = { revision, looks: createHash('sha256').update(JSON.stringify(message)).digest('hex') };
  const began = now();
  const turn = await shown.begin(op, state);
  if (turn === 'over') return;
  if (turn === 'busy') throw new TryLater(busyMs, 'the card is being brought up to date by somebody else');
  const waitMs = await pace.update(op);
  if (waitMs > 0) {
    await shown.giveUp(turn);
    throw new TryLater(waitMs, 'other cards are brought up to date first', { isExact: true });
  }
  // The last thing before the call: the turn of whoever stood still may be somebody else's by now, who showed what is newer.
  if (now() - began > sentWithinMs) {
    await pace.updated(op);
    await shown.giveUp(turn);
    throw new TryLater(busyMs, 'too long after it was begun; somebody else may have shown what is newer');
  }
  try {
    // Where the line does not hear that the turn is over, it forgets it after a while.
    await client.chat.update({ ...at, ...message }).finally(() => pace.updated(op).catch(() => undefined));
  } catch (error) {
    const failure = failureOf(error, 'update');
    // The turn stays taken until what may be on its way has arrived.
    if (failure.type === 'unclear') throw new TryLater(settleDelayMs, 'the answer to an update was lost');
    await shown.giveUp(turn);
    if (failure.type === 'rejected') throw new CannotPost(failure.code);
    throw new TryLater(failure.waitMs, 'Slack asks to wait');
  }
  // Somebody slept for so long that others may have shown something later, which now stands below this.
  if (!(await shown.end(turn, state))) throw new TryLater(busyMs, 'the card may show what it showed before');
}
