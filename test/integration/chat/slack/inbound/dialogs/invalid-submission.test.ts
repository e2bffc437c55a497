import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { View } from '../../../../../../sandbox/slack/page-contract.js';
import { lan, minh, only } from '../../../../../../sandbox/test/slack/bolt-bot.js';
import { renderPrivateMessage } from '../../../../../../src/chat/slack/messages/private-message.js';
import { messagesFor } from '../../../../../../src/i18n/messages-for.js';
import { dalat, saigon } from '../../../../../fixtures/dialog-values.js';
import { type DialogStage, openBy, openStage, submit, typed, type Values } from './dialog-stage.js';
import { picked } from './form-hands.js';

let stage: DialogStage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.stop());

const filled: readonly (readonly [string, Values])[] = [
  ['form', picked(saigon)],
  ['reject', { reason: { reason: typed('still in use') } }],
  ['digits', { [`digits/${dalat.id}`]: { digits: typed('5678') } }],
];

describe.each(filled)('the dialog “%s”, opened by another version of the bot', (name, values) => {
  it('closes when it is sent, and changes nothing', async () => {
    const dialog = await openBy(`old ${name}`, minh, stage);
    expect(await submit(minh, dialog, values, stage)).toMatchObject({ ok: true });
    expect(stage.workspace.views(minh).modal).toBeNull();
    expect([stage.rest.asks, stage.rest.presses]).toEqual([[], []]);
  });

  it.each([
    [minh, 'en'],
    [lan, 'vi'],
  ] as const)('explains %s by direct message, in %s', async (user, locale) => {
    const dialog = await openBy(`old ${name}`, user, stage);
    await submit(user, dialog, values, stage);
    await stage.workspace.waitFor(() => said().length > 0);
    const { text } = renderPrivateMessage({ type: 'not_recorded' }, messagesFor(locale));
    expect(only(said()).args).toMatchObject({ channel: user, text });
  });

  it('closes even if Slack refuses the message to its sender', async () => {
    stage.workspace.faults.add({ method: 'chat.postMessage', kind: 'error', error: 'internal_error' });
    const dialog = await openBy(`old ${name}`, minh, stage);
    expect(await submit(minh, dialog, values, stage)).toMatchObject({ ok: true });
    await stage.workspace.waitFor(() => said().length > 0);
    expect(stage.workspace.views(minh).modal).toBeNull();
  });
});

it('a form opened by another version stays as it is when its kind changes', async () => {
  const form = await openBy('old form', minh, stage);
  const selected = [{ value: 'app', text: { type: 'plain_text', text: 'app' } }];
  const at = { block_id: 'kind', action_id: 'unlink_kind' };
  await stage.workspace.action({ user: minh, container: containerOf(form), ...at, selected });
  expect(stage.workspace.calls.some(({ method }) => method === 'views.update')).toBe(false);
});

function said() {
  return stage.workspace.calls.filter(({ method }) => method === 'chat.postMessage');
}

function containerOf({ id }: View) {
  return { type: 'view', view_id: id } as const;
}
