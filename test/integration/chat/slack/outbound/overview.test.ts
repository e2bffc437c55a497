import { webApi } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { SlackOverview } from '../../../../../src/chat/slack/outbound/overview.js';
import { parseCommand } from '../../../../../src/core/command/command.js';
import type { SubmittedCommand } from '../../../../../src/core/command/submitted-command.js';
import type { QueryResult } from '../../../../../src/core/messages/query-result.js';
import type { PostEntry, PostJournal } from '../../../../../src/flow/ports/message-delivery.js';
import { TryLater } from '../../../../../src/flow/try-later.js';
import { messagesFor } from '../../../../../src/i18n/messages-for.js';
import { now } from '../../../../fixtures/past-requests.js';
import { delivery, requester } from '../../../../fixtures/requests.js';

interface Stage {
  readonly overview: SlackOverview;
  readonly calls: { readonly method: string; readonly body: string }[];
  readonly logged: string[];
}

/**
 * The overview on a Web API client that answers each call with the entry of `errors` for its
 * method, or with ok.
 */
function stage(
  errors: { readonly [method: string]: string } = {},
  answer?: () => Promise<QueryResult>,
): Stage {
  const calls: { method: string; body: string }[] = [];
  const logged: string[] = [];
  const log = (event: string) => void logged.push(event);
  const client = new webApi.WebClient('xoxb-test', {
    slackApiUrl: 'http://slack.test/api/',
    retryConfig: { retries: 0 },
    fetch: async (url, init) => {
      const method = new URL(url).pathname.replace('/api/', '');
      calls.push({ method, body: decodeURIComponent(String(init?.body).replaceAll('+', ' ')) });
      const error = errors[method];
      const body = error === undefined ? { ok: true, ts: '1.2', message_ts: '1.2' } : { ok: false, error };
      return new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } });
    },
  });
  const overview = new SlackOverview({
    client,
    journal: memoryJournal(),
    replies: { of: async () => null },
    questions: answer ?? (async () => ({ type: 'pending', requests: [], more: 0 })),
    home: async (user) => ({
      user,
      toDecide: [],
      moreToDecide: 0,
      permissionUnreadable: false,
      own: [],
      past: null,
    }),
    cardLinks: { of: async () => null, within: async (render) => render(() => null) },
    byHand: false,
    messagesOf: async () => messagesFor('en'),
    now: () => now,
    log: { info: log, warn: log, error: log },
  });
  return { overview, calls, logged };
}

function memoryJournal(): PostJournal {
  const entries = new Map<string, PostEntry>();
  return {
    read: async (op) => entries.get(op) ?? null,
    begin: async (op, since) => {
      const before = entries.get(op) ?? null;
      if (before === null) entries.set(op, { type: 'sending', since });
      return before;
    },
    again: async () => true,
    done: async (op, message) => void entries.set(op, { type: 'posted', message }),
    abandon: async (op) => void entries.delete(op),
    forget: async (op) => void entries.delete(op),
  };
}

function ask(text: string): SubmittedCommand {
  const place = { channel: 'C0ZCAOPS01', thread: '9.9' };
  return { delivery, command: parseCommand(text), requester, ...place, askedAt: now };
}

describe('an answer to a query in a thread', () => {
  it('appears there, for one person only, and once', async () => {
    const { overview, calls } = stage();
    await overview.answer(ask('pending'));
    await overview.answer(ask('pending'));
    expect(calls.map(({ method }) => method)).toEqual(['chat.postEphemeral']);
    expect(calls[0]?.body).toContain('No requests are waiting for a decision');
    expect(calls[0]?.body).toContain('thread_ts=9.9');
  });

  it('comes by direct message where the bot may not write', async () => {
    const { overview, calls } = stage({ 'chat.postEphemeral': 'not_in_channel' });
    await overview.answer(ask('pending'));
    expect(calls.map(({ method }) => method)).toEqual(['chat.postEphemeral', 'chat.postMessage']);
  });

  it('comes later when Slack asks the bot to wait', async () => {
    const errors: Record<string, string> = { 'chat.postEphemeral': 'ratelimited' };
    const { overview, calls } = stage(errors);
    await expect(overview.answer(ask('pending'))).rejects.toThrow(TryLater);
    delete errors['chat.postEphemeral'];
    await overview.answer(ask('pending'));
    expect(calls).toHaveLength(2);
  });

  it('is logged when nobody can be told', async () => {
    const refused = { 'chat.postEphemeral': 'not_in_channel', 'chat.postMessage': 'channel_not_found' };
    const { overview, logged } = stage(refused);
    await overview.answer(ask('pending'));
    expect(logged).toEqual(['query.not_answered']);
  });

  it('says so when the query cannot be answered', async () => {
    const { overview, calls } = stage({}, () => Promise.reject(new Error('no Redis')));
    await overview.answer(ask('pending'));
    expect(calls[0]?.body).toContain('I could not look that up');
  });

  it('to a request for the form explains how to ask', async () => {
    const { overview, calls } = stage();
    await overview.answer(ask(''));
    expect(calls[0]?.body).toContain('/unlink oa 1234');
  });
});

describe('an App Home', () => {
  it('is published to the person', async () => {
    const { overview, calls } = stage();
    await overview.showHome(requester);
    expect(calls[0]).toMatchObject({ method: 'views.publish' });
    expect(calls[0]?.body).toContain(`user_id=${requester}`);
  });

  it('is published again later when Slack asks the bot to wait', async () => {
    await expect(stage({ 'views.publish': 'ratelimited' }).overview.showHome(requester)).rejects.toThrow(
      TryLater,
    );
  });

  it('is given up, and logged, when Slack refuses it', async () => {
    const { overview, logged } = stage({ 'views.publish': 'not_enabled' });
    await overview.showHome(requester);
    expect(logged).toEqual(['home.not_updated']);
  });
});
