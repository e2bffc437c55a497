import { describe, expect, it } from 'vitest';
import { checkView } from '../../../../../sandbox/slack/blocks/check-view.js';
import { limits } from '../../../../../sandbox/slack/blocks/limits.js';
import { actionIds } from '../../../../../src/chat/slack/messages/card-controls.js';
import { renderHome } from '../../../../../src/chat/slack/messages/home.js';
import type { Asset } from '../../../../../src/core/asset/asset.js';
import { type HomeFacts, maxToDecide } from '../../../../../src/core/messages/home-facts.js';
import type { Pending } from '../../../../../src/core/request/request.js';
import { type Locale, locales } from '../../../../../src/i18n/messages.js';
import { messagesFor } from '../../../../../src/i18n/messages-for.js';
import { day, itemsOf, now } from '../../../../fixtures/past-requests.js';
import {
  approver,
  asset,
  cancelled,
  decision,
  finished,
  pending,
  policy,
  requester,
} from '../../../../fixtures/requests.js';
import fc from '../../../../fixtures/seeded-check.js';
import { mentionsIn, mrkdwnIn, pressable } from '../../../../fixtures/slack-accepts.js';
import { anyText } from '../../../../fixtures/strings.js';

const monday = Date.UTC(2026, 0, 11, 17, 0, 0);

function facts(change: Partial<HomeFacts> = {}): HomeFacts {
  const numbers = [0, 2, 0, 5, 1, 0, 10, 3];
  const weeks = numbers.map((unlinked, at) => ({ from: monday - (7 - at) * 7 * day, unlinked }));
  const past = { outcomes: [], weeks };
  return {
    user: approver,
    toDecide: [],
    moreToDecide: 0,
    permissionUnreadable: false,
    own: [],
    past,
    ...change,
  };
}

function home(change: Partial<HomeFacts> = {}, locale: Locale = 'en', links = new Map<string, string>()) {
  const view = renderHome(facts(change), messagesFor(locale), { links, byHand: false });
  const json = JSON.stringify(view.blocks);
  const text = [...json.matchAll(/"text":"([^"]*)"/gu)].map(([, words]) => words).join('');
  return { blocks: view.blocks, json, text };
}

const toDecide = (...requests: Pending[]) => requests.map((request) => ({ request, policy: policy() }));
const pressed = (change: Partial<HomeFacts>) =>
  pressable({ text: '', blocks: home(change).blocks })
    .map(({ action_id }) => action_id)
    .filter((id) => id !== actionIds.newRequest);

/** A Home at its limits: a hundred requests to decide, every outside text at its longest. */
function fullest(text: string): HomeFacts {
  const one = (at: number): Asset => ({ ...asset(`${10n ** 19n + BigInt(at)}`, text), verified: false });
  const many = (length: number) => Array.from({ length }, (_, at) => one(at));
  const request = (at: number) => {
    const approvals = [decision, decision, decision];
    const reason = text.slice(0, 500);
    const assets = many(at % 2 === 0 ? 10 : 50);
    const changes = assets.map((each) => ({ type: 'protected' as const, asset: each, message: text }));
    return pending({ id: `UR-${1000 + at}`, assets, reason, approvals, changes, dryRun: true });
  };
  const requests = Array.from({ length: maxToDecide }, (_, at) => request(at));
  const others = Array.from({ length: 9 }, (_, at) => request(maxToDecide + at));
  const said = cancelled(request(0), { type: 'said', text: text.slice(0, 500) });
  const ran = finished('failed', request(0), () => ({ type: 'refused', at: now, message: text }));
  return facts({
    permissionUnreadable: true,
    toDecide: toDecide(...requests),
    moreToDecide: 20_000,
    own: [said, ...others].map((each) => ({ request: each, policy: policy() })),
    past: { ...(facts().past ?? { weeks: [] }), outcomes: itemsOf([ran]).slice(0, 10) },
  });
}

const long = ['x', 'ạ', '😀', '<!channel> '].map((text) => text.repeat(1_000));

describe.each(locales)('an App Home in %s, whatever the outside text', (locale) => {
  const check = (holds: (view: ReturnType<typeof renderHome>) => void) =>
    fc.assert(
      fc.property(fc.oneof(anyText(), fc.constantFrom(...long)), (text) =>
        holds(
          renderHome(fullest(text), messagesFor(locale), { links: linksTo(fullest(text)), byHand: false }),
        ),
      ),
      { numRuns: 10, interruptAfterTimeLimit: 5_000, examples: long.map((text) => [text]) },
    );

  it('is accepted by Slack, with all that it may hold', () => {
    check((view) => {
      expect(checkView(JSON.parse(JSON.stringify(view)))).toEqual([]);
      expect(view.blocks.length).toBeLessThanOrEqual(limits.blocksPerView);
      expect(Buffer.byteLength(JSON.stringify(view))).toBeLessThan(limits.viewBytes);
    });
  });

  it('mentions only people the bot means, and has no text that Slack reads as markup', () => {
    check((view) => {
      const message = { text: '', blocks: view.blocks };
      const meant = [approver, requester, ...linksTo(fullest('')).values()];
      expect(mentionsIn(message).filter((id) => !meant.includes(id))).toEqual([]);
      expect(mrkdwnIn(message)).toEqual([]);
    });
  });

  it('is accepted by Slack when it is empty', () => {
    expect(checkView(renderHome(facts({ past: null }), messagesFor(locale)))).toEqual([]);
  });
});

describe('a request to decide', () => {
  it('has the card’s own buttons', () => {
    const { blocks } = home({ toDecide: toDecide(pending()) });
    const found = blocks.find((block) => block.type === 'actions');
    expect(found?.block_id).toBe('decide/UR-7K2M/1');
    const buttons = pressable({ text: '', blocks: found === undefined ? [] : [found] });
    expect(buttons.map(({ action_id, value }) => [action_id, value])).toEqual([
      [actionIds.approve, 'UR-7K2M'],
      [actionIds.reject, 'UR-7K2M'],
    ]);
  });

  it('names each chosen asset with its id, and no others', () => {
    const { text } = home({ toDecide: toDecide(pending({ chosen: ['101', '303'] })) });
    expect(text).toContain('Shop 101 · OA 101');
    expect(text).toContain('Shop 303 · OA 303');
    expect(text).not.toContain('Shop 202');
  });

  it('cannot be confirmed while nothing is chosen', () => {
    const change = { toDecide: toDecide(pending({ chosen: [] })) };
    expect(pressed(change)).toEqual([actionIds.reject]);
    expect(home(change).text).toContain('Nothing is ticked yet');
  });

  it('cannot be confirmed where some of its assets are not shown', () => {
    const assets = Array.from({ length: 11 }, (_, at) => asset(`${100 + at}`));
    expect(pressed({ toDecide: toDecide(pending({ assets })) })).toEqual([actionIds.reject]);
  });

  it('offers an approver to take the approval back, and not to confirm again', () => {
    const change = { toDecide: toDecide(pending({ approvals: [decision] })) };
    expect(pressed(change)).toEqual([actionIds.reject, actionIds.takeBack]);
  });

  it('offers its requester Cancel, and appears only once', () => {
    const request = pending({ requester: approver });
    const change = { toDecide: toDecide(request), own: [{ request, policy: policy() }] };
    expect(pressed(change)).toEqual([actionIds.approve, actionIds.cancel]);
  });

  it('lists what the newest reading of the list changed', () => {
    const changes = [{ type: 'gone' as const, asset: asset('404') }];
    expect(home({ toDecide: toDecide(pending({ changes })) }).text).toContain('is no longer linked');
  });

  it('counts the changes it does not list', () => {
    const changes = Array.from({ length: 14 }, (_, at) => ({
      type: 'gone' as const,
      asset: asset(`${400 + at}`),
    }));
    const { text } = home({ toDecide: toDecide(pending({ changes })) });
    expect(text).toContain('Shop 409');
    expect(text).not.toContain('Shop 410');
    expect(text).toContain('… and 4 more');
  });

  it('is counted where it is not shown', () => {
    expect(home({ toDecide: toDecide(pending()), moreToDecide: 1 }).text).toContain('1 more request,');
  });
});

describe('a person’s own requests', () => {
  it('can be cancelled while they wait', () => {
    const own = [pending({ id: 'UR-0001' }), finished()].map((request) => ({ request, policy: policy() }));
    expect(pressed({ user: requester, own })).toEqual([actionIds.cancel]);
  });
});

it('the App Home offers to open the form', () => {
  expect(home().json).toContain('"action_id":"new_request"');
});

describe('the chart of unlinks per week', () => {
  it('has its numbers and dates beside it, for people who cannot see it', () => {
    const { text, json } = home();
    expect(json).toContain('"text":"▁▃▁▅▂▁█▄"}');
    expect(text).toContain('Weeks from 24 Nov 2025 to 12 Jan 2026 (this week): 0, 2, 0, 5, 1, 0, 10, 3.');
    expect(home({}, 'vi').text).toContain('Từ tuần 24/11/2025 đến tuần 12/01/2026 (tuần này)');
  });

  it('is flat when there were no unlinks', () => {
    const weeks = [{ from: monday, unlinked: 0 }];
    expect(home({ past: { outcomes: [], weeks } }).text).toContain('▁\\nWeeks');
  });

  it('is hidden from people without read access', () => {
    expect(home({ past: null }).text).not.toContain('▁');
  });
});

describe('the App Home', () => {
  it('says when Slack did not report who may decide', () => {
    const { text } = home({ permissionUnreadable: true });
    expect(text).toContain('requests may be missing here');
    expect(text).not.toContain('Nothing is waiting');
  });
});

it('the App Home links each request to its card, where one exists, and separates the requests to decide', () => {
  const [first, second] = [pending({ id: 'UR-0001' }), pending({ id: 'UR-0002' })];
  const own = [{ request: pending({ id: 'UR-0003' }), policy: policy() }];
  const links = new Map([
    ['UR-0001', 'https://zca.slack.com/archives/C1/p1'],
    ['UR-0003', 'https://zca.slack.com/archives/C1/p3'],
  ]);
  const { json, blocks } = home({ toDecide: toDecide(first, second), own }, 'en', links);
  expect([...json.matchAll(/"url":"([^"]*)"/gu)].map(([, url]) => url)).toEqual([...links.values()]);
  expect(json).toContain('open the card');
  expect(blocks.filter(({ type }) => type === 'divider')).toHaveLength(1);
});

function linksTo({ toDecide: waiting, own }: HomeFacts): Map<string, string> {
  return new Map(
    [...waiting, ...own].map(({ request }) => [request.id, `https://x.slack.com/${'c'.repeat(80)}`]),
  );
}
