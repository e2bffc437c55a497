import { describe, expect, it } from 'vitest';
import { renderCard } from '../../../../../src/chat/slack/messages/card.js';
import type { CardFacts } from '../../../../../src/chat/slack/messages/card-facts.js';
import { limits } from '../../../../../src/chat/slack/messages/limits.js';
import { mistakable } from '../../../../../src/core/asset/mistakable.js';
import type { CardRequest, Finished } from '../../../../../src/core/request/request.js';
import { locales } from '../../../../../src/i18n/messages.js';
import { messagesFor } from '../../../../../src/i18n/messages-for.js';
import { harmless, longest, otherRequester, requests } from '../../../../fixtures/outside-text.js';
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
  threeAssets,
} from '../../../../fixtures/requests.js';
import fc from '../../../../fixtures/seeded-check.js';
import { sharedSamples } from '../../../../fixtures/shared-samples.js';
import {
  faultsOf,
  foreignMarkup,
  formOf,
  mentionsIn,
  mrkdwnIn,
  pressable,
} from '../../../../fixtures/slack-accepts.js';
import { type OutcomeType, outcomeOfType } from '../../../core/request/histories.js';

const facts: CardFacts = {
  policy: policy({ approvers: ['S0APPROVE1', 'U0BOSS0001'] }),
  eligible: 4,
  byHand: false,
  zcaIsBusy: false,
};
const ownMentions = [requester, approver, otherRequester, 'S0APPROVE1', 'U0BOSS0001'];
const ownText = ownMentions.map((id) => (id.startsWith('S') ? `<!subteam^${id}>` : `<@${id}>`));

const everyRequest = sharedSamples(requests().map(inEveryStatus), 40);
const everyCard = (check: (request: CardRequest) => void) => everyRequest((cards) => cards.forEach(check));

describe.each(locales)('the card in %s, in every status and whatever the outside text', (locale) => {
  const rendered = new WeakMap<CardRequest, ReturnType<typeof renderCard>>();
  const render = (request: CardRequest) => {
    const message = rendered.get(request) ?? renderCard(request, facts, messagesFor(locale));
    rendered.set(request, message);
    return message;
  };

  it('is accepted by Slack', () => {
    everyCard((request) => expect(faultsOf(render(request))).toEqual([]));
  });

  it('has no markup in its text but the bot’s own', () => {
    everyCard((request) => {
      const { text } = render(request);
      expect(foreignMarkup(whole(text), ownText)).toEqual([]);
    });
  });

  it('never cuts its text inside the bot’s own markup', () => {
    everyCard((request) => {
      const { text } = render(request);
      expect(foreignMarkup(text, ownText)).toEqual([]);
    });
  });

  it('mentions only the requester, the approvers and whoever decided', () => {
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
        const { alike, mixed } = mistakable(request.assets);
        fc.pre(alike.length + mixed.length === 0);
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

  it('can be pressed only while something can still change', () => {
    const statuses = inEveryStatus(pending()).filter((request) => pressable(render(request)).length > 0);
    expect(statuses.map(({ status }) => status)).toEqual(['pending', 'approved', 'running']);
  });

  it('asks again, in red, before confirming', () => {
    const [button] = pressable(render(pending())).filter((element) => element['action_id'] === 'approve');
    expect(button).toMatchObject({ style: 'danger', confirm: { style: 'danger' } });
  });

  it('asks again, but not in red, before cancelling', () => {
    const [button] = pressable(render(pending())).filter((element) => element['action_id'] === 'cancel');
    expect(JSON.stringify(button?.['confirm'])).toContain('UR-7K2M');
    expect(button?.['confirm']).not.toHaveProperty('style');
    expect(button).not.toHaveProperty('style');
  });
});

describe('a card with similar names', () => {
  const said = (...names: string[]) => {
    const assets = names.map((name, index) => asset(String(101 + index), name));
    return renderCard(pending({ assets, chosen: [] }), facts, messagesFor('en')).text;
  };

  it('says which of them to compare', () => {
    expect(said('Cửa hàng Hoa', 'Cửa hàng Hoa')).toContain('2 of these names look the same');
    expect(said('Cửa hàng Hoа', 'Quán Phở')).toContain('mixed in the name of 101');
  });

  it('says nothing when the names differ clearly', () => {
    expect(said('Cửa hàng Hoa', 'Cua hang Hoa')).not.toContain('⚠️');
  });
});

const signs = ['x', 'ạ', '😀', '&', '<!channel> '];

describe.each(locales)('the card in %s, with the longest outside texts', (locale) => {
  const render = (request: CardRequest) =>
    renderCard(request, { ...facts, eligible: null }, messagesFor(locale));
  const most = (count: number, sign: string) => inEveryStatus(longest(count, sign));

  it.each(signs)('is accepted by Slack in every status with ten assets (%s)', (sign) => {
    expect(most(10, sign).flatMap((request) => faultsIn(request))).toEqual([]);
  });

  it.each(signs)('is accepted by Slack in every status with fifty assets (%s)', (sign) => {
    expect(most(50, sign).flatMap((request) => faultsIn(request))).toEqual([]);
  });

  it.each([10, 50])('is accepted by Slack when each of %i assets has become protected', (count) => {
    const request = longest(count, 'x');
    const message = 'x'.repeat(5_000);
    const changes = request.assets.map((each) => ({ type: 'protected' as const, asset: each, message }));
    expect(faultsIn({ ...request, withheld: [], others: [], missed: [], changes })).toEqual([]);
  });

  it('is accepted by Slack when the reason of its rejection has the maximum length', () => {
    const rejected = cancelled(longest(10, 'x'), { type: 'said', text: 'x'.repeat(500) });
    expect(faultsIn({ ...rejected, others: [] })).toEqual([]);
  });

  it.each([1, 2, 5, 10, 11, 25, 49, 50])(
    'is accepted by Slack in every status with %i plain assets',
    (count) => {
      const list = Array.from({ length: count }, (_, index) => asset(String(10 ** 18 + index * 1_000)));
      expect(inEveryStatus(pending({ assets: list })).flatMap((request) => faultsIn(request))).toEqual([]);
    },
  );

  function faultsIn(request: CardRequest): string[] {
    return faultsOf(render(request)).map((fault) => `${request.status}: ${fault}`);
  }
});

function many(count: number) {
  return Array.from({ length: count }, (_, index) => asset(String(1_000 + index)));
}

describe('the pending card', () => {
  it('has no boxes to tick when there is one asset', () => {
    const elements = pressable(card(pending({ assets: [asset('101')] })));
    expect(elements.filter((element) => element['type'] === 'checkboxes')).toEqual([]);
  });

  it('has a box for the one asset that is left when nobody named it', () => {
    const one = pending({ assets: [asset('101')], chosen: [] });
    const boxes = pressable(card(one)).filter(({ type }) => type === 'checkboxes');
    expect(boxes).toMatchObject([{ options: [{ value: '101' }] }]);
  });

  it('can always be decided: it has a box for each asset, or its assets are chosen already', () => {
    const lists = fc.integer({ min: 1, max: 25 }).chain((count) => {
      const assets = Array.from({ length: count }, (_, index) => asset(String(1_000 + index)));
      return fc.record({ assets: fc.constant(assets), chosen: fc.subarray(assets.map(({ id }) => id)) });
    });
    fc.assert(
      fc.property(lists, (list) => {
        const elements = pressable(card(pending(list)));
        const boxes = elements.flatMap((each) => (each['type'] === 'checkboxes' ? each['options'] : []));
        const canConfirm = elements.some((each) => each['action_id'] === 'approve');
        expect(canConfirm).toBe(list.chosen.length > 0);
        if (!canConfirm) expect(boxes).toHaveLength(list.assets.length);
      }),
      { seed: 20_261_127 },
    );
  });

  it('says how many of the assets asked for by whole ids each approver took', () => {
    const taken = pending({
      queries: threeAssets.map(({ id }) => id),
      chosen: ['101', '202'],
      chosenAt: 1,
      chosenBy: approver,
    });
    expect(card(taken).text).toContain('asked to unlink 3 OAs');
    expect(card(taken).text).toContain(`<@${approver}> took 2.`);
    expect(card({ ...taken, chosen: [] }).text).toContain(`<@${approver}> took none of them`);
  });

  it.each([1, 3])('never speaks of 0 OAs when none of %i is ticked', (count) => {
    const none = pending({ assets: many(count), chosen: [] });
    for (const request of [none, cancelled(none, { type: 'nothing_left' }), expired(none)])
      expect(card(request).text).not.toMatch(/\b0 OA/u);
  });

  it('names three of the excluded assets, and counts the rest', () => {
    const withheld = many(10).map((each) => ({ asset: each, why: { type: 'held', by: 'UR-0000' } as const }));
    const { text } = card(pending({ withheld, withheldMore: 4_990 }));
    expect(text).toContain('and 4997 more that cannot be asked for here');
  });

  it('counts the names that do not fit into the confirmation question', () => {
    const assets = many(5).map((each) => ({
      ...each,
      name: 'Cửa hàng đặc sản ba miền chi nhánh số mười hai Sài Gòn',
    }));
    const { confirm } = button(pending({ assets }), 'approve') as { confirm?: { text: { text: string } } };
    const asked = confirm?.text.text ?? '';
    const named = assets.filter(({ id }) => asked.includes(`(${id})`)).length;
    expect(asked.length).toBeLessThanOrEqual(300);
    expect(asked).toContain(`and ${5 - named} more: see the card`);
    expect(named).toBeGreaterThan(0);
  });

  it('shows an asset with an invisible name by its id, and drops marks that reverse text', () => {
    const unseen = { ...asset('101'), name: '\u200b \u202e', linkedBy: 'a\u202eb\nc' };
    const { text } = card(pending({ assets: [unseen] }));
    expect(text).toContain('\n101\n');
    expect(text).toContain('by ab c');
  });

  it('lists the facts of 11 to 20 assets beside their boxes, grouped by kind', () => {
    const known = { verified: true, linkedAt: '2024-02-29T10:00:00+07:00', linkedBy: 'Văn An' };
    const list = many(20).map((each, index) => ({ ...each, ...known, name: index < 2 ? 'Twin' : each.name }));
    const policyOf = policy({ heavy: { verified: true, names: [], moreThan: null } });
    const { blocks } = card(pending({ assets: list }), { policy: policyOf });
    const groups = blocks.filter(({ block_id }) => block_id?.startsWith('choose/') === true);
    expect(groups.map(({ type }) => type)).toEqual(['actions', 'actions']);
    const options = pressable({ text: '', blocks: groups }).flatMap((each) => each['options']);
    expect(options).toHaveLength(20);
    expect(options[0]).toMatchObject({
      description: { text: '1000 · ⚠️ check ID · 🔐 digits to type · ✓ verified · since 29 Feb 2024' },
    });
    expect(options[19]).toMatchObject({
      description: { text: '1019 · 🔐 digits to type · ✓ verified · since 29 Feb 2024 · by Văn An' },
    });
  });

  it('has distinct boxes for assets whose ids end alike', () => {
    const list = [asset('10001234'), asset('20001234'), asset('55555678')];
    const boxes = pressable(card(pending({ assets: list, chosen: [] }))).flatMap(
      (each) => each['options'] ?? [],
    );
    expect(boxes.map((box) => JSON.stringify(box).match(/…\d+/u)?.[0])).toEqual([
      '…10001234',
      '…20001234',
      '…5678',
    ]);
  });

  it.each([
    [[], 'Tick what is to be unlinked:'],
    [['101'], 'untick what should stay:'],
    [['101', '202', '303'], 'Untick what should stay:'],
  ])('says above the boxes what is left to do when %j is ticked', (chosen, words) => {
    expect(JSON.stringify(card(pending({ chosen })).blocks)).toContain(words);
  });

  it('ticks the boxes of the chosen assets', () => {
    const boxes = pressable(card(pending({ chosen: ['202'] })));
    expect(boxes.flatMap((each) => each['initial_options'] ?? [])).toMatchObject([{ value: '202' }]);
  });

  it('has boxes for fifty assets, in groups of ten', () => {
    const list = Array.from({ length: 50 }, (_, index) => asset(String(1_000 + index)));
    const boxes = pressable(card(pending({ assets: list }))).filter(({ type }) => type === 'checkboxes');
    expect(boxes.map((each) => (Array.isArray(each['options']) ? each['options'].length : 0))).toEqual([
      10, 10, 10, 10, 10,
    ]);
  });

  it('puts the request’s id into every button', () => {
    const values = buttons(pending({ approvals: [decision] })).map((element) => element['value']);
    expect(values).toEqual(['UR-7K2M', 'UR-7K2M', 'UR-7K2M', 'UR-7K2M']);
  });

  it('gives its blocks new ids when its list changes', () => {
    const ids = [1, 2].map((listRevision) => card(pending({ listRevision })).blocks.at(-1)?.block_id);
    expect(ids).toEqual(['decide/UR-7K2M/1', 'decide/UR-7K2M/2']);
  });

  it('names in the confirmation question what would be unlinked', () => {
    expect(JSON.stringify(button(pending({ chosen: ['202'] }), 'approve'))).toContain('Shop 202 (202)');
  });

  it('says on the button how many would be unlinked', () => {
    expect(button(pending(), 'approve')).toMatchObject({ text: { text: 'Confirm 3 unlinks' } });
  });

  it('puts the box of each asset under its facts, and names no asset twice', () => {
    const { blocks } = card(pending({ assets: [asset('10012345'), asset('20026789')] }));
    const shown = blocks.slice(0, -1).map((block) => JSON.stringify(block));
    const place = (text: string) => shown.flatMap((block, index) => (block.includes(text) ? [index] : []));
    const [first = -1, ...more] = place('Shop 10012345');
    expect(more).toEqual([]);
    expect(place('Unlink this OA (…2345)')).toEqual([first + 1]);
    expect(place('Shop 20026789')).toEqual([first + 2]);
    expect(place('Unlink this OA (…6789)')).toEqual([first + 3]);
  });

  it('shows an asset without a name by its id, and in a long list beside its box', () => {
    const others = Array.from({ length: 10 }, (_, index) => asset(String(202 + index)));
    const [boxes] = pressable(card(pending({ assets: [asset('101', ''), ...others] })));
    expect(boxes?.['options']).toMatchObject(
      [{ text: { text: '101' } }, ...others.map(({ name }) => ({ text: { text: name } }))].slice(0, 10),
    );
  });

  it('says how many more matched than it lists', () => {
    expect(card(pending({ more: 7 })).text).toContain('7 more OAs not shown');
  });

  it('names the queries that matched nothing', () => {
    expect(card(pending({ missed: ['nope', 'nada'] })).text).toContain(
      'No linked OA or app matches: nope, nada',
    );
  });

  it('names the protected assets it leaves out, and the reason', () => {
    const withheld = [{ asset: asset('404'), why: { type: 'protected', message: 'The main one.' } }] as const;
    expect(card(pending({ withheld })).text).toContain(
      'Shop 404 (404) cannot be unlinked here: The main one.',
    );
  });

  it('names the assets another open request holds, and that request', () => {
    const withheld = [{ asset: asset('404'), why: { type: 'held', by: 'UR-0000' } }] as const;
    expect(card(pending({ withheld })).text).toContain(
      'Shop 404 (404) is already in the open request UR-0000',
    );
  });

  it('names the others who asked for the same, with their reasons', () => {
    const others = [{ user: otherRequester, reason: 'me too', at: 0, requestId: 'UR-0000' }];
    expect(card(pending({ others })).text).toContain(`Also asked by <@${otherRequester}>: me too`);
  });

  it('shows when it expires', () => {
    expect(card(pending()).text).toMatch(/Expires at <!date/u);
  });
});

describe('a list that has changed since it was shown', () => {
  const before = asset('101', 'Cà phê');

  it.each([
    ['is gone', { type: 'gone', asset: before }, 'Cà phê (101) is no longer linked'],
    [
      'is called otherwise',
      { type: 'changed', asset: asset('101', 'Trà'), before },
      'Trà (101) was called “Cà phê”',
    ],
    [
      'was linked again',
      { type: 'changed', asset: before, before },
      'Cà phê (101) was linked again, or its details have changed',
    ],
    [
      'is protected by now',
      { type: 'protected', asset: before, message: 'The main one.' },
      'Cà phê (101) is now protected: The main one.',
    ],
  ] as const)('shows that an asset %s', (_, change, words) => {
    expect(card(pending({ changes: [change] })).text).toContain(words);
  });

  it('carries a warning', () => {
    const { text } = card(pending({ changes: [{ type: 'gone', asset: before }] }));
    expect(text).toContain('The list has changed since it was shown');
  });

  it('carries no warning when nothing changed', () => {
    expect(card(pending()).text).not.toContain('has changed');
  });

  it('loses its warning once it is approved', () => {
    const changed = pending({ changes: [{ type: 'gone', asset: before }] });
    expect(card(approved(changed)).text).not.toContain('has changed');
  });
});

describe('the approvals on a card', () => {
  const two = { policy: policy({ approvals: 2 }), eligible: 4 };

  it('are counted, with the names of those who gave them', () => {
    expect(card(pending({ approvals: [decision] }), two).text).toContain(`1 of 2 approvals: <@${approver}>`);
  });

  it('are not mentioned while there are none', () => {
    expect(card(pending(), two).text).not.toContain('of 2 approvals');
  });

  it('must come from different people where more than one is needed', () => {
    expect(card(pending(), two).text).toContain('2 different people needed');
  });

  it('can be taken back once there is one', () => {
    expect(button(pending({ approvals: [decision] }), 'take_back')).toBeDefined();
  });

  it('cannot be taken back while there are none', () => {
    expect(button(pending(), 'take_back')).toBeUndefined();
  });

  it('are all named once the request is confirmed', () => {
    const both = { ...approved(), approvals: [{ ...decision, by: 'U0FIRST001' }, decision] };
    expect(card(both).text).toContain(`Confirmed by <@U0FIRST001>, <@${approver}>`);
  });

  it('cannot be given when no approvers are configured', () => {
    const nobody = { policy: policy({ approvers: [] }), eligible: 0 };
    expect(card(pending(), nobody).text).toContain('Nobody can confirm');
  });

  it.each([
    [0, 'nobody may give one'],
    [1, 'only 1 person may give one'],
  ])('are called impossible when %i people remain for two of them', (eligible, words) => {
    expect(card(pending(), { ...two, eligible }).text).toContain(words);
  });

  it('are not called impossible when just enough people remain', () => {
    expect(card(pending(), { ...two, eligible: 2 }).text).not.toContain('cannot be confirmed');
  });

  it('are called uncertain when Slack does not list the group’s members', () => {
    expect(card(pending(), { ...two, eligible: null }).text).toContain('I cannot read from Slack');
  });

  it('are not called impossible when Slack does not list the group’s members', () => {
    expect(card(pending(), { ...two, eligible: null }).text).not.toContain('cannot be confirmed');
  });
});

describe('the status of a waiting card', () => {
  const two = { policy: policy({ approvals: 2 }) };
  it.each([
    ['a tick', pending({ chosen: [] }), {}, 'Nothing is ticked yet. Tick what is to be unlinked.'],
    ['an approver', pending(), {}, 'Waiting for an approver'],
    ['two approvers', pending(), two, 'Waiting for 2 approvers'],
    [
      'a second one',
      pending({ approvals: [decision] }),
      two,
      'Waiting for another approver (1 of 2 approvals)',
    ],
    [
      'people who may',
      pending(),
      { ...two, eligible: 1 },
      'Cannot be confirmed: too few people may approve.',
    ],
    ['anybody who may', pending(), { eligible: 0 }, 'Cannot be confirmed: nobody may approve.'],
    ['a busy ZCA', running(), { zcaIsBusy: true }, 'Waiting for the ZCA'],
  ] as const)('says what it waits for: %s', (_, request, change, words) => {
    expect(card(request, change).text).toContain(words);
  });
});

describe('the confirmation dialog', () => {
  const two = policy({ approvals: 2 });
  const asked = (request: CardRequest, change: Partial<CardFacts> = {}, action = 'approve') =>
    button(request, action, change)?.['confirm'];

  it.each([
    ['the first of two approvals', pending(), { policy: two }, 'Give approval 1 of 2?', 'Give approval'],
    ['the last of two', pending({ approvals: [decision] }), { policy: two }, 'Unlink 3 OAs?', 'Unlink'],
    ['work by hand', pending(), { byHand: true }, 'Hand this to the operators?', 'Hand over'],
    ['a dry run', pending({ dryRun: true }), {}, 'Confirm the dry run?', 'Confirm the dry run'],
    ['the only one', pending({ chosen: ['101'] }), {}, 'Unlink 1 OA?', 'Unlink'],
  ] as const)('says what the press does: %s', (_, request, change, title, confirm) => {
    expect(asked(request, change)).toMatchObject({ title: { text: title }, confirm: { text: confirm } });
  });

  it('is red where the press leads to an unlink, and not for a dry run or a first approval', () => {
    expect(asked(pending())).toHaveProperty('style', 'danger');
    expect(asked(pending(), { byHand: true })).toHaveProperty('style', 'danger');
    expect(asked(pending({ dryRun: true }))).not.toHaveProperty('style');
    expect(button(pending({ dryRun: true }), 'approve')).toHaveProperty('style', 'primary');
    expect(asked(pending(), { policy: two })).not.toHaveProperty('style');
  });

  it('names before a retry only what is tried again', () => {
    const some = finished('partial', pending(), (id) => outcomeOfType(id === '202' ? 'failed' : 'unlinked'));
    const said = asked(some, {}, 'retry');
    expect(said).toMatchObject({ title: { text: 'Unlink 1 OA?' } });
    expect(JSON.stringify(said)).toContain('Shop 202 (202)');
    expect(JSON.stringify(said)).not.toContain('Shop 101');
  });

  it('does not open before a retry of heavy assets, since the dialog for digits follows', () => {
    const heavy = { policy: policy({ heavy: { verified: false, names: ['shop 202'], moreThan: null } }) };
    const of = (failing: string) =>
      finished('partial', pending(), (id) => outcomeOfType(id === failing ? 'failed' : 'unlinked'));
    expect(asked(of('202'), heavy, 'retry')).toBeUndefined();
    expect(asked(of('101'), heavy, 'retry')).toBeDefined();
  });
});

describe('confirming a heavy asset', () => {
  const heavy = { policy: policy({ heavy: { verified: false, names: ['shop 202'], moreThan: null } }) };

  it('does not ask again, since a dialog asks for the digits', () => {
    expect(button(pending(), 'approve', heavy)).not.toHaveProperty('confirm');
  });

  it('asks again when the heavy asset is not chosen', () => {
    expect(button(pending({ chosen: ['101'] }), 'approve', heavy)).toHaveProperty('confirm');
  });

  it('announces the dialog for the last digits', () => {
    expect(card(pending(), heavy).text).toContain('last four digits of the ID of Shop 202.');
  });

  it('does not announce that dialog when the heavy asset is not chosen', () => {
    expect(card(pending({ chosen: ['101'] }), heavy).text).not.toContain('last four digits');
  });
});

describe('a confirmed card', () => {
  const inWindow = { ...approved(), startsAt: decision.at + 20_000 };

  it.each([
    ['before its stop window has opened', { ...approved(), startsAt: null }],
    ['in its stop window', inWindow],
    ['where it had none', approved()],
    ['when it is tried again', { ...approved(), round: 2 }],
  ])('can be stopped as long as its run has not begun: %s', (_, request) => {
    expect(actions(request)).toEqual(['stop']);
  });

  it('gives the end of its stop window to the second, in the reader’s time zone', () => {
    const seconds = (decision.at + 20_000) / 1000;
    expect(card(inWindow).text).toContain(
      `<!date^${seconds}^{time_secs}, {date_short}|2026-01-05 02:01:20 UTC>`,
    );
  });

  it.each([{ ...approved(), startsAt: null }, approved()])(
    'gives no time when no stop window is open',
    (request) => {
      expect(card(request).text).toContain('Not begun yet; it can still be stopped');
    },
  );

  it('can be stopped while several assets are in progress', () => {
    expect(actions(running())).toEqual(['stop']);
  });

  it('can be stopped while its only asset waits', () => {
    expect(actions(running(pending({ chosen: ['101'] })))).toEqual(['stop']);
  });

  it('says that a Stop came too late', () => {
    expect(card({ ...finished(), stop: decision }).text).toContain(
      `<@${approver}> pressed Stop too late: everything was already unlinked.`,
    );
  });

  it('cannot be stopped twice', () => {
    expect(actions({ ...running(), stop: decision })).toEqual([]);
  });

  it('cannot be stopped once every asset has its outcome', () => {
    expect(actions({ ...running(), settled: finished().settled })).toEqual([]);
  });

  it.each([
    [0, '░░░░░░░░░░ 0 of 5'],
    [3, '▓▓▓▓▓▓░░░░ 3 of 5'],
    [5, '▓▓▓▓▓▓▓▓▓▓ 5 of 5'],
  ])('shows its progress when %i of five are done', (done, bar) => {
    const five = pending({ assets: ['1', '2', '3', '4', '5'].map((id) => asset(id)) });
    const settled = finished('succeeded', five).settled.slice(0, done);
    expect(card({ ...running(five), settled }).text).toContain(bar);
  });

  it('shows no progress bar for one asset', () => {
    expect(card(running(pending({ chosen: ['101'] }))).text).not.toMatch(/[▓░]/u);
  });

  it('shows no progress bar after the end', () => {
    expect(card(finished()).text).not.toMatch(/[▓░]/u);
  });

  it('marks what is already done', () => {
    const { text } = card({ ...running(), settled: finished().settled.slice(0, 1) });
    expect(text.match(/^✅ Shop \d+$/gmu)).toEqual(['✅ Shop 101']);
  });

  it('lists fifty assets on one line each', () => {
    const list = Array.from({ length: 50 }, (_, index) => asset(String(1_000 + index)));
    const items = card(running(pending({ assets: list }))).blocks.flatMap((block) =>
      block.type === 'rich_text'
        ? block.elements.flatMap((each) => (each.type === 'rich_text_list' ? each.elements : []))
        : [],
    );
    expect(items).toHaveLength(50);
  });

  it.each(['refused', 'failed', 'unknown', 'stopped'] as const)(
    'can be tried again when an asset was %s',
    (type) => {
      expect(actions(endedWith(type))).toEqual(['retry']);
    },
  );

  it.each(['unlinked', 'already_unlinked', 'changed', 'would_unlink'] as const)(
    'cannot be tried again when every asset was %s, since a retry could mend nothing',
    (type) => {
      expect(actions(endedWith(type))).toEqual([]);
    },
  );

  it('lists only the chosen assets', () => {
    expect(card(finished('succeeded', pending({ chosen: ['202'] }))).text).not.toContain('Shop 101');
  });

  it('lists its original assets when none of them is left', () => {
    const none = cancelled(pending({ chosen: [] }), { type: 'nothing_left' });
    expect(card(none).text).toContain('Shop 101');
  });
});

describe.each(locales)('a dry run in %s', (locale) => {
  it('is marked as a dry run in every status', () => {
    const marked = inEveryStatus(pending({ dryRun: true })).map((request) =>
      renderCard(request, facts, messagesFor(locale)).text.includes('🧪'),
    );
    expect(marked).not.toContain(false);
  });

  it('is the only request marked as a dry run', () => {
    const marked = inEveryStatus(pending()).map((request) =>
      renderCard(request, facts, messagesFor(locale)).text.includes('🧪'),
    );
    expect(marked).not.toContain(true);
  });

  it('says so in its title', () => {
    const titles = [true, false].map((dryRun) => messagesFor(locale).card.title(pending({ dryRun })));
    expect(new Set(titles).size).toBe(2);
  });
});

it('a dry run never asks anybody to confirm a real unlink', () => {
  expect(JSON.stringify(button(pending({ dryRun: true }), 'approve'))).not.toMatch(/"Unlink|This unlinks/u);
});

function card(request: CardRequest, change: Partial<CardFacts> = {}) {
  return renderCard(request, { ...facts, ...change }, messagesFor('en'));
}

function buttons(request: CardRequest, change: Partial<CardFacts> = {}) {
  return pressable(card(request, change)).filter((element) => element['type'] === 'button');
}

function button(request: CardRequest, action: string, change: Partial<CardFacts> = {}) {
  return buttons(request, change).find((element) => element['action_id'] === action);
}

function actions(request: CardRequest): unknown[] {
  return buttons(request).map((element) => element['action_id']);
}

function endedWith(type: OutcomeType): Finished {
  return finished('partial', pending(), () => outcomeOfType(type));
}

/** A cut text may end inside the bot's own markup; another test covers that. */
function whole(text: string): string {
  return text.length < limits.text - 1 ? text : text.replace(/(?:<[@!#][^<>]*|&[a-z]*)…$/su, '');
}
