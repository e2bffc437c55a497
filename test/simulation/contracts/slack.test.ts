import { webApi } from '@slack/bolt';
import { afterEach } from 'vitest';
import { startWorkspace, type Workspace } from '../../../sandbox/slack/workspace.js';
import { CardLinks } from '../../../src/chat/slack/outbound/card-links.js';
import { People } from '../../../src/chat/slack/outbound/people.js';
import { SlackSurface } from '../../../src/chat/slack/outbound/surface.js';
import { en } from '../../../src/i18n/en.js';
import { RedisPostJournal } from '../../../src/store/post-journal.js';
import { RedisRenderedVersions } from '../../../src/store/rendered-versions.js';
import { policy } from '../../fixtures/requests.js';
import { redisShelf } from '../../integration/store/redis-shelf.js';
import { chatContract } from './chat.contract.js';

const channel = 'C0ZCAOPS01';
const shelf = redisShelf();
let workspace: Workspace | null = null;
afterEach(async () => workspace?.close());

chatContract('Slack', async () => {
  const opened = await startWorkspace({ botToken: 'xoxb-contract', signingSecret: 'secret-of-contract' });
  workspace = opened;
  const { redis, keys } = shelf();
  const alerts = { raise: () => undefined };
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const surface = () => {
    const client = new webApi.WebClient('xoxb-contract', {
      slackApiUrl: opened.apiUrl,
      retryConfig: { retries: 0 },
    });
    const journal = new RedisPostJournal(redis, keys, alerts);
    return new SlackSurface({
      client,
      cardLinks: new CardLinks({ client, journal, log }),
      people: new People(client, Date.now, alerts),
      replies: { of: async () => null },
      journal,
      // Nobody else posts, so nothing needs to wait.
      pace: {
        post: async () => 0,
        posted: async () => undefined,
        refused: async () => 0,
        update: async () => 0,
        updated: async () => undefined,
      },
      shown: new RedisRenderedVersions(redis, keys, alerts),
      evidence: { of: async () => [] },
      policies: { base: policy(), rules: [] },
      work: { operators: [], pageUrl: '' },
      messages: en,
      messagesOf: async () => en,
      now: Date.now,
      log,
    });
  };
  const inChannel = () => opened.messages(channel);
  const cardOf = (requestId: string) =>
    inChannel().find(({ blocks }) => JSON.stringify(blocks ?? []).includes(requestId));
  return {
    chat: surface(),
    other: surface(),
    offersOf: (requestId) => {
      const card = cardOf(requestId);
      if (card === undefined) return null;
      const offered = JSON.stringify(card.blocks).matchAll(/"action_id":"([a-z_]+)"/gu);
      return new Set([...offered].map(([, action = '']) => action));
    },
    messages: () => inChannel().length,
    // In the channel, or by direct message.
    toldTo: (user) =>
      opened.calls.filter(
        ({ outcome, args }) => outcome === 'ok' && (args['user'] === user || args['channel'] === user),
      ).length,
    group: (members) => opened.setUsergroup('S0APPROVE1', [...members]),
    close: () => opened.setMembers(channel, ['U0LAN00001']),
  };
});
