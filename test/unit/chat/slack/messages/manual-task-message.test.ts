import { describe, expect, it } from 'vitest';
import { renderManualTask } from '../../../../../src/chat/slack/messages/manual-task-message.js';
import type { ManualTask, Running } from '../../../../../src/core/request/request.js';
import { locales } from '../../../../../src/i18n/messages.js';
import { messagesFor } from '../../../../../src/i18n/messages-for.js';
import { requests } from '../../../../fixtures/outside-text.js';
import { asset, decision, pending, running } from '../../../../fixtures/requests.js';
import fc from '../../../../fixtures/seeded-check.js';
import {
  faultsOf,
  foreignMarkup,
  formOf,
  mentionsIn,
  pressable,
} from '../../../../fixtures/slack-accepts.js';

const operators = ['U0OPERATE1', 'S0OPERATE1'];
const pageUrl = 'https://zca.example/page';
const taker = 'U0OPERATE1';

describe.each(locales)('the operators’ message in %s', (locale) => {
  const render = (request: Running) => renderManualTask(request, { operators, pageUrl }, messagesFor(locale));

  it('is accepted by Slack, mentions only operators and links only to the page, whatever the outside text', () => {
    fc.assert(
      fc.property(requests(), fc.boolean(), (from, isTaken) => {
        const message = render(handed(running(from), isTaken));
        expect(faultsOf(message)).toEqual([]);
        const twin = handed(
          running({ ...from, assets: from.assets.map((each) => ({ ...each, name: 'x' })) }),
          isTaken,
        );
        expect(formOf(message)).toEqual(formOf(render(twin)));
        const own = [`<@${taker}>`, '<!subteam^S0OPERATE1>', `<${pageUrl}|${pageUrl}>`];
        expect(foreignMarkup(message.text, own)).toEqual([]);
        expect(new Set(mentionsIn(message))).toEqual(new Set([...operators, pageUrl]));
      }),
      { numRuns: 60 },
    );
  });

  it('is accepted by Slack for the largest request, and counts the assets it leaves out', () => {
    const fifty = Array.from({ length: 50 }, (_, index) => asset(String(1_000 + index), 'ệ'.repeat(300)));
    const message = render(handed(running(pending({ assets: fifty })), true));
    expect(faultsOf(message)).toEqual([]);
    expect(JSON.stringify(message.blocks)).toContain('35');
  });

  it('offers Take until somebody takes it, and only then Done', () => {
    const free = JSON.stringify(pressable(render(handed(running(), false))));
    const taken = JSON.stringify(pressable(render(handed(running(), true))));
    expect([free.includes('take_work'), free.includes('work_done')]).toEqual([true, false]);
    expect([taken.includes('give_back_work'), taken.includes('work_done')]).toEqual([true, true]);
  });

  it('asks once more before something counts as done, and names it', () => {
    const done = pressable(render(handed(running(), true))).find((each) => each['action_id'] === 'work_done');
    expect(JSON.stringify(done?.['confirm'])).toContain('Shop 101 (101)');
  });

  it('names the page’s tab by kind', () => {
    const tabs = (['oa', 'app'] as const).map(
      (kind) => render(handed(running(pending({ kind })), false)).text,
    );
    expect(tabs[0]).toContain('Liên kết OA');
    expect(tabs[1]).toContain('Liên kết ứng dụng');
  });
});

function handed(request: Running, isTaken: boolean): Running {
  const handWork: ManualTask = {
    since: 1,
    ids: request.chosen,
    taken: isTaken ? { ...decision, by: taker } : null,
    turn: 1,
    presses: [],
  };
  return { ...request, handWork };
}
