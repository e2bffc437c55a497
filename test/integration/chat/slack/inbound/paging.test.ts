import { App, type Receiver } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { onHomeOpened } from '../../../../../src/chat/slack/inbound/home-opened.js';
import { Listeners } from '../../../../../src/chat/slack/inbound/listeners.js';
import { onPaging } from '../../../../../src/chat/slack/inbound/paging.js';
import { pageValueOf } from '../../../../../src/chat/slack/messages/page-value.js';
import { pagingIds } from '../../../../../src/chat/slack/messages/query-result.js';
import type { QueryResult } from '../../../../../src/core/messages/query-result.js';
import { messagesFor } from '../../../../../src/i18n/messages-for.js';
import { now } from '../../../../fixtures/past-requests.js';
import { requester } from '../../../../fixtures/requests.js';

const responseUrl = 'http://slack.test/actions/T1/1/abc';
const history = { type: 'history', kind: 'oa', query: 'hang', since: null } as const;

/**
 * Both listeners in a Bolt app that gets its events by hand; Slack answers the paths in `refused`
 * with 404.
 */
function stage(answer: QueryResult | Error, refused: readonly string[] = []) {
  const posts: { path: string; body: string }[] = [];
  const asked: unknown[] = [];
  const homes: string[] = [];
  const receiver: Receiver = {
    init: () => undefined,
    start: async () => undefined,
    stop: async () => undefined,
  };
  const app = new App({
    receiver,
    authorize: async () => ({ botToken: 'xoxb-test', botId: 'B1', botUserId: 'U0BOT' }),
    clientOptions: {
      slackApiUrl: 'http://slack.test/api/',
      retryConfig: { retries: 0 },
      fetch: async (url, init) => {
        const path = new URL(url).pathname;
        posts.push({ path, body: decodeURIComponent(String(init?.body).replaceAll('+', ' ')) });
        const status = refused.includes(path) ? 404 : 200;
        return new Response('{"ok":true}', { status, headers: { 'content-type': 'application/json' } });
      },
    },
  });
  const log = () => undefined;
  const ports: Parameters<typeof onPaging>[1] & Parameters<typeof onHomeOpened>[1] = {
    budgets: { count: async () => ({ type: 'within' }) },
    store: { refuse: async (_delivery, why) => ({ type: 'refused', why }) },
    now: () => now,
    cardLinks: { within: async (render) => render(() => null) },
    question: async (question) => {
      asked.push(question);
      if (answer instanceof Error) throw answer;
      return answer;
    },
    jobs: { home: async (user) => void homes.push(user) },
    messagesOf: async () => messagesFor('en'),
    log: { info: log, warn: log, error: log },
  };
  const listeners = new Listeners(app);
  onPaging(listeners, ports);
  onHomeOpened(listeners, ports);
  const give = async (body: Record<string, unknown>) => {
    await app.processEvent({ body, ack: async () => undefined });
    await new Promise((resolve) => setTimeout(resolve, 50));
  };
  return { posts, asked, homes, give };
}

function press(value: string): Record<string, unknown> {
  return {
    type: 'block_actions',
    user: { id: requester },
    team: { id: 'T0TEAM' },
    channel: { id: 'C0ZCAOPS01' },
    trigger_id: '1.2.3',
    response_url: responseUrl,
    actions: [{ type: 'button', action_id: pagingIds.next, block_id: 'b', value }],
  };
}

const secondPage: QueryResult = {
  type: 'history',
  items: [],
  total: 0,
  page: { number: 2, count: 2, hasPrevious: true, hasNext: false },
  filter: { command: history, from: null },
  depth: 1,
  searchedTo: null,
  isWhole: true,
};

describe('a press on a page button', () => {
  it('replaces the private message with the current page', async () => {
    const { posts, asked, give } = stage(secondPage);
    await give(press(pageValueOf(history, 2, 1)));
    const viewer = { user: requester, channel: 'C0ZCAOPS01' };
    expect(asked).toEqual([{ command: history, viewer, page: 2, depth: 1 }]);
    expect(posts.map(({ path }) => path)).toEqual(['/actions/T1/1/abc']);
    expect(JSON.parse(posts[0]?.body ?? '')).toMatchObject({
      replace_original: true,
      response_type: 'ephemeral',
      text: expect.stringContaining('hang'),
    });
  });

  it.each([
    ['names no page', stage(secondPage), '{"command":"/unlink oa 1","page":1}'],
    ['cannot be answered', stage(new Error('no Redis')), pageValueOf(history, 2, 1)],
    ['comes too late for Slack', stage(secondPage, ['/actions/T1/1/abc']), pageValueOf(history, 2, 1)],
  ])('is answered privately when it %s', async (_, { posts, give }, value) => {
    await give(press(value));
    expect(posts.at(-1)).toMatchObject({
      path: '/api/chat.postEphemeral',
      body: expect.stringContaining('I could not look that up'),
    });
  });
});

describe('an opened App Home', () => {
  const opened = (tab: string) => ({
    type: 'event_callback',
    team_id: 'T0TEAM',
    event_id: 'Ev0HOME0001',
    event: { type: 'app_home_opened', user: requester, channel: 'D1', tab, event_ts: String(now) },
  });

  it('is drawn by a job', async () => {
    const { homes, give } = stage(secondPage);
    await give(opened('home'));
    expect(homes).toEqual([requester]);
  });

  it('stays as it is when the messages tab opens', async () => {
    const { homes, give } = stage(secondPage);
    await give(opened('messages'));
    expect(homes).toEqual([]);
  });
});
