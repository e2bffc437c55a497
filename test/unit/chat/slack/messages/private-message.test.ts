import { describe, expect, it } from 'vitest';
import { renderPrivateMessage } from '../../../../../src/chat/slack/messages/private-message.js';
import { commandLimits, type Mistake, parseCommand } from '../../../../../src/core/command/command.js';
import type { PrivateMessage } from '../../../../../src/core/messages/private-message.js';
import type { FailureCause } from '../../../../../src/core/request/outcome.js';
import { locales } from '../../../../../src/i18n/messages.js';
import { messagesFor } from '../../../../../src/i18n/messages-for.js';
import {
  assets,
  changes,
  harmlessAsset,
  harmlessChange,
  harmlessWithheld,
  outside,
  requests,
  typed,
  withheld,
} from '../../../../fixtures/outside-text.js';
import {
  approver,
  asset,
  finished,
  inEveryStatus,
  lookingUp,
  pending,
} from '../../../../fixtures/requests.js';
import fc from '../../../../fixtures/seeded-check.js';
import {
  faultsOf,
  foreignMarkup,
  formOf,
  mentionsIn,
  mrkdwnIn,
  pressable,
} from '../../../../fixtures/slack-accepts.js';

const allowed = ['S0APPROVE1', 'U0BOSS0001'];
const channel = 'C0ZCAOPS01';
const cardUrl = 'https://acme.slack.com/archives/C0ZCAOPS01/p1767578400000100';
const ownText = [
  `<@${approver}>`,
  '<!subteam^S0APPROVE1>',
  '<@U0BOSS0001>',
  `<#${channel}>`,
  `<${cardUrl}|its card>`,
  `<${cardUrl}|thẻ của yêu cầu đó>`,
];
const ownMentions = [approver, ...allowed, channel, cardUrl];

/** Mistakes whose nearest command holds an id that nobody typed. */
const madeUp: readonly Mistake['type'][] = ['missing_query', 'query_too_long', 'wrong_request_id'];
/** Mistakes whose nearest command only fills the form. */
const isForForm = ({ type }: Mistake) => type === 'reason_too_long';

describe.each(locales)('every private message in %s, whatever the outside text', (locale) => {
  const render = (note: PrivateMessage) => renderPrivateMessage(note, messagesFor(locale));

  it('is accepted by Slack', () => {
    everyNote((note) => expect(faultsOf(render(note))).toEqual([]));
  });

  it('has no markup in its text but the bot’s own', () => {
    everyNote((note) =>
      expect(foreignMarkup(render(note).text.replace(/&[a-z]*…$/u, ''), ownText)).toEqual([]),
    );
  });

  it('mentions only people the bot means', () => {
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

describe.each(locales)('a message about a failed look-up in %s', (locale) => {
  it.each<FailureCause>([
    { type: 'refused', message: 'x'.repeat(15_000) },
    { type: 'not_the_contract', detail: 'x'.repeat(15_000) },
  ])('is accepted by Slack when the server’s answer is very long ($type)', (cause) => {
    expect(faultsOf(renderPrivateMessage({ type: 'lookup_failed', cause }, messagesFor(locale)))).toEqual([]);
  });
});

describe('a private message', () => {
  const text = (note: PrivateMessage) => renderPrivateMessage(note, messagesFor('en')).text;
  const none = {
    type: 'no_match',
    reason: null,
    dryRun: false,
    kind: 'oa',
    queries: ['shop'],
    closest: [],
    withheld: [],
  } as const;

  it('lists the closest candidates when nothing matched', () => {
    expect(text({ ...none, closest: [asset('101'), asset('202')] })).toMatch(
      /Closest:\nShop 101 · 101\nShop 202 · 202$/u,
    );
  });

  it('offers no candidates when nothing matched and none is close', () => {
    expect(text(none)).not.toContain('Closest');
  });

  it('shows a command that would work after a mistake', () => {
    const mistake = { type: 'unknown_word', word: 'ao' } as const;
    expect(text({ type: 'mistake', mistake, nearest: '/unlink oa 1234' })).toContain('/unlink oa 1234');
  });

  it.each([
    ['/unlink oa 1234 -- closed', '/unlink app 1234 -- closed'],
    ['/unlink oa 12, 34 --dry-run', '/unlink app 12, 34 --dry-run'],
    ['/unlink show oa cà phê', '/unlink show app cà phê'],
  ])('offers “%s” and “%s” when the kind is missing', (nearest, asApp) => {
    const note = { type: 'mistake', mistake: { type: 'missing_kind', query: 'x' }, nearest } as const;
    expect(text(note)).toContain(`${nearest} or ${asApp}?`);
    expect(pressable(renderPrivateMessage(note, messagesFor('en')))).toMatchObject([
      { action_id: 'run_command', value: nearest, text: { text: 'It is an OA' } },
      { action_id: 'run_command_for_app', value: asApp, text: { text: 'It is an app' } },
    ]);
  });

  it('names every query when nothing matched', () => {
    expect(text({ ...none, queries: ['shop', 'cafe'] })).toContain('shop, cafe');
  });

  it('gives the reason, instead of “nothing matched”, when no match may be asked for', () => {
    const guarded = { asset: asset('101'), why: { type: 'protected', message: 'The main one.' } } as const;
    const said = text({ ...none, withheld: [guarded] });
    expect([
      said.includes('Shop 101 (101) cannot be unlinked here: The main one.'),
      said.includes('matches'),
    ]).toEqual([true, false]);
  });

  it('says what changed when the list changed', () => {
    const gone = [{ type: 'gone', asset: asset('101') }] as const;
    expect(text({ type: 'list_changed', changes: gone })).toContain('Shop 101 (101) is no longer linked');
  });

  it('links to the card of a request that asks for the same', () => {
    expect(text({ type: 'joined', other: 'UR-0000', url: cardUrl, how: 'added' })).toContain(
      `<${cardUrl}|its card>`,
    );
  });

  it('has no link to a request without a card', () => {
    expect(text({ type: 'joined', other: 'UR-0000', url: null, how: 'added' })).not.toContain('http');
  });

  it('numbers the steps of linking again', () => {
    expect(JSON.stringify(renderPrivateMessage({ type: 'relink' }, messagesFor('en')).blocks)).toContain(
      '"style":"ordered"',
    );
  });

  it('tells a late presser who decided', () => {
    expect(text({ type: 'not_open', request: finished() })).toContain(`confirmed by <@${approver}>`);
  });
});

describe.each(locales)('in %s', (locale) => {
  const messages = messagesFor(locale);

  it.each(everyType())('has words for the note $type, and is accepted by Slack', (note) => {
    const message = renderPrivateMessage(note, messages);
    expect([message.text.trim() === '', faultsOf(message)]).toEqual([false, []]);
  });

  it('is different for every note type', () => {
    const said = new Map(everyType().map((note) => [note.type, renderPrivateMessage(note, messages).text]));
    expect(new Set(said.values()).size).toBe(said.size);
  });

  it('offers the form with the typed text, and runs nothing, when the reason is too long', () => {
    const nearest = `/unlink oa 1234 -- ${'x'.repeat(600)}`;
    const mistake = { type: 'reason_too_long', length: 600, most: 500 } as const;
    expect(pressable(renderPrivateMessage({ type: 'mistake', mistake, nearest }, messages))).toMatchObject([
      { action_id: 'fill_form', value: nearest },
    ]);
  });

  it.each([
    { type: 'reason_required' },
    { type: 'direct_message', allowed: [] },
    { type: 'cannot_post', channel, code: 'not_in_channel' },
  ] as const)('opens the form with the original text for the note $type, where that is known', (note) => {
    const asked = '/unlink oa 1234 -- shop closed';
    expect(pressable(renderPrivateMessage({ ...note, asked }, messages))).toMatchObject([
      { action_id: 'fill_form', value: asked },
    ]);
    expect(pressable(renderPrivateMessage(note, messages))).toMatchObject([{ value: '/unlink' }]);
  });

  it.each(everyMistake().filter((what) => !madeUp.includes(what.type) && !isForForm(what)))(
    'carries a button with the corrected command for the mistake $type',
    (mistake) => {
      const message = renderPrivateMessage(
        { type: 'mistake', mistake, nearest: '/unlink oa 1234' },
        messages,
      );
      expect(pressable(message)[0]).toMatchObject({ action_id: 'run_command', value: '/unlink oa 1234' });
    },
  );

  it.each(everyMistake().filter(({ type }) => madeUp.includes(type)))(
    'shows an example that cannot be run for the mistake $type, whose command is made up',
    (mistake) => {
      const message = renderPrivateMessage(
        { type: 'mistake', mistake, nearest: '/unlink oa 1234' },
        messages,
      );
      const [example] = messages.note.example('/unlink oa 1234');
      expect(pressable(message)).toEqual([]);
      expect(message.text).toContain(example !== undefined && 'text' in example ? example.text : '?');
    },
  );

  it('does not tell people who repeat their own request that they were added', () => {
    const said = (['own', 'approved', 'full', 'added'] as const).map(
      (how) => renderPrivateMessage({ type: 'joined', other: 'UR-0000', url: cardUrl, how }, messages).text,
    );
    expect(new Set(said).size).toBe(4);
    for (const text of said) expect(text).toContain('UR-0000');
  });

  it('says how many approvals are needed now when there are too few', () => {
    expect(renderPrivateMessage({ type: 'too_few_approvals', needed: 7, given: 1 }, messages).text).toContain(
      '7',
    );
  });

  it('says what became of the assets when none is left, and has no button', () => {
    const gone = [{ type: 'gone', asset: asset('101') }] as const;
    const message = renderPrivateMessage({ type: 'nothing_left', changes: gone }, messages);
    expect([message.text.includes('Shop 101 (101)'), pressable(message)]).toEqual([true, []]);
  });

  it('is accepted by Slack when none is left of fifty assets with the longest texts', () => {
    const all = Array.from({ length: 50 }, (_, index) => ({
      type: 'protected' as const,
      asset: asset(String(10 ** 18 + index * 1_000), 'x'.repeat(5_000)),
      message: 'x'.repeat(5_000),
    }));
    expect(faultsOf(renderPrivateMessage({ type: 'nothing_left', changes: all }, messages))).toEqual([]);
  });

  it.each(everyMistake().filter((what) => !isForForm(what)))(
    'shows the corrected command for the mistake $type',
    (mistake) => {
      const { text } = renderPrivateMessage(
        { type: 'mistake', mistake, nearest: '/unlink oa 1234' },
        messages,
      );
      expect(text).toContain('/unlink oa 1234');
    },
  );

  it('carries a button only where the mistake can be corrected at once', () => {
    const pressed = everyType().filter((note) => pressable(renderPrivateMessage(note, messages)).length > 0);
    expect(pressed.map(({ type }) => type)).toEqual([
      ...['mistake', 'direct_message', 'reason_required', 'cannot_post'],
    ]);
  });

  it('shows in the help only commands that the parser reads', () => {
    const commands =
      renderPrivateMessage({ type: 'help' }, messages).text.match(/(?<=\/unlink).*?(?= {3}| ·|\n|$)/gmu) ??
      [];
    const read = commands.map((command) => parseCommand(command.trim()).type);
    expect([read.length > 7, read.includes('mistake')]).toEqual([true, false]);
  });

  it('is accepted by Slack with fifty changes of the longest texts', () => {
    const all = Array.from({ length: 50 }, (_, index) => ({
      type: 'protected' as const,
      asset: asset(String(10 ** 18 + index * 1_000), 'x'.repeat(5_000)),
      message: 'x'.repeat(5_000),
    }));
    expect(faultsOf(renderPrivateMessage({ type: 'list_changed', changes: all }, messages))).toEqual([]);
  });

  it('is accepted by Slack with fifty refused assets of the longest texts', () => {
    const all = Array.from({ length: 50 }, (_, index) => ({
      asset: asset(String(index), 'x'.repeat(5_000)),
      why: { type: 'protected' as const, message: 'x'.repeat(5_000) },
    }));
    const queries = Array.from({ length: 50 }, () => 'x'.repeat(commandLimits.query));
    const note: PrivateMessage = {
      type: 'no_match',
      reason: null,
      dryRun: false,
      kind: 'oa',
      queries,
      closest: [],
      withheld: all,
    };
    expect(faultsOf(renderPrivateMessage(note, messages))).toEqual([]);
  });

  it('is accepted by Slack with fifty unmatched queries of the longest texts', () => {
    const queries = Array.from({ length: 50 }, () => 'x'.repeat(commandLimits.query));
    const note: PrivateMessage = {
      type: 'no_match',
      reason: null,
      dryRun: false,
      kind: 'oa',
      queries,
      closest: [],
      withheld: [],
    };
    expect(faultsOf(renderPrivateMessage(note, messages))).toEqual([]);
  });
});

function everyNote(check: (note: PrivateMessage) => void): void {
  fc.assert(
    fc.property(notes(), (note) => {
      check(note);
    }),
    { numRuns: 300, interruptAfterTimeLimit: 10_000 },
  );
}

function notes(): fc.Arbitrary<PrivateMessage> {
  const mistakes = fc.oneof(
    typed(commandLimits.shownWord).map((word) => ({ type: 'unknown_word', word }) as const),
    typed(commandLimits.shownWord).map((query) => ({ type: 'missing_kind', query }) as const),
    fc.constant({ type: 'missing_query', kind: 'app' } as const),
    fc.constant({ type: 'query_too_long', length: 10_000, most: 200 } as const),
    fc.constant({ type: 'reason_too_long', length: 10_000, most: 500 } as const),
    fc.constant({ type: 'too_many_queries', count: 70, most: 50 } as const),
    typed(commandLimits.shownWord).map((word) => ({ type: 'wrong_request_id', word }) as const),
    typed(commandLimits.shownWord).map((word) => ({ type: 'wrong_since', word }) as const),
    typed(commandLimits.shownWord).map((word) => ({ type: 'unknown_option', word }) as const),
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
  const simple = fc.constantFrom<PrivateMessage>(
    { type: 'help' },
    { type: 'not_recorded' },
    { type: 'no_such_request' },
    { type: 'list_changed', changes: [] },
    { type: 'nothing_chosen' },
    { type: 'joined', other: 'UR-7K2M', url: cardUrl, how: 'added' },
    { type: 'joined', other: 'UR-7K2M', url: cardUrl, how: 'own' },
    { type: 'joined', other: 'UR-7K2M', url: null, how: 'added' },
    { type: 'too_few_approvals', needed: 2, given: 1 },
    { type: 'held', other: 'UR-7K2M', asset: 'oa:101' },
    { type: 'too_many_open', most: 10 },
    { type: 'over_budget', budget: 'asks', most: 20, until: Date.UTC(2026, 0, 5, 2, 0, 0) },
    { type: 'over_budget', budget: 'presses', most: 90, until: Date.UTC(2026, 0, 5, 2, 0, 0) },
    { type: 'over_budget', budget: 'looks', most: 60, until: Date.UTC(2026, 0, 5, 2, 0, 0) },
    { type: 'group_unreadable', group: 'S0APPROVE1' },
    { type: 'ask_refused', refusal: 'not_a_requester', allowed },
    { type: 'ask_refused', refusal: 'channel_not_allowed', allowed: [channel] },
    { type: 'decision_refused', refusal: 'no_approvers', allowed: [] },
    { type: 'decision_refused', refusal: 'not_an_approver', allowed },
    { type: 'decision_refused', refusal: 'own_request', allowed },
    { type: 'decision_refused', refusal: 'outsider', allowed },
    { type: 'cannot_post', channel, code: 'not_in_channel' },
    { type: 'not_open', request: lookingUp() },
  );
  return fc.oneof(
    simple,
    fc
      .tuple(mistakes, typed(commandLimits.query))
      .map(
        ([mistake, query]): PrivateMessage => ({ type: 'mistake', mistake, nearest: `/unlink oa ${query}` }),
      ),
    fc
      .tuple(
        fc.array(typed(commandLimits.query), { minLength: 1, maxLength: 3 }),
        assets(),
        fc.array(withheld(), { maxLength: 2 }),
      )
      .map(
        ([queries, all, kept]): PrivateMessage => ({
          type: 'no_match',
          reason: null,
          dryRun: false,
          kind: 'oa',
          queries,
          closest: all.slice(0, 3),
          withheld: kept,
        }),
      ),
    fc
      .array(changes(), { minLength: 1, maxLength: 3 })
      .map((all): PrivateMessage => ({ type: 'list_changed', changes: all })),
    fc
      .array(changes(), { minLength: 1, maxLength: 3 })
      .map((all): PrivateMessage => ({ type: 'nothing_left', changes: all })),
    causes.map((cause): PrivateMessage => ({ type: 'list_unreadable', cause })),
    causes.map((cause): PrivateMessage => ({ type: 'lookup_failed', cause })),
    fc.tuple(requests(), fc.nat()).map(([request, pick]): PrivateMessage => {
      const all = inEveryStatus(request);
      return { type: 'not_open', request: all[pick % all.length] ?? pending() };
    }),
  );
}

function harmlessNote(note: PrivateMessage): PrivateMessage {
  switch (note.type) {
    case 'no_match':
      return {
        ...note,
        queries: note.queries.map(() => 'x'),
        closest: note.closest.map(harmlessAsset),
        withheld: note.withheld.map(harmlessWithheld),
      };
    case 'list_changed':
    case 'nothing_left':
      return { ...note, changes: note.changes.map(harmlessChange) };
    case 'lookup_failed':
    case 'list_unreadable':
      return { ...note, cause: harmlessCause(note.cause) };
    case 'mistake':
      return { ...note, mistake: harmlessMistake(note.mistake) };
    default:
      return note;
  }
}

function harmlessMistake(mistake: Mistake): Mistake {
  if ('word' in mistake) return { ...mistake, word: 'x' };
  return mistake.type === 'missing_kind' ? { ...mistake, query: 'x' } : mistake;
}

function harmlessCause(cause: FailureCause): FailureCause {
  if (cause.type === 'refused') return { ...cause, message: 'x' };
  return cause.type === 'unreachable' || cause.type === 'not_the_contract'
    ? { ...cause, detail: 'x' }
    : cause;
}

/** One note of each type, as a `switch` over all of them would meet. */
function everyType(): PrivateMessage[] {
  const cause: FailureCause = { type: 'too_many_calls' };
  const byType: { readonly [T in PrivateMessage['type']]: Extract<PrivateMessage, { type: T }> } = {
    help: { type: 'help' },
    relink: { type: 'relink' },
    mistake: {
      type: 'mistake',
      mistake: { type: 'missing_kind', query: '1234' },
      nearest: '/unlink oa 1234',
    },
    given_up: { type: 'given_up' },
    not_recorded: { type: 'not_recorded' },
    connect_code: { type: 'connect_code', code: '48213907', until: 1_790_000_000_000 },
    nothing_to_connect: { type: 'nothing_to_connect', isDone: false },
    no_answer: { type: 'no_answer' },
    dialog_not_opened: { type: 'dialog_not_opened' },
    ask_refused: { type: 'ask_refused', refusal: 'not_a_requester', allowed },
    direct_message: { type: 'direct_message', allowed: [channel] },
    reason_required: { type: 'reason_required' },
    too_many_assets: { type: 'too_many_assets', count: 70, most: 50 },
    too_many_open: { type: 'too_many_open', most: 10 },
    over_budget: { type: 'over_budget', budget: 'asks', most: 20, until: Date.UTC(2026, 0, 5, 2, 0, 0) },
    edit_asks_nothing: {
      type: 'edit_asks_nothing',
      request: { id: 'UR-7K2M', url: 'https://example.slack.com/archives/C0ZCAOPS01/p1', isOpen: true },
    },
    no_match: {
      type: 'no_match',
      reason: null,
      dryRun: false,
      kind: 'oa',
      queries: ['shop'],
      closest: [],
      withheld: [],
    },
    lookup_failed: { type: 'lookup_failed', cause },
    command_waits: { type: 'command_waits', why: 'logged_out' },
    press_waits: { type: 'press_waits', why: 'no_session' },
    looking_up: { type: 'looking_up' },
    unattended: { type: 'unattended', what: 'press' },
    joined: { type: 'joined', other: 'UR-7K2M', url: cardUrl, how: 'added' },
    cannot_post: { type: 'cannot_post', channel, code: 'not_in_channel' },
    decision_refused: { type: 'decision_refused', refusal: 'not_an_approver', allowed },
    group_unreadable: { type: 'group_unreadable', group: 'S0APPROVE1' },
    person_unreadable: { type: 'person_unreadable' },
    no_such_request: { type: 'no_such_request' },
    not_open: { type: 'not_open', request: finished() },
    list_changed: { type: 'list_changed', changes: [] },
    nothing_left: { type: 'nothing_left', changes: [] },
    list_unreadable: { type: 'list_unreadable', cause },
    pressed_long_ago: { type: 'pressed_long_ago' },
    past_expiry: { type: 'past_expiry' },
    nothing_chosen: { type: 'nothing_chosen' },
    too_many_chosen: { type: 'too_many_chosen', most: 20 },
    already_approved: { type: 'already_approved' },
    not_yours_to_take_back: { type: 'not_yours_to_take_back' },
    nothing_to_stop: { type: 'nothing_to_stop' },
    stop_of_earlier_run: { type: 'stop_of_earlier_run' },
    nothing_to_retry: { type: 'nothing_to_retry' },
    too_few_approvals: { type: 'too_few_approvals', needed: 2, given: 1 },
    wrong_digits: { type: 'wrong_digits' },
    not_an_operator: { type: 'not_an_operator', because: 'not_an_approver', allowed: ['S0OPERATE1'] },
    work_moved: { type: 'work_moved', by: 'U0OTHER001' },
    work_is_yours: { type: 'work_is_yours' },
    not_your_work: { type: 'not_your_work', by: null },
    work_over: { type: 'work_over' },
    held: { type: 'held', other: 'UR-7K2M', asset: 'oa:101' },
  };
  return Object.values(byType);
}

function everyMistake(): Mistake[] {
  const word = 'x'.repeat(commandLimits.shownWord);
  const byType: { readonly [T in Mistake['type']]: Extract<Mistake, { type: T }> } = {
    unknown_word: { type: 'unknown_word', word },
    missing_kind: { type: 'missing_kind', query: word },
    missing_query: { type: 'missing_query', kind: 'app' },
    text_too_long: { type: 'text_too_long', length: 40_000, most: 12_000 },
    query_too_long: { type: 'query_too_long', length: 10_000, most: 200 },
    reason_too_long: { type: 'reason_too_long', length: 10_000, most: 500 },
    too_many_queries: { type: 'too_many_queries', count: 70, most: 50 },
    wrong_request_id: { type: 'wrong_request_id', word },
    wrong_since: { type: 'wrong_since', word },
    other_kind: { type: 'other_kind', kind: 'app', all: true },
    unknown_option: { type: 'unknown_option', word },
  };
  return Object.values(byType);
}
