import { expect, it } from 'vitest';
import { renderCard } from '../../../../../src/chat/slack/messages/card.js';
import { renderHome } from '../../../../../src/chat/slack/messages/home.js';
import { limits } from '../../../../../src/chat/slack/messages/limits.js';
import { renderManualTask } from '../../../../../src/chat/slack/messages/manual-task-message.js';
import type { SlackMessage } from '../../../../../src/chat/slack/messages/rich-text.js';
import { locales } from '../../../../../src/i18n/messages.js';
import { messagesFor } from '../../../../../src/i18n/messages-for.js';
import {
  approver,
  asset,
  decision,
  inEveryStatus,
  pending,
  policy,
  requester,
  running,
} from '../../../../fixtures/requests.js';
import { pressable } from '../../../../fixtures/slack-accepts.js';

it.each(locales)('every button of a message has a distinct label, in %s', (locale) => {
  const messages = messagesFor(locale);
  const assets = ['1001', '1002', '1003'].map((id) => asset(id, 'Cửa hàng '.repeat(20)));
  const requests = ['UR-7K2M', 'UR-8K2M', 'UR-9K2M'].map((id) =>
    pending({ id, assets, chosen: assets.map(({ id: each }) => each) }),
  );
  const atHome = requests.map((request) => ({ request, policy: policy() }));
  const base = { moreToDecide: 0, permissionUnreadable: false, past: null };
  const ofApprover = { ...base, user: approver, toDecide: atHome, own: [] };
  const ofRequester = { ...base, user: requester, toDecide: [], own: atHome };
  const handWork = {
    turn: 2,
    ids: assets.map(({ id }) => id),
    since: decision.at,
    taken: decision,
    presses: [],
  };
  const said: Pick<SlackMessage, 'blocks'>[] = [
    ...inEveryStatus(pending({ assets })).map((request) =>
      renderCard(request, { policy: policy(), eligible: null, byHand: false, zcaIsBusy: false }, messages),
    ),
    renderHome(ofApprover, messages),
    renderHome(ofRequester, messages),
    renderManualTask(
      { ...running(pending({ assets, chosen: handWork.ids })), handWork },
      { operators: [approver], pageUrl: 'https://zca.example' },
      messages,
    ),
  ];
  const labels = said.map(({ blocks }) =>
    pressable({ text: '', blocks })
      .filter(({ type }) => type === 'button')
      .map((button) => String(button['accessibility_label'])),
  );
  expect(labels.flat().length).toBeGreaterThan(12);
  for (const ofOne of labels) expect(new Set(ofOne).size).toBe(ofOne.length);
  expect(
    labels.flat().filter((label) => label === 'undefined' || label.length > limits.accessibilityLabel),
  ).toEqual([]);
});
