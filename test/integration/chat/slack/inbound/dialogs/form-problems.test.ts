import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { generalChannel, lan, opsChannel } from '../../../../../../sandbox/test/slack/bolt-bot.js';
import { ZcaUnclear } from '../../../../../../src/flow/zca-error.js';
import { messagesFor } from '../../../../../../src/i18n/messages-for.js';
import { dalat, policies, saigon } from '../../../../../fixtures/dialog-values.js';
import { type DialogStage, openBy, openStage, submit } from './dialog-stage.js';
import { channel, openByShortcut, picked, reason } from './form-hands.js';

let stage: DialogStage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.stop());

const problem = messagesFor('vi').dialog.problem;

describe('the form, at its fields,', () => {
  it('rejects an asset that has gone since', async () => {
    const form = await openBy('', lan, stage);
    stage.rest.linked = [dalat];
    const { errors } = await submit(lan, form, picked(saigon, dalat), stage);
    expect(errors).toEqual({ 'assets/oa': problem.gone([`${saigon.name} (${saigon.id})`]) });
    expect(stage.rest.asks).toEqual([]);
    expect(stage.workspace.views(lan).modal?.id).toBe(form.id);
  });

  it('rejects an asset missing from the known list when the newest cannot be read', async () => {
    const form = await openBy('', lan, stage);
    stage.rest.zcaFailure = new ZcaUnclear('no answer');
    stage.rest.linked = [dalat];
    const { errors } = await submit(lan, form, picked(saigon), stage);
    expect(errors).toHaveProperty(['assets/oa']);
  });

  it('rejects a protected asset in the words of the policy', async () => {
    stage.rest.policies = policies({ protectedAssets: [{ name: 'da lat', message: 'Hỏi chị Hoa.' }] });
    const { errors } = await submit(lan, await openBy('', lan, stage), picked(saigon, dalat), stage);
    expect(errors).toEqual({ 'assets/oa': problem.protected(dalat.name, 'Hỏi chị Hoa.') });
  });

  it('rejects too many assets and a reason of 5,000 characters, both at once', async () => {
    stage.rest.policies = policies({ mostAssets: 1 });
    const values = { ...picked(saigon, dalat), reason: reason('x'.repeat(5_000)) };
    const { errors } = await submit(lan, await openBy('', lan, stage), values, stage);
    expect(errors).toEqual({
      'assets/oa': problem.tooMany(2, 1),
      reason: problem.reasonTooLong(5_000, 500),
    });
  });

  it('accepts a reason of five hundred letters, even if Slack counts more', async () => {
    const values = { ...picked(saigon), reason: reason('😀'.repeat(500)) };
    expect(await submit(lan, await openBy('', lan, stage), values, stage)).not.toHaveProperty('errors');
  });

  it('rejects a reason of spaces where one is required', async () => {
    stage.rest.policies = policies({ reasonRequired: true });
    const values = { ...picked(saigon), reason: reason('  \n ') };
    const { errors } = await submit(lan, await openBy('', lan, stage), values, stage);
    expect(errors).toEqual({ reason: problem.reasonMissing });
  });

  it('rejects a channel that allows no requests', async () => {
    stage.rest.policies = policies({ channels: [opsChannel] });
    const values = { ...picked(saigon), channel: channel(generalChannel) };
    const { errors } = await submit(lan, await openByShortcut(stage), values, stage);
    expect(errors).toEqual({ channel: problem.channelNotAllowed });
  });

  it('reports a queue that fails, and takes a second submission as the same command', async () => {
    const form = await openBy('', lan, stage);
    stage.rest.queueFailure = new Error('no Redis');
    const { errors } = await submit(lan, form, picked(saigon), stage);
    expect(errors).toEqual({ 'assets/oa': problem.notRecorded });
    stage.rest.queueFailure = null;
    expect(await submit(lan, form, picked(saigon), stage)).toMatchObject({ ok: true });
    expect(stage.rest.asks).toHaveLength(1);
  });
});

it('submits the command when no list can be read, and leaves the answer to the look-up', async () => {
  const form = await openBy('', lan, stage);
  stage.rest.zcaFailure = new ZcaUnclear('no answer');
  stage.rest.cacheFailure = new ZcaUnclear('no answer');
  await submit(lan, form, picked(saigon), stage);
  expect(stage.rest.asks).toHaveLength(1);
});

it('waits no longer for the newest list than Slack waits for the bot', async () => {
  const form = await openBy('', lan, stage);
  stage.rest.linked = [dalat];
  stage.rest.zcaHangs = true;
  const { ok, errors } = await submit(lan, form, picked(saigon), stage);
  expect(ok).toBe(true);
  expect(errors).toHaveProperty(['assets/oa']);
});
