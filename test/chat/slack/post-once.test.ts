import { webApi } from '@slack/bolt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorkspace, type Workspace } from '../../../sandbox/slack/workspace.js';
import { type PostDoors, postOnce } from '../../../src/chat/slack/post-once.js';
import { messageText, paragraph, richText } from '../../../src/chat/slack/rich-text.js';
import { phrase } from '../../../src/core/phrase.js';
import { TryLater } from '../../../src/flow/try-later.js';
import { RedisPostJournal } from '../../../src/store/post-journal.js';
import { redisShelf } from '../../store/redis-shelf.js';

const channel = 'C0ZCAOPS01';
const words = phrase`hello`;
const post = (op: string) => ({
  ...{ op, channel, thread: null },
  message: { text: messageText([words]), blocks: [richText(paragraph(words))] },
});

describe('a post', () => {
  const shelf = redisShelf();
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await startWorkspace({ botToken: 'xoxb-post-once', signingSecret: 'secret-of-post-once' });
  });
  afterAll(() => workspace.close());

  /** `standsStillMs`: for so long the process sleeps between its intent and its call. */
  const doors = (clock: { now: number }, standsStillMs = 0): PostDoors => ({
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

  it('of a process that stood still after it had begun is left to whoever looks for it later', async () => {
    const clock = { now: Date.now() };
    await expect(postOnce(post('slept'), doors(clock, 18_000))).rejects.toThrow(TryLater);
    expect(posted('slept')).toHaveLength(0);
    await postOnce(post('slept'), doors(clock));
    await postOnce(post('slept'), doors(clock));
    expect(posted('slept')).toHaveLength(1);
  });

  it('that only waited a moment goes out', async () => {
    await postOnce(post('awake'), doors({ now: Date.now() }, 900));
    expect(posted('awake')).toHaveLength(1);
  });
});
