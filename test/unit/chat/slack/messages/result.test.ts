import { describe, expect, it } from 'vitest';
import { limits } from '../../../../../src/chat/slack/messages/limits.js';
import { maxInResult, renderResult } from '../../../../../src/chat/slack/messages/result.js';
import type { Outcome } from '../../../../../src/core/request/outcome.js';
import type { Finished } from '../../../../../src/core/request/request.js';
import { locales } from '../../../../../src/i18n/messages.js';
import { messagesFor } from '../../../../../src/i18n/messages-for.js';
import {
  harmlessOutcome,
  longest,
  otherRequester,
  outcomes,
  requests,
} from '../../../../fixtures/outside-text.js';
import { approver, asset, decision, finished, pending, requester } from '../../../../fixtures/requests.js';
import fc from '../../../../fixtures/seeded-check.js';
import {
  faultsOf,
  foreignMarkup,
  formOf,
  mentionsIn,
  pressable,
} from '../../../../fixtures/slack-accepts.js';
import { type OutcomeType, outcomeOfType } from '../../../core/request/histories.js';

const ownText = [`<@${requester}>`, `<@${approver}>`, `<@${otherRequester}>`];

describe.each(locales)('the result in %s, whatever the outside text', (locale) => {
  const render = (request: Finished) => renderResult(request, messagesFor(locale));

  it('is accepted by Slack', () => {
    everyResult((request) => expect(faultsOf(render(request))).toEqual([]));
  });

  it('has no markup in its text but the bot’s own', () => {
    everyResult((request) => expect(foreignMarkup(whole(render(request).text), ownText)).toEqual([]));
  });

  it.each(['failed', 'unknown'] as const)(
    'is accepted by Slack with ten assets %s for a long reason',
    (type) => {
      const ten = Array.from({ length: 10 }, (_, index) => asset(String(index)));
      const cause = { type: 'refused', message: 'x'.repeat(5_000) } as const;
      const all = finished('failed', pending({ assets: ten }), () => ({ type, at: 0, tries: 3, cause }));
      expect(faultsOf(render(all))).toEqual([]);
    },
  );

  it('mentions only the requester and whoever decided', () => {
    everyResult((request) => {
      const asked = request.others.length === 0 ? [requester] : [requester, otherRequester];
      expect([...new Set(mentionsIn(render(request)))].sort()).toEqual([...asked, approver].sort());
    });
  });

  it('has the same elements and styles as with harmless text', () => {
    everyResult((request) => {
      const twin: Finished = {
        ...request,
        queries: ['x'],
        assets: request.assets.map((each) => ({ ...each, name: 'x' })),
        settled: request.settled.map(({ id, outcome }) => ({ id, outcome: harmlessOutcome(outcome) })),
      };
      expect(formOf(render(request))).toEqual(formOf(render(twin)));
    });
  });
});

describe.each(locales)('the result of many assets in %s', (locale) => {
  const messages = messagesFor(locale);

  it.each([10, 11, 50])('is accepted by Slack with the longest texts for %i assets', (count) => {
    const cause = { type: 'refused', message: '&'.repeat(5_000) } as const;
    const unknown: Outcome = { type: 'unknown', at: decision.at, tries: 20, cause };
    expect(
      faultsOf(
        renderResult(
          finished('failed', longest(count, '&'), () => unknown),
          messages,
        ),
      ),
    ).toEqual([]);
  });

  it('gives the policy’s message for a protected asset, and offers no way to link again', () => {
    const kept = finished('failed', pending(), () => ({ type: 'protected', at: 0, message: 'Hỏi chị Hoa.' }));
    const message = renderResult(kept, messages);
    expect([message.text.includes('Hỏi chị Hoa.'), pressable(message)]).toEqual([true, []]);
  });

  it('is accepted by Slack with ten protected assets whose messages are very long', () => {
    const protects: Outcome = { type: 'protected', at: 0, message: '&'.repeat(15_000) };
    const kept = finished('failed', longest(10, '&'), () => protects);
    expect(faultsOf(renderResult(kept, messages))).toEqual([]);
  });

  it('counts the assets in the file, in that language', () => {
    expect(
      renderResult(
        ended(() => 'unlinked', 33),
        messages,
      ).text,
    ).toMatch(/… .*23/u);
  });
});

describe('the result', () => {
  const stop = { by: otherRequester, at: decision.at + 2_000, press: 'c'.repeat(64) };

  it('names whoever stopped the run, and how far it got', () => {
    const said = textOf({ ...ended((index) => (index === 0 ? 'unlinked' : 'stopped'), 3), stop });
    expect(said).toContain(`stopped by <@${otherRequester}>. 1 of 3 OAs unlinked`);
    expect(said).not.toContain('too late');
  });

  it('says that a Stop came too late when it prevented nothing', () => {
    const said = textOf({ ...ended(() => 'unlinked', 3), stop });
    expect(said).toContain(`<@${otherRequester}> pressed Stop too late: everything had already begun.`);
  });

  it('names nobody as the stopper of a run that waited too long', () => {
    const all = ended(() => 'stopped', 3);
    const settled = all.settled.map(({ id }) => ({
      id,
      outcome: { type: 'stopped', at: 0, by: 'bot' } as const,
    }));
    const said = textOf({ ...all, settled, stop: { ...stop, by: 'bot' } });
    expect(said).toContain('not begun in time');
    expect(said).toContain('it waited too long after it was confirmed');
    expect(said).not.toContain('<@bot>');
  });

  it('lists failed assets first among ten, and else keeps the card’s order', () => {
    const ten = ended((index) => (index % 2 === 0 ? 'unlinked' : 'failed'), 10);
    expect(shownIn(ten)).toEqual([1, 3, 5, 7, 9, 0, 2, 4, 6, 8]);
  });

  it('lists failed assets first among more than ten', () => {
    const some = ended((index) => (index === 7 || index === 19 ? 'failed' : 'unlinked'));
    expect(shownIn(some).slice(0, 3)).toEqual([7, 19, 0]);
  });

  it.each(['already_unlinked', 'changed', 'protected', 'refused', 'stopped', 'failed', 'unknown'] as const)(
    'lists assets that were %s before the unlinked ones among more than ten',
    (type) => {
      expect(shownIn(ended((index) => (index === 15 ? type : 'unlinked')))[0]).toBe(15);
    },
  );

  it('lists assets that a dry run would not unlink first among more than ten', () => {
    expect(shownIn(ended((index) => (index === 15 ? 'changed' : 'would_unlink')))[0]).toBe(15);
  });

  it('lists ten of more than ten assets', () => {
    expect(shownIn(ended(() => 'unlinked'))).toHaveLength(maxInResult);
  });

  it('counts the assets that are only in the file', () => {
    expect(textOf(ended(() => 'unlinked', 23))).toContain('… and 13 more in the attached file.');
  });

  it('mentions no file for ten assets', () => {
    expect(textOf(ended(() => 'unlinked', 10))).not.toContain('attached');
  });

  it.each<[OutcomeType, string]>([
    ['unlinked', '✅ Shop 101 (101): unlinked; the ZCA no longer shows it'],
    ['already_unlinked', '☑️ Shop 101 (101): was already unlinked'],
    ['would_unlink', '🧪 Shop 101 (101): would have been unlinked'],
    ['changed', '⚠️ Shop 101 (101): not unlinked: after it was confirmed, it was linked again'],
    ['refused', '⛔ Shop 101 (101): refused by the ZCA: “no”'],
    ['stopped', '✋ Shop 101 (101): not begun: stopped by <@U0STOPS001>'],
    ['failed', '❌ Shop 101 (101): failed after 3 tries'],
    ['unknown', '❓ Shop 101 (101): not known after 3 tries'],
  ])('describes an asset that was %s: “%s”', (type, words) => {
    expect(textOf(finished('partial', pending(), () => outcomeOfType(type)))).toContain(words);
  });

  it('names the requester, those who joined, and the approver', () => {
    const others = [{ user: otherRequester, reason: null, at: 0, requestId: 'UR-0000' }];
    expect(textOf(finished('succeeded', pending({ others })))).toContain(
      `Asked by <@${requester}>, <@${otherRequester}>, confirmed by <@${approver}>.`,
    );
  });

  it('names the presser of a retry', () => {
    const again = { ...finished(), round: 2, retries: [{ ...decision, by: 'U0AGAIN001' }] };
    expect(textOf(again)).toContain('tried again by <@U0AGAIN001>');
  });

  it('says after a dry run that nothing was unlinked', () => {
    const dry = finished('succeeded', pending({ dryRun: true }), () => outcomeOfType('would_unlink'));
    expect(textOf(dry)).toContain('3 of 3 OAs would have been unlinked; nothing was');
  });

  it('offers the steps of linking again when something was unlinked', () => {
    expect(actions(finished())).toEqual(['relink']);
  });

  it('does not offer the steps of linking again when nothing was unlinked', () => {
    expect(actions(finished('failed', pending(), () => outcomeOfType('failed')))).toEqual([]);
  });

  it('offers after a dry run only the command for the real unlink', () => {
    const dry = pending({ dryRun: true, reason: 'shop closed' });
    const done = finished('succeeded', dry, () => outcomeOfType('would_unlink'));
    const [button, ...others] = pressable(renderResult(done, messagesFor('en')));
    expect(others).toEqual([]);
    expect(button).toMatchObject({
      action_id: 'ask_again',
      value: '/unlink oa 101, 202, 303 -- shop closed',
      text: { text: 'Run it for real' },
    });
  });

  it('offers no real unlink after a dry run in which nothing would have been unlinked', () => {
    const failed = finished('failed', pending({ dryRun: true }), () => outcomeOfType('changed'));
    expect(actions(failed)).toEqual([]);
  });

  it('separates what operators reported from what was seen, and says what Zalo itself still shows', () => {
    const zalo = { type: 'shown', before: 'ZCA 1', now: 'ZCA 1' } as const;
    const by = { type: 'reported', by: 'U0OPERATE1', at: 0 } as const;
    const two = pending({ chosen: ['101', '202'] });
    const reported = finished('succeeded', two, () => by);
    expect(textOf(reported)).toContain('0 of 2 OAs confirmed unlinked, 2 reported by an operator');
    expect(textOf(reported)).toMatch(/^✅/u);
    const disputed = finished('partial', two, (id) =>
      id === '101' ? { ...by, zalo } : outcomeOfType('failed'),
    );
    expect(textOf(disputed)).toContain(
      '0 of 2 OAs confirmed unlinked, 1 reported by an operator; Zalo still shows a link',
    );
    expect(textOf(finished('succeeded', two, () => ({ ...by, zalo })))).toMatch(
      /^⚠️ .*Zalo still shows 2 links/u,
    );
  });
});

/** The given number of assets, each with its own outcome. */
function ended(outcome: (index: number) => OutcomeType, count: number = 25): Finished {
  const list = Array.from({ length: count }, (_, index) => asset(String(1_000 + index)));
  return finished('partial', pending({ assets: list }), (id) => outcomeOfType(outcome(Number(id) - 1_000)));
}

/** The indexes of the listed assets, in order. */
function shownIn(request: Finished): number[] {
  return [...textOf(request).matchAll(/Shop (\d+) \(/gu)].map(([, id]) => Number(id) - 1_000);
}

function textOf(request: Finished): string {
  return renderResult(request, messagesFor('en')).text;
}

function actions(request: Finished): unknown[] {
  return pressable(renderResult(request, messagesFor('en'))).map((element) => element['action_id']);
}

/** A cut text may end inside the bot's own markup; another test covers that. */
function whole(text: string): string {
  return text.length < limits.text - 1 ? text : text.replace(/(?:<[@!#][^<>]*|&[a-z]*)…$/su, '');
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
