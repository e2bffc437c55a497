import { webApi } from '@slack/bolt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorkspace, type Workspace } from '../../../../../sandbox/slack/workspace.js';
import { messageText, paragraph, richTextBlock } from '../../../../../src/chat/slack/messages/rich-text.js';
import { postFileOnce } from '../../../../../src/chat/slack/outbound/post-file-once.js';
import { type PostDeps, postOnce } from '../../../../../src/chat/slack/outbound/post-once.js';
import { richText } from '../../../../../src/core/messages/rich-text.js';
import type { PostJournal } from '../../../../../src/flow/ports/message-delivery.js';
import { TryLater } from '../../../../../src/flow/try-later.js';
import { RedisPostJournal } from '../../../../../src/store/post-journal.js';
import { redisShelf } from '../../../store/redis-shelf.js';

const channel = 'C0ZCAOPS01';
const words = richText`hello`;
const post = (op: string) => ({
  ...{ op, channel, thread: null, causedBy: 'U1' },
  message: { text: messageText([words]), blocks: [richTextBlock(paragraph(words))] },
});

describe('a post', () => {
  const shelf = redisShelf();
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await startWorkspace({ botToken: 'xoxb-post-once', signingSecret: 'secret-of-post-once' });
  });
  afterAll(() => workspace.close());

  /** The process sleeps for `standsStillMs` between its intent and its call. */
  const deps = (clock: { now: number }, standsStillMs = 0): PostDeps => ({
    client: new webApi.WebClient('xoxb-post-once', { slackApiUrl: workspace.apiUrl }),
    journal: new RedisPostJournal(shelf().redis, shelf().keys, { raise: () => undefined }),
    pace: {
      post: async () => {
        clock.now += standsStillMs;
        return 0;
      },
      posted: async () => undefined,
      refused: async () => 0,
    },
    now: () => clock.now,
  });
  const posted = (op: string) =>
    workspace
      .messages(channel)
      .filter(({ metadata }) => JSON.stringify(metadata ?? null).includes(`"${op}"`));

  it('is left to the next attempt when its process paused after its intent', async () => {
    const clock = { now: Date.now() };
    await expect(postOnce(post('slept'), deps(clock, 18_000))).rejects.toThrow(TryLater);
    expect(posted('slept')).toHaveLength(0);
    await postOnce(post('slept'), deps(clock));
    await postOnce(post('slept'), deps(clock));
    expect(posted('slept')).toHaveLength(1);
  });

  it('is left to the next attempt when its process paused after uploading files', async () => {
    const clock = { now: Date.now() };
    const { ts: thread } = await postOnce(post('thread'), deps(clock));
    const files = {
      op: 'files',
      channel,
      thread,
      causedBy: 'U1',
      files: [{ name: 'r.txt', content: 'done' }],
    } as const;
    const slow = deps(clock);
    const { journal } = slow;
    const again: typeof journal.again = async (...claim) => {
      const isOurs = await journal.again(...claim);
      clock.now += 18_000;
      return isOurs;
    };
    const stoodStill = { ...slow, journal: renewedBy(journal, again) };
    await expect(postFileOnce(files, stoodStill)).rejects.toThrow(TryLater);
    const shared = () => workspace.messages(channel).filter(({ files: all }) => (all?.length ?? 0) > 0);
    expect(shared()).toHaveLength(0);
    await postFileOnce(files, deps(clock));
    await postFileOnce(files, deps(clock));
    expect(shared()).toHaveLength(1);
  });

  it('stops when another worker has begun to post its files', async () => {
    const clock = { now: Date.now() };
    const { ts: thread } = await postOnce(post('thread of two'), deps(clock));
    const files = {
      op: 'twice',
      channel,
      thread,
      causedBy: 'U1',
      files: [{ name: 'two.txt', content: 'done' }],
    } as const;
    const slow = deps(clock);
    const { journal } = slow;
    const again: typeof journal.again = async (op, since, at) => {
      // Another worker waited for the end of the quarantine, and searched, while this one uploaded.
      await journal.again(op, since, at + 1);
      return journal.again(op, since, at);
    };
    const overtaken = { ...slow, journal: renewedBy(journal, again) };
    await expect(postFileOnce(files, overtaken)).rejects.toThrow(TryLater);
    expect(workspace.messages(channel).filter(({ thread_ts }) => thread_ts === thread)).toHaveLength(0);
  });

  it('is not found by what another app wrote under its name', async () => {
    const clock = { now: Date.now() };
    await expect(postOnce(post('forged'), deps(clock, 18_000))).rejects.toThrow(TryLater);
    const another = new webApi.WebClient('xoxb-post-once', { slackApiUrl: workspace.apiUrl });
    const payload = { op: 'forged', mark: 'forged' };
    const forged = { event_type: 'zca_unlink_post', event_payload: payload };
    const { ts } = await another.chat.postMessage({ channel, text: 'done', metadata: forged });
    const own = await postOnce(post('forged'), deps(clock));
    expect(own.ts).not.toBe(ts);
    expect(posted('forged')).toHaveLength(2);
  });

  it('goes out after a short wait', async () => {
    await postOnce(post('awake'), deps({ now: Date.now() }, 900));
    expect(posted('awake')).toHaveLength(1);
  });
});

function renewedBy(journal: PostJournal, again: PostJournal['again']): PostJournal {
  return {
    read: (op) => journal.read(op),
    begin: (op, at) => journal.begin(op, at),
    again,
    done: (op, message) => journal.done(op, message),
    abandon: (op, since) => journal.abandon(op, since),
    forget: (op, message) => journal.forget(op, message),
  };
}
