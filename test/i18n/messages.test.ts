import { describe, expect, it } from 'vitest';
import type { Phrase } from '../../src/core/phrase.js';
import { locales, type Messages } from '../../src/i18n/messages.js';
import { messagesFor } from '../../src/i18n/messages-for.js';
import { approver, asset, cancelled, expired, finished, inEveryStatus, pending } from '../core/requests.js';

describe.each(locales)('the words in %s', (locale) => {
  const messages = messagesFor(locale);

  it('differ between the statuses of a card, but for approved and running', () => {
    const statuses = inEveryStatus(pending()).map((request) => JSON.stringify(messages.card.status(request)));
    expect(new Set(statuses).size).toBe(statuses.length - 1);
  });

  it('name who decided', () => {
    const status = messages.card.status(cancelled());
    expect(status).toContainEqual({ user: approver });
  });

  it('have no seconds with a long fraction', () => {
    const odd = { ...finished(), endedAt: finished().decision.at + 4_234 };
    expect(text(messages.result.summary(odd))).toMatch(/4[.,]2\D/u);
  });

  it('name the request in every summary', () => {
    const summaries = (['succeeded', 'partial', 'failed'] as const).map((status) =>
      text(messages.result.summary(finished(status))),
    );
    expect(summaries.filter((summary) => !summary.includes('UR-7K2M'))).toEqual([]);
  });

  it('say nothing about the link when nothing is known of it', () => {
    expect(messages.card.linked({ at: null, by: null, zcaId: null })).toBeNull();
  });

  it('name all approvers, groups as groups', () => {
    expect(messages.card.approvers(['U1', 'S1'], false)).toEqual(
      expect.arrayContaining([{ user: 'U1' }, { group: 'S1' }]),
    );
  });

  it('tell a channel the bot is not in from any other refusal', () => {
    const refusals = ['not_in_channel', 'channel_not_found', 'restricted_action'].map((code) =>
      text(messages.note.cannotPost('C1', code)).includes('/invite'),
    );
    expect(refusals).toEqual([true, true, false]);
  });

  it('name what a confirmation would unlink', () => {
    expect(messages.card.sure.text([asset('101', 'Đại lý')], 'oa')).toContain('Đại lý (101)');
  });
});

describe('English', () => {
  const en = messagesFor('en');

  it.each([
    [1, '1 OA unlinked'],
    [2, '2 OAs unlinked'],
  ])('counts %i as “%s”', (count, words) => {
    const chosen = ['101', '202'].slice(0, count);
    expect(text(en.card.status(finished('succeeded', pending({ chosen }))))).toContain(words);
  });

  it('tells a late presser that a request has expired, and not that somebody confirmed it', () => {
    expect(text(en.note.notOpen(expired()))).toMatch(/expired/u);
  });
});

it('gives the two languages different words', () => {
  const titles = locales.map((locale): Messages['card']['cancel'] => messagesFor(locale).card.cancel);
  expect(new Set(titles).size).toBe(2);
});

function text(phrase: Phrase): string {
  return phrase.map((piece) => ('text' in piece ? piece.text : '@')).join('');
}
