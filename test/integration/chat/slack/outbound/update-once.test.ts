import { webApi } from '@slack/bolt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorkspace, type Workspace } from '../../../../../sandbox/slack/workspace.js';
import { messageText, paragraph, richTextBlock } from '../../../../../src/chat/slack/messages/rich-text.js';
import { updateOnce } from '../../../../../src/chat/slack/outbound/update-once.js';
import { richText } from '../../../../../src/core/messages/rich-text.js';
import { TryLater } from '../../../../../src/flow/try-later.js';
import { RedisRenderedVersions } from '../../../../../src/store/rendered-versions.js';
import { redisShelf } from '../../../store/redis-shelf.js';

const untold = { raise: () => undefined };

const channel = 'C0ZCAOPS01';

describe('an update of a card', () => {
  const shelf = redisShelf();
  let workspace: Workspace;
  let client: webApi.WebClient;
  beforeAll(async () => {
    workspace = await startWorkspace({ botToken: 'xoxb-update', signingSecret: 'secret-of-update' });
    client = new webApi.WebClient('xoxb-update', { slackApiUrl: workspace.apiUrl });
  });
  afterAll(() => workspace.close());

  it('by a process that was paused after its intent does not overwrite a newer state', async () => {
    const { ts } = await client.chat.postMessage({ channel, text: 'asked' });
    const clock = { now: Date.now() };
    const turn = (forgotten: boolean) => async () => {
      // The process sleeps here: its lease expires, and another process shows a newer state.
      if (!forgotten) return 0;
      clock.now += 18_000;
      await shelf().redis.del(shelf().keys.shown('card', 'turn'));
      await update(3, 'cancelled', false);
      return 0;
    };
    const update = (revision: number, what: string, sleeps: boolean): Promise<void> => {
      const words = richText`${what}`;
      const message = { text: messageText([words]), blocks: [richTextBlock(paragraph(words))] };
      const pace = { update: turn(sleeps), updated: async () => undefined };
      const shown = new RedisRenderedVersions(shelf().redis, shelf().keys, untold);
      return updateOnce(
        { op: 'card', at: { channel, ts: String(ts) }, revision, message },
        { client, pace, shown, now: () => clock.now },
      );
    };
    await expect(update(2, 'approved', true)).rejects.toThrow(TryLater);
    expect(workspace.messages(channel).find((message) => message.ts === ts)?.text).toContain('cancelled');
    await update(2, 'approved', false);
    expect(workspace.messages(channel).find((message) => message.ts === ts)?.text).toContain('cancelled');
  });
});
