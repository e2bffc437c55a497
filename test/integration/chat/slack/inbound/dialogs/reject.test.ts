import { afterEach, beforeEach, expect, it } from 'vitest';
import { lan, minh, only } from '../../../../../../sandbox/test/slack/bolt-bot.js';
import { messagesFor } from '../../../../../../src/i18n/messages-for.js';
import { askedAt, place } from '../../../../../fixtures/dialog-values.js';
import { type DialogStage, openBy, openStage, submit, typed } from './dialog-stage.js';

let stage: DialogStage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.stop());

it('names the request, in the language of the person who rejects it', async () => {
  expect((await openBy('reject', minh, stage)).title).toBe('Reject UR-7K2M');
  expect((await openBy('reject', lan, stage)).title).toBe('Từ chối UR-7K2M');
});

it('queues the rejection with its reason, and closes', async () => {
  const dialog = await openBy('reject', minh, stage);
  await submit(minh, dialog, reason('still in use'), stage);
  expect(only(stage.rest.presses)).toEqual({
    press: expect.stringMatching(/^[0-9a-f]{64}$/u),
    requestId: 'UR-7K2M',
    action: { type: 'reject', reason: 'still in use' },
    user: minh,
    place,
    ticked: null,
    listRevision: 3,
    round: 0,
    pressedAt: askedAt,
  });
  expect(stage.workspace.views(minh).modal).toBeNull();
});

it('shows people and links in the reason by their names', async () => {
  const dialog = await openBy('reject', minh, stage);
  await submit(minh, dialog, reason('see <https://shop.vn/a|the page>, <@U0HOA00003>, <!here>'), stage);
  expect(only(stage.rest.presses).action).toEqual({
    type: 'reject',
    reason: 'see the page (https://shop.vn/a), @Hoa, @here',
  });
});

it('needs no reason', async () => {
  await submit(minh, await openBy('reject', minh, stage), {}, stage);
  expect(only(stage.rest.presses).action).toEqual({ type: 'reject', reason: null });
});

it('counts as one press when it is sent twice', async () => {
  await submit(minh, await openBy('reject', minh, stage), {}, stage);
  const sent = stage.workspace.deliveries.at(-1);
  if (sent === undefined) throw new Error('nothing was sent');
  await stage.workspace.redeliver(sent);
  expect(stage.rest.presses).toHaveLength(2);
  expect(new Set(stage.rest.presses.map(({ press }) => press)).size).toBe(1);
});

it('says at its field that a reason of 5,000 characters is too long', async () => {
  const dialog = await openBy('reject', minh, stage);
  const { errors } = await submit(minh, dialog, reason('x'.repeat(5_000)), stage);
  expect(errors).toEqual({ reason: messagesFor('en').dialog.problem.reasonTooLong(5_000, 500) });
  expect(stage.rest.presses).toEqual([]);
});

it('stays open when the rejection cannot be queued', async () => {
  stage.rest.queueFailure = new Error('no Redis');
  const dialog = await openBy('reject', minh, stage);
  const { errors } = await submit(minh, dialog, {}, stage);
  expect(errors).toEqual({ reason: messagesFor('en').dialog.problem.notRecorded });
  expect(stage.workspace.views(minh).modal?.id).toBe(dialog.id);
});

function reason(text: string) {
  return { reason: { reason: typed(text) } };
}
