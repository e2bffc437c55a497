import { createHmac } from 'node:crypto';
import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { CardRequest } from '../../../core/request/request.js';
import type { MessageRef, PostJournal, RateLimiter } from '../../../flow/ports/message-delivery.js';
import { CannotPost, TryLater } from '../../../flow/try-later.js';
import type { SlackMessage } from '../messages/rich-text.js';
import { sentWithinMs, settleDelayMs } from './in-flight.js';
import { failureOf, type Operation } from './slack-failure.js';
import { callTimeoutMs } from './web-client.js';

/** Slack accepts metadata only with a type. */
const eventType = 'zca_unlink_post';
/** Clocks differ, so a search for a message begins this long before its post began. */
const clockSkewMs = 60_000;
const pageSize = 100;

export interface Post {
  /** Permanent name of this message: it is posted once, whoever calls. */
  readonly op: string;
  readonly channel: string;
  readonly thread: string | null;
  /** The person whose place in the channel's queue the post takes. */
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
 * Posts a message exactly once, provided Slack's history can be searched. Records the intent first. If an answer is
 * lost, waits until the post must have arrived and searches the thread before sending again.
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
 * A mark that only the holder of the bot's token can make, to find a message whose answer was lost: other apps may post
 * any metadata. They may copy the mark, but only later.
 */
function markOf(op: string, client: webApi.WebClient): string {
  return createHmac('sha256', client.token ?? '')
    .update(op)
    .digest('base64url');
}

/** A message or file to post once: how to send it, and how to recognise it in its thread. */
export interface Sending {
  readonly what: Operation;
  readonly op: string;
  readonly channel: string;
  readonly thread: string | null;
  readonly causedBy: string;
  /**
   * Calls `renew` once more right before the post becomes visible if sending takes several calls; `renew` rejects when
   * another process is sending it.
   */
  readonly send: (renew: () => Promise<void>) => Promise<MessageRef>;
  readonly isMine: (message: PostedMessage) => boolean;
}

/** As `postOnce`, for anything that can be sent. */
export async function once(sending: Sending, deps: PostDeps): Promise<MessageRef> {
  const began = deps.now();
  const before = await deps.journal.begin(sending.op, began);
  if (before?.type === 'posted') return before.message;
  return before === null ? send(sending, began, deps) : settle(sending, before.since, deps);
}

/** Sends if it is this post's turn in its channel; otherwise the job waits in the queue. */
async function send(sending: Sending, since: number, deps: PostDeps): Promise<MessageRef> {
  const { journal, pace } = deps;
  const waitMs = await pace.post(sending);
  if (waitMs > 0) {
    await journal.abandon(sending.op, since);
    throw new TryLater(waitMs, 'other posts in the channel go first', { isExact: true });
  }
  // Only a pause after this line can make us late; then the next attempt searches for the post before sending.
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
    throw new TryLater(failure.waitMs, 'Slack rejects the bot');
  }
}

/** An earlier attempt began this post and recorded no end: wait, search, and only then send. */
async function settle(sending: Sending, since: number, deps: PostDeps): Promise<MessageRef> {
  const { journal, now } = deps;
  const left = since + settleDelayMs - now();
  if (left > settleDelayMs) {
    // The recorded start is in the future: the clock was set back, so waiting for it could take that long.
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
  return new TryLater(settleDelayMs, 'too long after it began; another process may be posting this');
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
    // The bot may not read there, so it cannot know: better to post twice than never.
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

/** All posts of a request take its requester's place in the queue, so its thread keeps its order. */
export function causedBy({ requester }: CardRequest): Pick<Post, 'causedBy'> {
  return { causedBy: requester };
}
