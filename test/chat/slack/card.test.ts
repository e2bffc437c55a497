import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderCard } from '../../../src/chat/slack/card.js';
import { limits } from '../../../src/chat/slack/limits.js';
import { renderResult } from '../../../src/chat/slack/result.js';
import type { Policy } from '../../../src/core/policy.js';
import type { CardRequest, Finished, Pending } from '../../../src/core/request.js';
import { locales } from '../../../src/i18n/messages.js';
import { messagesFor } from '../../../src/i18n/messages-for.js';
import { approver, asset, finished, inEveryStatus, pending, requester } from '../../core/requests.js';
import { harmless, harmlessOutcome, outcomes, requests } from './outside-text.js';
import { faultsOf, foreignMarkup, formOf, mentionsIn, mrkdwnIn, pressable } from './slack-accepts.js';

const policy: Policy = {
  approvers: ['S0APPROVE1', 'U0BOSS0001'],
  requesters: [],
  channels: [],
  allowSelfApproval: false,
};
const ownText = [`<@${requester}>`, `<@${approver}>`, '<!subteam^S0APPROVE1>', '<@U0BOSS0001>'];
const ownMentions = [requester, approver, 'S0APPROVE1', 'U0BOSS0001'];

describe.each(locales)('the card in %s, in every status and whatever the outside text', (locale) => {
  const render = (request: CardRequest) => renderCard(request, policy, messagesFor(locale));

  it('is accepted by Slack', () => {
    everyCard((request) => expect(faultsOf(render(request))).toEqual([]));
  });

  it('has no markup in its text but the bot’s own', () => {
    everyCard((request) => {
      const { text } = render(request);
      expect(foreignMarkup(whole(text), ownText)).toEqual([]);
    });
  });

  it('ends its text, when it is cut, with no half of the bot’s own markup', () => {
    everyCard((request) => {
      const { text } = render(request);
      expect(foreignMarkup(text, ownText)).toEqual([]);
    });
  });

  it('mentions nobody but the requester, the approvers and who decided', () => {
    everyCard((request) => {
      expect(mentionsIn(render(request)).filter((id) => !ownMentions.includes(id))).toEqual([]);
    });
  });

  it('has no text that Slack reads as markup', () => {
    everyCard((request) => expect(mrkdwnIn(render(request))).toEqual([]));
  });

  it('has the same elements and styles as with harmless text', () => {
    fc.assert(
      fc.property(requests(), (request) => {
        const plain = inEveryStatus(harmless(request));
        for (const [index, each] of inEveryStatus(request).entries()) {
          const twin = plain[index];
          if (twin === undefined) throw new Error('every card has its harmless twin');
          expect(formOf(render(each))).toEqual(formOf(render(twin)));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('can be pressed only while the request waits', () => {
    const statuses = inEveryStatus(pending()).filter((request) => pressable(render(request)).length > 0);
    expect(statuses.map(({ status }) => status)).toEqual(['pending']);
  });

  it('asks again, in red, before it confirms', () => {
    const [button] = pressable(render(pending())).filter((element) => element['action_id'] === 'approve');
    expect(button).toMatchObject({ style: 'danger', confirm: { style: 'danger' } });
  });

  it('does not ask again before it cancels', () => {
    const [button] = pressable(render(pending())).filter((element) => element['action_id'] === 'cancel');
    expect(button).not.toHaveProperty('confirm');
  });
});

describe.each(locales)('the result in %s, whatever the outside text', (locale) => {
  const render = (request: Finished) => renderResult(request, messagesFor(locale));

  it('is accepted by Slack', () => {
    everyResult((request) => expect(faultsOf(render(request))).toEqual([]));
  });

  it('has no markup in its text but the bot’s own', () => {
    everyResult((request) => expect(foreignMarkup(whole(render(request).text), ownText)).toEqual([]));
  });

  it.each(['failed', 'unknown'] as const)(
    'is accepted by Slack when ten times %s with a long reason',
    (type) => {
      const ten = Array.from({ length: 10 }, (_, index) => asset(String(index)));
      const cause = { type: 'refused', message: 'x'.repeat(5_000) } as const;
      const all = finished('failed', pending({ assets: ten }), () => ({ type, at: 0, tries: 3, cause }));
      expect(faultsOf(render(all))).toEqual([]);
    },
  );

  it('mentions nobody but the requester and who decided', () => {
    everyResult((request) => {
      expect([...new Set(mentionsIn(render(request)))].sort()).toEqual([requester, approver].sort());
    });
  });

  it('has the same elements and styles as with harmless text', () => {
    everyResult((request) => {
      const twin: Finished = {
        ...request,
        query: 'x',
        assets: request.assets.map((each) => ({ ...each, name: 'x' })),
        settled: request.settled.map(({ id, outcome }) => ({ id, outcome: harmlessOutcome(outcome) })),
      };
      expect(formOf(render(request))).toEqual(formOf(render(twin)));
    });
  });
});

describe('the pending card', () => {
  const en = messagesFor('en');
  const render = (change: Partial<Pending>) => renderCard(pending(change), policy, en);

  it('has no boxes to tick when there is one asset', () => {
    const elements = pressable(render({ assets: [asset('101')] }));
    expect(elements.map((element) => element['type'])).toEqual(['button', 'button']);
  });

  it('shows an asset whose name nobody can see by its id, and no mark that turns text around', () => {
    const unseen = { ...asset('101'), name: '\u200b \u202e', linkedBy: 'a\u202eb\nc' };
    const { text } = render({ assets: [unseen] });
    expect(text).toContain('\n101\n');
    expect(text).toContain('by ab c');
  });

  it('ticks the boxes of what is chosen', () => {
    const [boxes] = pressable(render({ chosen: ['202'] }));
    expect(boxes).toMatchObject({ initial_options: [{ value: '202' }] });
  });

  it('puts the request’s id into both buttons', () => {
    const buttons = pressable(render({})).filter((element) => element['type'] === 'button');
    expect(buttons.map((element) => element['value'])).toEqual(['UR-7K2M', 'UR-7K2M']);
  });

  it('names its blocks anew when its list changes', () => {
    const ids = [1, 2].map((listRevision) => render({ listRevision }).blocks.at(-1)?.block_id);
    expect(ids).toEqual(['decide/UR-7K2M/1', 'decide/UR-7K2M/2']);
  });

  it('names in the question before confirming what would be unlinked', () => {
    const [, approve] = pressable(render({ chosen: ['202'] }));
    expect(JSON.stringify(approve)).toContain('Shop 202 (202)');
  });

  it('shows an asset without a name by its id', () => {
    const [boxes] = pressable(render({ assets: [asset('101', ''), asset('202')] }));
    expect(boxes).toMatchObject({ options: [{ text: { text: '101' } }, { text: { text: 'Shop 202' } }] });
  });

  it('says how many more matched than it lists', () => {
    expect(render({ more: 7 }).text).toContain('7 OAs more not shown');
  });

  it('says that nobody can confirm when there are no approvers', () => {
    const { text } = renderCard(pending(), { ...policy, approvers: [] }, en);
    expect(text).toContain('Nobody can confirm');
  });
});

it('lists after the decision only what was chosen', () => {
  const { text } = renderCard(finished('succeeded', pending({ chosen: ['202'] })), policy, messagesFor('en'));
  expect(text).not.toContain('Shop 101');
});

/** A text that was cut may end in half of the bot's own markup, which has a test of its own. */
function whole(text: string): string {
  return text.length < limits.text - 1 ? text : text.replace(/(?:<[@!#][^<>]*|&[a-z]*)…$/su, '');
}

function everyCard(check: (request: CardRequest) => void): void {
  fc.assert(
    fc.property(requests(), (request) => {
      for (const each of inEveryStatus(request)) check(each);
    }),
    { numRuns: 40, interruptAfterTimeLimit: 10_000 },
  );
}

function everyResult(check: (request: Finished) => void): void {
  const results = fc
    .tuple(
      requests(),
      fc.constantFrom('succeeded', 'partial', 'failed'),
      fc.array(outcomes(), { minLength: 10, maxLength: 10 }),
    )
    .filter(([request]) => request.chosen.length > 0)
    .map(([request, status, list]) =>
      finished(status, request, (id) => list[request.chosen.indexOf(id)] ?? { type: 'unlinked', at: 0 }),
    );
  fc.assert(
    fc.property(results, (request) => {
      check(request);
    }),
    { numRuns: 80, interruptAfterTimeLimit: 10_000 },
  );
}
