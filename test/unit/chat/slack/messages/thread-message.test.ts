import { describe, expect, it } from 'vitest';
import {
  renderThreadMessage,
  threadMessageKey,
} from '../../../../../src/chat/slack/messages/thread-message.js';
import type { ThreadMessage } from '../../../../../src/core/messages/private-message.js';
import type { CardRequest } from '../../../../../src/core/request/request.js';
import { locales } from '../../../../../src/i18n/messages.js';
import { messagesFor } from '../../../../../src/i18n/messages-for.js';
import { otherRequester } from '../../../../fixtures/outside-text.js';
import {
  approved,
  approver,
  cancelled,
  decision,
  expired,
  pending,
  requester,
} from '../../../../fixtures/requests.js';
import { faultsOf, foreignMarkup, mentionsIn } from '../../../../fixtures/slack-accepts.js';

const approvers = [approver, 'S0APPROVE1'];
const reason = '<!channel> *boo* '.repeat(40).slice(0, 500);
const other = { user: otherRequester, reason, at: decision.at, requestId: 'UR-0000' };
const asked = pending({ others: [other] });
const occasions: readonly {
  readonly type: string;
  readonly note: ThreadMessage;
  readonly request: CardRequest;
}[] = [
  { type: 'reminder', note: { type: 'reminder', number: 0, approvers }, request: asked },
  { type: 'requester_added', note: { type: 'requester_added', user: otherRequester }, request: asked },
  { type: 'list_changed', note: { type: 'list_changed' }, request: { ...asked, dropped: approvers } },
  {
    type: 'approval_lapsed, by somebody',
    note: { type: 'approval_lapsed' },
    request: { ...asked, lapsed: { at: decision.at, by: approvers, needed: 1 } },
  },
  {
    type: 'approval_lapsed, by number',
    note: { type: 'approval_lapsed' },
    request: { ...asked, lapsed: { at: decision.at, by: [], needed: 2 } },
  },
  {
    type: 'quorum_reached',
    note: { type: 'quorum_reached' },
    request: { ...approved(asked), decision: { ...decision, by: 'bot' } },
  },
  {
    type: 'cancelled',
    note: { type: 'cancelled' },
    request: cancelled(asked, { type: 'said', text: reason }),
  },
  {
    type: 'cancelled, for its card could not be posted',
    note: { type: 'cancelled' },
    request: { ...cancelled(asked), decision: { ...decision, by: 'bot' } },
  },
  { type: 'expired', note: { type: 'expired' }, request: expired(asked) },
];
const known = [requester, otherRequester, approver, 'S0APPROVE1', asked.channel];
const sigils: Readonly<Record<string, string>> = { S: '!subteam^', C: '#' };
const ownText = known.map((id) => `<${sigils[id.charAt(0)] ?? '@'}${id}>`);

describe.each(locales)('the thread messages in %s', (locale) => {
  const said = (note: ThreadMessage, request: CardRequest) => {
    const message = renderThreadMessage(request, note, messagesFor(locale));
    if (message === null) throw new Error('nothing is said');
    return message;
  };

  it.each(occasions)('are accepted by Slack: $type', ({ note, request }) => {
    expect(faultsOf(said(note, request))).toEqual([]);
  });

  it.each(occasions)('have no markup but the bot’s own: $type', ({ note, request }) => {
    expect(foreignMarkup(said(note, request).text, ownText)).toEqual([]);
  });

  it.each(occasions)('mention only the people concerned: $type', ({ note, request }) => {
    const called = mentionsIn(said(note, request));
    expect([called.length > 0, called.filter((id) => !known.includes(id))]).toEqual([true, []]);
  });
});

it.each(locales)(
  'a thread message mentions the people whose approvals the changed list dropped, in %s',
  (locale) => {
    const request = { ...asked, dropped: ['U0FIRST001', 'U0SECOND01'] };
    const message = renderThreadMessage(request, { type: 'list_changed' }, messagesFor(locale));
    expect(message === null ? [] : mentionsIn(message)).toEqual(['U0FIRST001', 'U0SECOND01']);
  },
);

it('a thread message is not sent about somebody the request does not hold', () => {
  const note: ThreadMessage = { type: 'requester_added', user: 'U0STRANGE1' };
  expect(renderThreadMessage(asked, note, messagesFor('en'))).toBeNull();
});

describe('the occasion of a thread message', () => {
  const reminder = (number: number): ThreadMessage => ({ type: 'reminder', number, approvers });

  it('is the same for the same note, so that it is sent once', () => {
    expect(threadMessageKey(asked, reminder(0))).toBe(threadMessageKey(asked, reminder(0)));
  });

  it.each<[string, string, string]>([
    ['reminders', threadMessageKey(asked, reminder(0)), threadMessageKey(asked, reminder(1))],
    [
      'reminders after the request got more time',
      threadMessageKey(asked, reminder(0)),
      threadMessageKey({ ...asked, expiresAt: asked.expiresAt + 1 }, reminder(0)),
    ],
    [
      'changes of the list',
      threadMessageKey(asked, { type: 'list_changed' }),
      threadMessageKey({ ...asked, listRevision: 2 }, { type: 'list_changed' }),
    ],
    [
      'people who ask for the same',
      threadMessageKey(asked, { type: 'requester_added', user: otherRequester }),
      threadMessageKey(asked, { type: 'requester_added', user: requester }),
    ],
    ['ends', threadMessageKey(asked, { type: 'cancelled' }), threadMessageKey(asked, { type: 'expired' })],
  ])('differs between two %s', (_, one, another) => {
    expect(one).not.toBe(another);
  });
});
