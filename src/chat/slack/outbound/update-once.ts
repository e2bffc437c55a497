import type { webApi } from '@slack/bolt';
import type { MessageRef, RateLimiter, RenderedVersions } from '../../../flow/ports/message-delivery.js';
import { CannotPost, TryLater } from '../../../flow/try-later.js';
import { sha256Of } from '../../../shared/sha256.js';
import type { SlackMessage } from '../messages/rich-text.js';
import { sentWithinMs, settleDelayMs } from './in-flight.js';
import { failureOf } from './slack-failure.js';

/** How long to wait while another process updates the message. */
const busyMs = 700;

export interface Update {
  /** Identifies the message. */
  readonly op: string;
  readonly at: MessageRef;
  /** Revision of the shown state; an earlier one never overwrites a later one. */
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
 * Updates a posted message, unless it already shows this state or a later one. Each message has one update in flight at
 * a time; the callers that had to wait return with the newest state, and all but one find it shown.
 * @throws {TryLater} @throws {CannotPost}
 */
export async function updateOnce(
  { op, at, revision, message }: Update,
  { client, pace, shown, now }: UpdateDeps,
): Promise<void> {
  const state = { revision, looks: sha256Of(JSON.stringify(message)) };
  const began = now();
  const turn = await shown.begin(op, state);
  if (turn === 'over') return;
  if (turn === 'busy') throw new TryLater(busyMs, 'another process is updating the card');
  const waitMs = await pace.update(op);
  if (waitMs > 0) {
    await shown.giveUp(turn);
    throw new TryLater(waitMs, 'other cards are updated first', { isExact: true });
  }
  // Check last, right before the call: after a pause another process may hold the lease and have shown a newer state.
  if (now() - began > sentWithinMs) {
    await pace.updated(op);
    await shown.giveUp(turn);
    throw new TryLater(busyMs, 'too long after it began; another process may have shown a newer state');
  }
  try {
    // If the rate limiter does not hear of the end, it drops the turn after a while.
    await client.chat.update({ ...at, ...message }).finally(() => pace.updated(op).catch(() => undefined));
  } catch (error) {
    const failure = failureOf(error, 'update');
    // Keep the lease until an update in flight must have arrived.
    if (failure.type === 'unclear') throw new TryLater(settleDelayMs, 'the answer to an update was lost');
    await shown.giveUp(turn);
    if (failure.type === 'rejected') throw new CannotPost(failure.code);
    throw new TryLater(failure.waitMs, 'Slack asks to wait');
  }
  // The lease expired during a pause: this update may have overwritten a later state from another process.
  if (!(await shown.end(turn, state))) throw new TryLater(busyMs, 'the card may show an earlier state');
}
