import { createHmac } from 'node:crypto';
import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { MessageRef, PostJournal, RateLimiter } from '../../../flow/ports/message-delivery.js';
import { CannotPost, TryLater } from '../../../flow/try-later.js';
import type { SlackMessage } from '../messages/rich-text.js';
import { sentWithinMs, settleDelayMs } from './in-flight.js';
import { failureOf, type Operation } from './slack-failure.js';
import { callTimeoutMs } from './web-client.js';

/** Slack takes metadata only with a type. */
const eventType = 'zca_unlink_post';
/** Clocks differ; a message is looked for from this long before its post began, in milliseconds. */
const clockSkewMs = 60_000;
const pageSize = 100;

export interface Post {
  /** Names the message for ever: it is posted once, whoever asks. */
  readonly op: string;
  readonly channel: string;
  readonly thread: string | null;
  /** Whose turn it takes in the channel. */
  readonly causedBy: string;
  readonly message: SlackMessage;
}

export interface PostDeps {
  readonly client: webApi.WebClient;
  readonly journal: PostJournal;
  readonly pace: Pick<RateLimiter, 'post' | 'posted' | 'refused'>;
  readonly now: () => number;
}

/**
 * Posts a message exactly once, as far as Slack shows what it holds. The intent is written first. When an answer is
 * lost, nothing is sent before the post has had time to arrive and the thread was searched for it.
 * @throws {TryLater} @throws {CannotPost}
 */
export async function postOnce(post: Post, deps: PostDeps): Promise<MessageRef> {
  const { op, channel, thread, causedBy, message } = post;
  const mark = markOf(op, deps.client);
  return once(
    {
      what: 'post',
      op,
      channel,
      thread,
      causedBy,
      isMine: ({ metadata }) => metadata?.event_payload['mark'] === mark,
      send: async () => {
        const answer = await deps.client.chat.postMessage({
          channel,
          ...(thread === null ? {} : { thread_ts: thread }),
          text: message.text,
          blocks: message.blocks,
          metadata: { event_type: eventType, event_payload: { op, mark } },
          mrkdwn: false,
          unfurl_links: false,
          unfurl_media: false,
        });
        return placed(answer.channel ?? channel, z.string().parse(answer.ts), thread);
      },
    },
    deps,
  );
}

/**
 * What only the holder of the bot's token can make, so that a message whose answer was lost can be found again: other apps
 * may post metadata of any kind. They may copy this as well, but only later.
 */
function markOf(op: string, client: webApi.WebClient): string {
  return createHmac('sha256', client.token ?? '')
    .update(op)
    .digest('base64url');
}

/** Something that is posted once: how to send it, and how to know it again among the messages of its thread. */
export interface Sending {
  readonly what: Operation;
  readonly op: string;
  readonly channel: string;
  readonly thread: string | null;
  readonly causedBy: string;
  /** `renew`: called again right before people can see it, where getting there takes more than one call; rejects when somebody else is sending it. */
  readonly send: (renew: () => Promise<void>) => Promise<MessageRef>;
  readonly isMine: (message: PostedMessage) => boolean;
}

/** As `postOnce`, for whatever can be sent. */
export async function once(sending: Sending, deps: PostDeps): Promise<MessageRef> {
  const began = deps.now();
  const before = await deps.journal.begin(sending.op, began);
  if (before?.type === 'posted') return before.message;
  return before === null ? send(sending, began, deps) : settle(sending, before.since, deps);
}

/** When it is this post's turn in its channel; until then it waits in the queue, not here. */
async function send(sending: Sending, since: number, deps: PostDeps): Promise<MessageRef> {
  const { journal, pace } = deps;
  const waitMs = await pace.post(sending);
  if (waitMs > 0) {
    await journal.abandon(sending.op, since);
    throw new TryLater(waitMs, 'other posts in the channel go first', { isExact: true });
  }
  // The last thing before the call: only what stands still after this can still be late. Whoever waits for the end of the
  // quarantine looks for the post then, and sends it.
  if (deps.now() - since > sentWithinMs) throw takenOver();
  let begun = since;
  const renew = async () => {
    const at = deps.now();
    if (!(await journal.again(sending.op, begun, at))) throw takenOver();
    begun = at;
    if (deps.now() - at > sentWithinMs) throw takenOver();
  };
  try {
    return await keep(sending, await sending.send(renew), deps);
  } catch (error) {
    if (error instanceof TryLater) throw error;
    const failure = failureOf(error, sending.what);
    if (failure.type === 'unclear') throw new TryLater(settleDelayMs, 'the answer to a post was lost');
    await journal.abandon(sending.op, begun);
    if (failure.type === 'limited' && failure.isPace)
      throw new TryLater(await pace.refused(sending, failure.waitMs), 'Slack asks to wait', {
        isExact: true,
      });
    await pace.posted(sending);
    if (failure.type === 'rejected') throw new CannotPost(failure.code);
    throw new TryLater(failure.waitMs, 'Slack does not let the bot in');
  }
}

/** Somebody began this post and did not say how it ended: wait, look, and only then send. */
async function settle(sending: Sending, since: number, deps: PostDeps): Promise<MessageRef> {
  const { journal, now } = deps;
  const left = since + settleDelayMs - now();
  if (left > settleDelayMs) {
    // It began in a time to come: the clock was put back, and would have this wait for as long.
    await journal.again(sending.op, since, now());
    throw new TryLater(settleDelayMs, 'an earlier post may still arrive');
  }
  if (left > 0) throw new TryLater(left, 'an earlier post may still arrive');
  const found = await find(sending, since - clockSkewMs, deps);
  if (found !== null) return keep(sending, found, deps);
  const began = now();
  if (await journal.again(sending.op, since, began)) return send(sending, began, deps);
  throw takenOver();
}

function takenOver(): TryLater {
  return new TryLater(settleDelayMs, 'too long after it was begun; somebody else may be posting this');
}

async function keep(sending: Sending, message: MessageRef, { journal, pace }: PostDeps): Promise<MessageRef> {
  await journal.done(sending.op, message);
  await pace.posted(sending);
  return message;
}

const postedMessage = z.object({
  ts: z.string(),
  metadata: z
    .object({ event_payload: z.record(z.string(), z.unknown()) })
    .optional()
    .catch(undefined),
  files: z
    .array(z.object({ name: z.string().default(''), title: z.string().default('') }))
    .default([])
    .catch([]),
});

export type PostedMessage = z.output<typeof postedMessage>;

const page = z.object({
  messages: z.array(postedMessage).default([]),
  response_metadata: z.object({ next_cursor: z.string().default('') }).optional(),
});

async function find(
  { channel, thread, isMine }: Sending,
  fromMs: number,
  { client }: PostDeps,
): Promise<MessageRef | null> {
  let cursor = '';
  let first: string | null = null;
  do {
    const args = {
      channel,
      oldest: String(fromMs / 1000),
      limit: pageSize,
      include_all_metadata: true,
      ...(cursor === '' ? {} : { cursor }),
    };
    const answer = await (thread === null
      ? client.conversations.history(args)
      : client.conversations.replies({ ...args, ts: thread })
    ).catch((error: unknown) => {
      if (failureOf(error, 'search').type === 'rejected') return null;
      throw new TryLater(callTimeoutMs, 'the channel could not be searched for an earlier post');
    });
    // Where the bot may not read, it cannot know: twice is better than never.
    if (answer === null) break;
    const { messages, response_metadata } = page.parse(answer);
    for (const { ts } of messages.filter(isMine))
      if (first === null || Number(ts) < Number(first)) first = ts;
    cursor = response_metadata?.next_cursor ?? '';
  } while (cursor !== '');
  return first === null ? null : placed(channel, first, thread);
}

function placed(channel: string, ts: string, thread: string | null): MessageRef {
  return thread === null ? { channel, ts } : { channel, ts, thread };
}
