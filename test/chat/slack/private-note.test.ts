import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderNote } from '../../../src/chat/slack/private-note.js';
import { commandLimits } from '../../../src/core/command.js';
import type { Note } from '../../../src/core/note.js';
import type { FailureCause } from '../../../src/core/outcome.js';
import { locales } from '../../../src/i18n/messages.js';
import { messagesFor } from '../../../src/i18n/messages-for.js';
import { approver, asset, finished, inEveryStatus, lookingUp, pending } from '../../core/requests.js';
import { assets, harmlessAsset, outside, requests, typed } from './outside-text.js';
import { faultsOf, foreignMarkup, formOf, mentionsIn, mrkdwnIn } from './slack-accepts.js';

const allowed = ['S0APPROVE1', 'U0BOSS0001'];
const channel = 'C0ZCAOPS01';
const ownText = [`<@${approver}>`, '<!subteam^S0APPROVE1>', '<@U0BOSS0001>', `<#${channel}>`];
const ownMentions = [approver, ...allowed, channel];

describe.each(locales)('every note in %s, whatever the outside text', (locale) => {
  const render = (note: Note) => renderNote(note, messagesFor(locale));

  it('is accepted by Slack', () => {
    everyNote((note) => expect(faultsOf(render(note))).toEqual([]));
  });

  it('has no markup in its text but the bot’s own', () => {
    everyNote((note) =>
      expect(foreignMarkup(render(note).text.replace(/&[a-z]*…$/u, ''), ownText)).toEqual([]),
    );
  });

  it('mentions nobody but whom the bot means', () => {
    everyNote((note) => {
      expect(mentionsIn(render(note)).filter((id) => !ownMentions.includes(id))).toEqual([]);
    });
  });

  it('has no text that Slack reads as markup', () => {
    everyNote((note) => expect(mrkdwnIn(render(note))).toEqual([]));
  });

  it('has the same elements and styles as with harmless text', () => {
    everyNote((note) => expect(formOf(render(note))).toEqual(formOf(render(harmlessNote(note)))));
  });
});

describe.each(locales)('a note about a failed look-up in %s', (locale) => {
  it.each<FailureCause>([
    { type: 'refused', message: 'x'.repeat(15_000) },
    { type: 'not_the_contract', detail: 'x'.repeat(15_000) },
  ])('is accepted by Slack when the server said very much ($type)', (cause) => {
    expect(faultsOf(renderNote({ type: 'lookup_failed', cause }, messagesFor(locale)))).toEqual([]);
  });
});

describe('a note', () => {
  const text = (note: Note) => renderNote(note, messagesFor('en')).text;

  it('that nothing matched lists the closest candidates', () => {
    const note: Note = { type: 'no_match', kind: 'oa', query: 'shop', closest: [asset('101'), asset('202')] };
    expect(text(note)).toMatch(/Closest:\nShop 101 · 101\nShop 202 · 202$/u);
  });

  it('that nothing matched offers no candidates when there are none', () => {
    expect(text({ type: 'no_match', kind: 'oa', query: 'shop', closest: [] })).not.toContain('Closest');
  });

  it('about a mistake shows a command that would work', () => {
    const mistake = { type: 'missing_kind', query: '1234' } as const;
    expect(text({ type: 'mistake', mistake, nearest: '/unlink oa 1234' })).toContain('/unlink oa 1234');
  });

  it('to a late presser says who decided', () => {
    expect(text({ type: 'not_open', request: finished() })).toContain(`confirmed by <@${approver}>`);
  });
});

function everyNote(check: (note: Note) => void): void {
  fc.assert(
    fc.property(notes(), (note) => {
      check(note);
    }),
    { numRuns: 300, interruptAfterTimeLimit: 10_000 },
  );
}

function notes(): fc.Arbitrary<Note> {
  const mistakes = fc.oneof(
    typed(commandLimits.shownWord).map((word) => ({ type: 'unknown_word', word }) as const),
    typed(commandLimits.shownWord).map((query) => ({ type: 'missing_kind', query }) as const),
    fc.constant({ type: 'missing_query', kind: 'app' } as const),
    fc.constant({ type: 'query_too_long', length: 10_000, most: 200 } as const),
    fc.constant({ type: 'reason_too_long', length: 10_000, most: 500 } as const),
  );
  const causes = fc.oneof(
    outside().map((message): FailureCause => ({ type: 'refused', message })),
    outside().map((detail): FailureCause => ({ type: 'unreachable', detail })),
    outside().map((detail): FailureCause => ({ type: 'not_the_contract', detail })),
    fc.constantFrom<FailureCause>(
      { type: 'token_invalid' },
      { type: 'not_allowed' },
      { type: 'too_many_calls' },
    ),
  );
  const simple = fc.constantFrom<Note>(
    { type: 'help' },
    { type: 'not_recorded' },
    { type: 'no_such_request' },
    { type: 'list_changed' },
    { type: 'nothing_chosen' },
    { type: 'joined', other: 'UR-7K2M' },
    { type: 'held', other: 'UR-7K2M', asset: 'oa:101' },
    { type: 'group_unreadable', group: 'S0APPROVE1' },
    { type: 'ask_refused', refusal: 'not_a_requester', allowed },
    { type: 'ask_refused', refusal: 'channel_not_allowed', allowed: [channel] },
    { type: 'decision_refused', refusal: 'no_approvers', allowed: [] },
    { type: 'decision_refused', refusal: 'not_an_approver', allowed },
    { type: 'decision_refused', refusal: 'own_request', allowed },
    { type: 'cannot_post', channel, code: 'not_in_channel' },
    { type: 'not_open', request: lookingUp() },
  );
  return fc.oneof(
    simple,
    fc
      .tuple(mistakes, typed(commandLimits.query))
      .map(([mistake, query]): Note => ({ type: 'mistake', mistake, nearest: `/unlink oa ${query}` })),
    fc
      .tuple(typed(commandLimits.query), assets())
      .map(([query, all]): Note => ({ type: 'no_match', kind: 'oa', query, closest: all.slice(0, 3) })),
    causes.map((cause): Note => ({ type: 'lookup_failed', cause })),
    fc.tuple(requests(), fc.nat()).map(([request, pick]): Note => {
      const all = inEveryStatus(request);
      return { type: 'not_open', request: all[pick % all.length] ?? pending() };
    }),
  );
}

function harmlessNote(note: Note): Note {
  if (note.type === 'no_match') return { ...note, query: 'x', closest: note.closest.map(harmlessAsset) };
  if (note.type === 'lookup_failed') return { ...note, cause: harmlessCause(note.cause) };
  if (note.type !== 'mistake') return note;
  const { mistake } = note;
  if (mistake.type === 'unknown_word') return { ...note, nearest: 'x', mistake: { ...mistake, word: 'x' } };
  if (mistake.type === 'missing_kind') return { ...note, nearest: 'x', mistake: { ...mistake, query: 'x' } };
  return { ...note, nearest: 'x' };
}

function harmlessCause(cause: FailureCause): FailureCause {
  if (cause.type === 'refused') return { ...cause, message: 'x' };
  return cause.type === 'unreachable' || cause.type === 'not_the_contract'
    ? { ...cause, detail: 'x' }
    : cause;
}
