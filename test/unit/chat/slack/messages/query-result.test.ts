import { describe, expect, it } from 'vitest';
import { pageValueOf, readPageValue } from '../../../../../src/chat/slack/messages/page-value.js';
import { pagingIds, renderQueryResult } from '../../../../../src/chat/slack/messages/query-result.js';
import type { Asset } from '../../../../../src/core/asset/asset.js';
import { commandLimits, parseCommand } from '../../../../../src/core/command/command.js';
import type { HistoryResult, QueryResult } from '../../../../../src/core/messages/query-result.js';
import type { Outcome } from '../../../../../src/core/request/outcome.js';
import type { Request } from '../../../../../src/core/request/request.js';
import { collapseBlanks } from '../../../../../src/core/text/normalize.js';
import { locales, type Messages } from '../../../../../src/i18n/messages.js';
import { messagesFor } from '../../../../../src/i18n/messages-for.js';
import { done, itemsOf, now } from '../../../../fixtures/past-requests.js';
import {
  approver,
  asset,
  cancelled,
  decision,
  finished,
  inEveryStatus,
  lookingUp,
  pending,
  requester,
  running,
} from '../../../../fixtures/requests.js';
import fc from '../../../../fixtures/seeded-check.js';
import {
  faultsOf,
  foreignMarkup,
  mentionsIn,
  mrkdwnIn,
  pressable,
} from '../../../../fixtures/slack-accepts.js';
import { anyText } from '../../../../fixtures/strings.js';

const channel = 'C0ZCAOPS01';
const group = 'S0APPROVE1';
const own = [`<@${approver}>`, `<@${requester}>`, `<!subteam^${group}>`, `<#${channel}>`];
const ownIds = [approver, requester, group, channel];

/** A page of the history of these requests, with none left out. */
function history(text: string, requests: readonly Request[], number = 1): HistoryResult {
  const command = parseCommand(text);
  if (command.type !== 'history') throw new Error(command.type);
  const all = itemsOf(requests);
  const count = Math.max(1, Math.ceil(all.length / 10));
  return {
    type: 'history',
    items: all.slice((number - 1) * 10, number * 10),
    total: all.length,
    page: { number, count, hasPrevious: number > 1, hasNext: number < count },
    filter: { command, from: command.since === null ? null : now },
    depth: 1,
    searchedTo: null,
    isWhole: true,
  };
}

/** Every kind of answer, with one outside text in every place that can hold one. */
function everyAnswer(text: string): QueryResult[] {
  const named: Asset = { ...asset('4318093042839471234', text), linkedBy: text, zcaId: text, verified: true };
  const list = pending({
    assets: Array.from({ length: 50 }, (_, at) => ({ ...named, id: `${10n ** 19n + BigInt(at)}` })),
    queries: Array.from({ length: 50 }, () => text.slice(0, 200) || 'x'),
    reason: text.slice(0, 500),
  });
  const outcomes: readonly Outcome[] = [
    { type: 'refused', at: now, message: text },
    { type: 'changed', at: now, nameNow: text },
    { type: 'failed', at: now, tries: 3, cause: { type: 'unreachable', detail: text } },
    { type: 'unknown', at: now, tries: 3, cause: { type: 'refused', message: text } },
  ];
  const ran = finished(
    'partial',
    list,
    (id) => outcomes[Number(id.slice(-1)) % 4] ?? { type: 'unlinked', at: now },
  );
  const statuses = [
    ...inEveryStatus(list),
    ran,
    cancelled(list, { type: 'said', text: text.slice(0, 500) }),
    lookingUp({ queries: list.queries }),
    { ...lookingUp(), status: 'no_match', closest: [named], withheld: [], endedAt: now } as const,
    { ...lookingUp(), status: 'joined', other: 'UR-0001', endedAt: now } as const,
    {
      ...lookingUp(),
      status: 'lookup_failed',
      cause: { type: 'not_the_contract', detail: text },
      endedAt: now,
    } as const,
  ];
  const query = [...collapseBlanks(text)].slice(0, commandLimits.query).join('');
  return [
    ...statuses.map((request): QueryResult => ({ type: 'status', request, requestId: request.id })),
    { type: 'status', request: null, requestId: 'UR-0001' },
    { type: 'pending', requests: Array.from({ length: 20 }, () => list), more: 4_000 },
    { type: 'mine', requests: statuses.slice(0, 10), more: 1 },
    {
      ...history('history', [ran, ran], 3),
      filter: { command: { type: 'history', kind: 'oa', query, since: null }, from: now },
      isWhole: false,
    },
    {
      type: 'show',
      assets: list.assets
        .slice(0, 10)
        .map((each) => ({ asset: each, protectedBecause: text, openRequest: 'UR-7K2M' })),
      more: 7,
    },
    { type: 'show_none', kind: 'app', query: query || 'x', closest: [named, named, named] },
    { type: 'not_allowed', refusal: 'channel_not_allowed', allowed: [channel] },
    { type: 'not_allowed', refusal: 'not_a_requester', allowed: [group, requester] },
    { type: 'unreadable', cause: { type: 'zca', failure: { type: 'refused', message: text } } },
    { type: 'unreadable', cause: { type: 'group', group } },
    { type: 'unreadable', cause: { type: 'person' } },
    { type: 'unreadable', cause: { type: 'record', requestId: 'UR-0001' } },
  ];
}

const long = ['x', 'ạ', '😀', '<', '&', '<!channel> '].map((text) => text.repeat(1_000));

describe.each(locales)('every answer in %s, whatever the outside text', (locale) => {
  const messages: Messages = messagesFor(locale);
  const check = (holds: (answer: QueryResult) => void) =>
    fc.assert(
      fc.property(fc.oneof(anyText(), fc.constantFrom(...long)), (text) => everyAnswer(text).forEach(holds)),
      { numRuns: 15, interruptAfterTimeLimit: 5_000, examples: long.map((text) => [text]) },
    );

  it('is accepted by Slack', () => {
    check((answer) => expect(faultsOf(renderQueryResult(answer, messages)), answer.type).toEqual([]));
  });

  it('has no markup, and mentions only people the bot means', () => {
    check((answer) => {
      const message = renderQueryResult(answer, messages);
      expect(foreignMarkup(message.text.replace(/&[a-z]*…$/u, ''), own)).toEqual([]);
      expect(mentionsIn(message).filter((id) => !ownIds.includes(id))).toEqual([]);
      expect(mrkdwnIn(message)).toEqual([]);
    });
  });
});

describe('a status', () => {
  const text = (answer: QueryResult) => renderQueryResult(answer, messagesFor('en')).text;

  it('shows the progress of the request, and the outcome of each asset', () => {
    const ran = {
      ...running(),
      settled: [{ id: '101', outcome: { type: 'unlinked', at: decision.at } as const }],
    };
    const said = text({ type: 'status', request: ran, requestId: null });
    expect(said).toContain('🔄 Unlinking…');
    expect(said).toContain('✅ Shop 101 · OA 101: unlinked');
    expect(said).toContain('\nShop 202 · OA 202\n');
  });

  it('shows when the request expires', () => {
    const said = text({ type: 'status', request: pending(), requestId: null });
    expect(said).toContain('Waiting for an approver');
    expect(said).toContain('Expires at');
  });
});

describe('a history', () => {
  const requests = Array.from({ length: 2_000 }, (_, at) =>
    done(`UR-1${String(at).padStart(4, '0')}`, now - at, asset('9'.repeat(20), 'ạ'.repeat(5_000))),
  );
  const pages = (number: number) =>
    renderQueryResult(history('history oa ạ since 365d', requests, number), messagesFor('en'));
  const buttons = (number: number) =>
    pressable(pages(number)).map(({ action_id, value }) => [action_id, readPageValue(String(value))?.page]);

  it('is accepted by Slack with 2,000 entries of the longest names', () => {
    expect(faultsOf(pages(100))).toEqual([]);
    expect(pages(100).text).toContain('2000 results, page 100 of 200');
  });

  it('offers the pages before and after, where they exist', () => {
    expect(buttons(1)).toEqual([[pagingIds.next, 2]]);
    expect(buttons(2)).toEqual([
      [pagingIds.previous, 1],
      [pagingIds.next, 3],
    ]);
    expect(buttons(200)).toEqual([[pagingIds.previous, 199]]);
  });

  it('says when its older part was not searched, and offers to search further', () => {
    const found = history('history oa kho', requests.slice(0, 20));
    const answer = renderQueryResult({ ...found, searchedTo: now }, messagesFor('en'));
    expect(answer.text).toContain('there are older results that I have not searched');
    const further = pressable(answer).find(({ action_id }) => action_id === pagingIds.further);
    expect(readPageValue(String(further?.['value']))).toMatchObject({ page: 1, depth: 2 });
  });

  it('offers no pages when it fits on one', () => {
    const { blocks } = renderQueryResult(history('history', requests.slice(0, 10)), messagesFor('vi'));
    expect(blocks).toHaveLength(1);
  });

  it('names the approvers', () => {
    expect(pages(1).text).toContain(`confirmed by <@${approver}>`);
  });
});

describe('the value of a page button', () => {
  it('is read back as the same command and page, and fits into a button', () => {
    const queries = anyText({ minLength: 1, maxLength: commandLimits.query });
    fc.assert(
      fc.property(
        queries,
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 1, max: 5 }),
        (text, page, depth) => {
          const command = parseCommand(`history oa ${text}`);
          if (command.type !== 'history') return;
          const value = pageValueOf(command, page, depth);
          expect(value.length).toBeLessThanOrEqual(2_000);
          expect(readPageValue(value)).toEqual({ command, page, depth });
        },
      ),
    );
  });

  it.each([
    '',
    '{',
    'null',
    '{"command":"/unlink oa 1234","page":1}',
    '{"command":"/unlink history","page":0}',
    '{"command":"/unlink history","page":1.5}',
    `{"command":"/unlink history ${'x'.repeat(2_000)}","page":1}`,
  ])('is refused when it names no page: %s', (value) => {
    expect(readPageValue(value)).toBeNull();
  });
});
