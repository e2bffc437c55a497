import { describe, expect, it } from 'vitest';
import type { RichText } from '../../../src/core/messages/rich-text.js';
import { zcaTroubles } from '../../../src/core/request/zca-trouble.js';
import { locales, type Messages } from '../../../src/i18n/messages.js';
import { messagesFor } from '../../../src/i18n/messages-for.js';
import {
  approved,
  approver,
  asset,
  cancelled,
  decision,
  expired,
  finished,
  inEveryStatus,
  pending,
  policy,
  requester,
  running,
} from '../../fixtures/requests.js';

const now = decision.at;

describe.each(locales)('the texts in %s', (locale) => {
  const messages = messagesFor(locale);

  it('differ between the statuses of a card', () => {
    const statuses = inEveryStatus(pending()).map((request) =>
      JSON.stringify(messages.card.status(request, null)),
    );
    expect(new Set(statuses).size).toBe(statuses.length);
  });

  it('differ between the ways in which a request is cancelled', () => {
    const own = { ...cancelled(), decision: { ...decision, by: requester } };
    const ways = [
      cancelled(),
      own,
      cancelled(pending(), { type: 'said', text: 'why' }),
      cancelled(pending(), { type: 'stopped' }),
      cancelled(pending(), { type: 'nothing_left' }),
    ].map((request) => JSON.stringify(messages.card.status(request, null)));
    expect(new Set(ways).size).toBe(ways.length);
  });

  it('quote the reason of a rejection', () => {
    const rejected = cancelled(pending(), { type: 'said', text: 'sai cửa hàng' });
    expect(text(messages.card.status(rejected, null))).toContain('sai cửa hàng');
  });

  it('give the end of a stop window to the second', () => {
    const at = decision.at + 14_200;
    expect(messages.card.status({ ...approved(), startsAt: at }, null)).toContainEqual({ at, to: 'second' });
  });

  it('distinguish a run that is being stopped from one that is not', () => {
    const statuses = [running(), { ...running(), stop: decision }].map((request) =>
      text(messages.card.status(request, null)),
    );
    expect(new Set(statuses).size).toBe(2);
  });

  it('distinguish a dry run from a real one, whatever its outcome', () => {
    const said = (dryRun: boolean) =>
      (['succeeded', 'partial'] as const).map((status) =>
        text(messages.card.status(finished(status, pending({ dryRun })), null)),
      );
    expect(said(true).filter((words) => said(false).includes(words))).toEqual([]);
  });

  it('say only that an audit log does not match its end, and which command to run', () => {
    const about = { type: 'corrupt_record', key: '{zca}:audit-head', requestId: null } as const;
    const [ofTheLog, ofARecord] = (['audit', 'record'] as const).map((part) =>
      messages.alert.about.corrupt_record({ ...about, part }),
    );
    expect(text(ofTheLog?.what ?? [])).not.toBe(text(ofARecord?.what ?? []));
    expect(text(ofTheLog?.please ?? [])).toContain('npm run audit -- verify');
    expect(text(ofTheLog?.please ?? [])).toContain('--expect');
  });

  it('name the person who decided', () => {
    const status = messages.card.status(cancelled(), null);
    expect(status).toContainEqual({ user: approver });
  });

  it('show seconds without a long fraction', () => {
    const odd = { ...finished(), endedAt: finished().decision.at + 4_234 };
    expect(text(messages.result.summary(odd))).toMatch(/4[.,]2\D/u);
  });

  it('name the request in every summary', () => {
    const summaries = (['succeeded', 'partial', 'failed'] as const).map((status) =>
      text(messages.result.summary(finished(status))),
    );
    expect(summaries.filter((summary) => !summary.includes('UR-7K2M'))).toEqual([]);
  });

  it('say nothing about a link without any facts', () => {
    expect(messages.card.linked({ at: null, by: null, zcaId: null })).toBeNull();
  });

  it('name all approvers, groups as groups', () => {
    expect(messages.card.approvers(policy({ approvers: ['U1', 'S1'] }))).toEqual(
      expect.arrayContaining([{ user: 'U1' }, { group: 'S1' }]),
    );
  });

  it('distinguish a channel that the bot has not joined from any other refusal', () => {
    const refusals = ['not_in_channel', 'channel_not_found', 'restricted_action'].map((code) =>
      text(messages.note.about.cannot_post({ type: 'cannot_post', channel: 'C1', code })).includes('/invite'),
    );
    expect(refusals).toEqual([true, true, false]);
  });

  it('name the assets that a confirmation would unlink', () => {
    expect(messages.card.sure.text({ type: 'unlink' }, [asset('101', 'Đại lý')], 1, 'oa')).toContain(
      'Đại lý (101)',
    );
  });
});

describe.each(locales)('the thread texts in %s', (locale) => {
  const { thread } = messagesFor(locale);
  const other = { user: 'U0OTHER001', reason: null, at: now, requestId: 'UR-0000' };

  it('remind all approvers, groups as groups, of the request by its id', () => {
    const said = thread.reminder(pending(), ['U1', 'S1']);
    expect(said).toEqual(
      expect.arrayContaining([{ user: 'U1' }, { group: 'S1' }, { text: 'UR-7K2M', style: 'bold' }]),
    );
  });

  it.each(['cancelled', 'expired'] as const)('mention everybody who asked when it is %s', (status) => {
    const both = pending({ others: [other] });
    const request = status === 'cancelled' ? cancelled(both) : expired(both);
    expect(thread[status](request)).toEqual(
      expect.arrayContaining([{ user: requester }, { user: other.user }]),
    );
  });

  it('mention a person who asked twice only once', () => {
    const twice = expired(pending({ others: [other, { ...other, requestId: 'UR-0001' }] }));
    const called = thread.expired(twice).filter((piece) => 'user' in piece && piece.user === other.user);
    expect(called).toHaveLength(1);
  });

  it('tell the approvers of the old list that it changed', () => {
    expect(thread.listChanged(pending({ dropped: [approver] }))).toContainEqual({ user: approver });
  });

  it('give the reason of somebody who joins', () => {
    expect(text(thread.requesterAdded({ ...other, reason: 'me too' }))).toContain('me too');
  });

  it('blame nobody when nothing is left to unlink', () => {
    const none = cancelled(pending(), { type: 'nothing_left' });
    const bot = { ...none, decision: { ...decision, by: 'bot' } };
    expect(thread.cancelled(bot).filter((piece) => 'user' in piece)).toEqual([{ user: requester }]);
  });
});

describe.each(locales)('the alert texts in %s', (locale) => {
  const { alert } = messagesFor(locale);
  const said = (words: { what: RichText; now: RichText; please: RichText }) =>
    [words.what, words.now, words.please].map(text);

  it('distinguish an unknown token from one without the permission', () => {
    const whats = (['token_invalid', 'not_allowed'] as const).map((why) =>
      said(alert.about.zca_denied({ type: 'zca_denied', why })),
    );
    expect(new Set(whats.flat()).size).toBe(6);
  });

  it('have distinct words for each obstacle between the bot and the ZCA, its place and its remedy', () => {
    const place = { host: 'zca.example.com:8443', setting: 'ZCA_API_URL' } as const;
    const words = zcaTroubles.map((why) =>
      said(alert.about.zca_away({ type: 'zca_away', why, detail: 'CODE_42', ...place })),
    );
    for (const [what = ''] of words) expect(what).toContain(place.host);
    expect(new Set(words.map(([what]) => what)).size).toBe(zcaTroubles.length);
    expect(new Set(words.map(([, , please]) => please)).size).toBe(zcaTroubles.length);
  });

  it('name the missing scope, and nothing where none is given', () => {
    const refused = { type: 'chat_refused', code: 'missing_scope', method: 'users.info' } as const;
    const [what = ''] = said(alert.about.chat_refused({ ...refused, needed: 'users:read' }));
    expect(what).toContain('users:read');
    expect(said(alert.about.chat_refused({ ...refused, needed: null }))[0]).not.toContain('null');
  });

  it('suggest a full disk only where memory is not what is full', () => {
    const please = (code: string) =>
      said(alert.about.redis_refuses_writes({ type: 'redis_refuses_writes', code }))[2];
    expect([please('OOM')?.includes('maxmemory'), please('MISCONF')?.includes('maxmemory')]).toEqual([
      true,
      false,
    ]);
  });

  it('say whether a clock is ahead or behind, and by how much', () => {
    const what = (seconds: number) =>
      said(alert.about.clock_differs({ type: 'clock_differs', host: 'box-1', seconds }))[0] ?? '';
    expect(what(90)).toContain('90');
    expect(what(-90)).not.toContain('-90');
    expect(what(90)).not.toBe(what(-90));
  });

  it('mention nobody: they name a group without calling it', () => {
    const { what } = alert.about.group_unreadable({ type: 'group_unreadable', group: 'S1', code: 'x' });
    expect(what).toContainEqual({ text: 'S1', style: 'code' });
  });
});

describe('the English texts', () => {
  const en = messagesFor('en');

  it('do not say that one approval is missing when two are', () => {
    const waitsFor = { type: 'approvals', given: 1, needed: 3 } as const;
    expect(text(en.card.status(pending({ approvals: [decision] }), waitsFor))).toContain('more approvers');
  });

  it('do not say that a protected asset is no longer linked', () => {
    const changes = [{ type: 'protected', asset: asset('101'), message: 'main' }] as const;
    const none = cancelled(pending({ changes }), { type: 'nothing_left' });
    expect(text(en.card.status(none, null))).not.toContain('linked any more');
  });

  it.each([
    [0, 'nobody'],
    [1, 'only 1 person'],
    [2, 'only 2 people'],
  ])('say of %i approvers where three are needed: “%s”', (few, words) => {
    expect(text(en.card.tooFewApprovers(few, 3))).toContain(words);
  });

  it('say how many different people must confirm, where more than one must', () => {
    const said = [1, 2].map((approvals) => text(en.card.approvers(policy({ approvals }))));
    expect(said.map((words) => words.includes('2 different people needed'))).toEqual([false, true]);
  });

  it.each([
    [1, '1 OA unlinked'],
    [2, '2 OAs unlinked'],
  ])('count %i as “%s”', (count, words) => {
    const chosen = ['101', '202'].slice(0, count);
    expect(text(en.card.status(finished('succeeded', pending({ chosen })), null))).toContain(words);
  });

  it('count separately the assets unlinked before the request could', () => {
    const one = { id: '101', outcome: { type: 'already_unlinked', at: now } } as const;
    const two = { id: '202', outcome: { type: 'unlinked', at: now } } as const;
    const said = ([[one], [one, two]] as const).map((settled) => {
      const request = finished('succeeded', pending({ chosen: settled.map(({ id }) => id) }));
      return text(en.result.summary({ ...request, settled }));
    });
    expect(said).toEqual([
      expect.stringContaining('1 OA already unlinked before.'),
      expect.stringContaining('1 OA unlinked, 1 already unlinked before in'),
    ]);
  });

  it('say that a run that was over at once took under a second', () => {
    const quick = { ...finished(), endedAt: finished().startedAt + 20 };
    expect(text(en.result.summary(quick))).toContain('in under a second');
  });

  it('tell a late presser that a request has expired, and not that somebody confirmed it', () => {
    expect(text(en.note.about.not_open({ type: 'not_open', request: expired() }))).toMatch(/expired/u);
  });

  it('name the bot for a request that the bot itself ended', () => {
    const none = cancelled(pending(), { type: 'nothing_left' });
    const bot = { ...none, decision: { ...decision, by: 'bot' } };
    expect(text(en.note.about.not_open({ type: 'not_open', request: bot }))).toContain(
      'cancelled by the bot',
    );
  });
});

it('the two languages differ in every text', () => {
  const titles = locales.map((locale): Messages['card']['cancel'] => messagesFor(locale).card.cancel);
  expect(new Set(titles).size).toBe(2);
});

function text(phrase: RichText): string {
  return phrase.map((piece) => ('text' in piece ? piece.text : '@')).join('');
}
