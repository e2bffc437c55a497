import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { minh, only } from '../../../../../../sandbox/test/slack/bolt-bot.js';
import type { Asset } from '../../../../../../src/core/asset/asset.js';
import type { Request } from '../../../../../../src/core/request/request.js';
import { messagesFor } from '../../../../../../src/i18n/messages-for.js';
import { askedAt, dalat, pending, place, saigon } from '../../../../../fixtures/dialog-values.js';
import { type DialogStage, openBy, openStage, submit, typed, type Values } from './dialog-stage.js';

let stage: DialogStage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.stop());

const { problem } = messagesFor('en').dialog;

it('asks for the digits of high-risk assets only', async () => {
  const dialog = await openBy('digits', minh, stage);
  expect(dialog.blocks.flatMap(({ type, block_id }) => (type === 'input' ? [block_id] : []))).toEqual([
    `digits/${dalat.id}`,
  ]);
});

it('says at the field that the digits are wrong, and queues the approval once they are right', async () => {
  const dialog = await openBy('digits', minh, stage);
  expect(await submit(minh, dialog, digits(dalat, '1234'), stage)).toMatchObject({
    errors: { [`digits/${dalat.id}`]: problem.wrongDigits },
  });
  expect(stage.rest.presses).toEqual([]);
  await submit(minh, dialog, digits(dalat, '5678'), stage);
  expect(only(stage.rest.presses)).toEqual({
    press: expect.stringMatching(/^[0-9a-f]{64}$/u),
    requestId: 'UR-7K2M',
    action: { type: 'approve', typed: { [dalat.id]: '5678' } },
    user: minh,
    place,
    ticked: null,
    listRevision: 3,
    round: 0,
    pressedAt: askedAt,
  });
  expect(stage.workspace.views(minh).modal).toBeNull();
});

it('names each field that is wrong', async () => {
  const heavy = [saigon, dalat].map((asset) => ({ ...asset, verified: true }));
  stage.rest.stored = pending({ assets: heavy });
  const dialog = await openBy('digits', minh, stage);
  const values = { ...digits(saigon, '1234'), ...digits(dalat, '1234') };
  const { errors } = await submit(minh, dialog, values, stage);
  expect(errors).toEqual({ [`digits/${dalat.id}`]: problem.wrongDigits });
});

it.each(['5678', ' 5 6 7 8', '５６７８'])('takes %j as the digits', async (text) => {
  await submit(minh, await openBy('digits', minh, stage), digits(dalat, text), stage);
  expect(only(stage.rest.presses).action).toEqual({ type: 'approve', typed: { [dalat.id]: '5678' } });
});

it.each(['45678', '678', 'abcd', dalat.id])('rejects %j as the digits', async (text) => {
  const { errors } = await submit(minh, await openBy('digits', minh, stage), digits(dalat, text), stage);
  expect(errors).toHaveProperty([`digits/${dalat.id}`]);
});

describe('a dialog opened before a change says on submission what changed:', () => {
  const en = messagesFor('en');
  const decision = { by: 'U0HOA00003', at: askedAt, press: 'f'.repeat(64) };
  const cancelled: Request = { ...pending(), status: 'cancelled', decision, why: null };

  it.each([
    [
      'the list',
      pending({ listRevision: 4 }),
      en.note.about.list_changed({ type: 'list_changed', changes: [] }),
    ],
    ['the request', cancelled, en.note.about.not_open({ type: 'not_open', request: cancelled })],
    ['that it is there at all', null, en.note.about.no_such_request({ type: 'no_such_request' })],
  ])('%s', async (_name, now, said) => {
    const dialog = await openBy('digits', minh, stage);
    stage.rest.stored = now;
    expect(await submit(minh, dialog, digits(dalat, '5678'), stage)).toMatchObject({ ok: true });
    const shown = stage.workspace.views(minh).modal;
    const [first] = said;
    expect(JSON.stringify(shown?.blocks)).toContain(
      first !== undefined && 'text' in first ? first.text : '?',
    );
    expect(shown?.blocks.filter(({ type }) => type === 'input')).toEqual([]);
    expect(stage.rest.presses).toEqual([]);
  });
});

it('stays open when the approval cannot be queued', async () => {
  stage.rest.queueFailure = new Error('no Redis');
  const dialog = await openBy('digits', minh, stage);
  const { errors } = await submit(minh, dialog, digits(dalat, '5678'), stage);
  expect(errors).toEqual({ [`digits/${dalat.id}`]: problem.notRecorded });
});

it('counts as one press when it is sent twice', async () => {
  await submit(minh, await openBy('digits', minh, stage), digits(dalat, '5678'), stage);
  const sent = stage.workspace.deliveries.at(-1);
  if (sent === undefined) throw new Error('nothing was sent');
  await stage.workspace.redeliver(sent);
  expect(new Set(stage.rest.presses.map(({ press }) => press)).size).toBe(1);
});

function digits({ id }: Asset, text: string): Values {
  return { [`digits/${id}`]: { digits: typed(text) } };
}
