import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  botUser,
  generalChannel,
  lan,
  minh,
  only,
  opsChannel,
} from '../../../../../../sandbox/test/slack/bolt-bot.js';
import { askedAt, dalat, policies, saigon, wallet } from '../../../../../fixtures/dialog-values.js';
import { type DialogStage, openBy, openStage, seenBy, submit } from './dialog-stage.js';
import { channel, choose, offered, openByShortcut, pasted, pick, picked, reason } from './form-hands.js';

let stage: DialogStage;
let nowMs = Date.now();
beforeEach(async () => {
  nowMs = Date.now();
  stage = await openStage({ now: () => nowMs });
});
afterEach(() => stage.stop());

describe('the form', () => {
  it('opens by the command, knows its place, and speaks the language of the person', async () => {
    const hers = await openBy('', lan, stage);
    const his = await openBy('', minh, stage);
    expect([hers.title, his.title]).toEqual(['Hủy liên kết khỏi ZCA', 'Unlink from the ZCA']);
    expect(hers.blocks.map(({ block_id }) => block_id)).not.toContain('channel');
  });

  it('opens by the global shortcut, and asks where to post', async () => {
    const form = await openByShortcut(stage, generalChannel);
    expect(form.blocks.find(({ block_id }) => block_id === 'channel')).toMatchObject({
      element: { initial_conversation: generalChannel },
    });
  });

  it('queues the command, and closes', async () => {
    const form = await openBy('', lan, stage);
    const report = await submit(
      lan,
      form,
      { ...picked(saigon, dalat), reason: reason(' đã  đóng\ncửa hàng ') },
      stage,
    );
    expect(report).toMatchObject({ ok: true });
    expect(stage.workspace.views(lan).modal).toBeNull();
    expect(only(stage.rest.asks)).toEqual({
      delivery: expect.stringMatching(/^[0-9a-f]{64}$/u),
      command: {
        type: 'unlink',
        kind: 'oa',
        queries: [saigon.id, dalat.id],
        reason: 'đã đóng cửa hàng',
        dryRun: false,
      },
      requester: lan,
      channel: opsChannel,
      thread: null,
      askedAt,
    });
  });

  it('carries its place in the version that had no field for pasted names, and is read without that field', async () => {
    const form = await openBy('', lan, stage);
    expect(JSON.parse(form.private_metadata)).toEqual({ channel: opsChannel, thread: null });
    expect(await submit(lan, form, picked(saigon), stage)).toMatchObject({ ok: true });
    expect(only(stage.rest.asks)).toMatchObject({ channel: opsChannel, command: { queries: [saigon.id] } });
  });

  it('shows pasted names as it understands them, and submits them when it is sent again', async () => {
    const form = await openBy('', minh, stage);
    const values = pasted(`• ${saigon.id}\n2) dai ly`);
    await submit(minh, form, values, stage);
    const shown = await stage.workspace.waitFor(() => {
      const { modal } = stage.workspace.views(minh);
      return modal !== null && JSON.stringify(modal.blocks).includes('how I understand') ? modal : undefined;
    });
    const texts = [...JSON.stringify(shown.blocks).matchAll(/"text":"([^"]*)"/gu)].map(([, text]) => text);
    expect(texts.join('')).toContain(`Bán hàng Sài Gòn · OA ${saigon.id}`);
    expect(texts.join('')).toContain('“dai ly” fits 1; you tick');
    expect(stage.rest.asks).toEqual([]);
    await submit(minh, shown, { ...values, ...picked(dalat) }, stage);
    expect(only(stage.rest.asks)).toMatchObject({
      command: { queries: [dalat.id, saigon.id, 'dai ly'] },
    });
  });

  it('submits pasted names without showing them when the list cannot be had', async () => {
    stage.rest.cacheFailure = new Error('no list');
    const form = await openBy('', minh, stage);
    await submit(minh, form, pasted('1234'), stage);
    expect(only(stage.rest.asks)).toMatchObject({ command: { queries: ['1234'] } });
  });

  it.each([
    ['nothing there', 'Nothing linked matches “nothing there”. Please correct or remove it.'],
    [
      `app: ${wallet.id}`,
      `“${wallet.id}”: this says it is an app, and OAs are chosen above. Please ask for it separately.`,
    ],
    ['x'.repeat(201), 'An ID or a name has at most 200 characters. Please put each on its own line.'],
  ])('says at its field what is wrong with a pasted %s', async (text, problem) => {
    const form = await openBy('', minh, stage);
    const report = await submit(minh, form, pasted(text), stage);
    expect(report).toMatchObject({ errors: { pasted: problem } });
    expect(stage.rest.asks).toEqual([]);
  });

  it('does not show the matches of a pasted text to a person without read access', async () => {
    stage.rest.mayPick = false;
    const form = await openBy('', minh, stage);
    await submit(minh, form, pasted('1234'), stage);
    expect(stage.workspace.views(minh).modal).toBeNull();
    expect(only(stage.rest.asks)).toMatchObject({ command: { queries: ['1234'] } });
  });

  it('keeps the picks of one kind while another is chosen', async () => {
    const form = await openBy('', lan, stage);
    await pick([saigon, dalat], form, stage);
    const apps = await choose('app', form, stage);
    const again = await choose('oa', apps, stage);
    expect(again.blocks.find(({ block_id }) => block_id === 'assets/oa')).toMatchObject({
      element: {
        initial_options: [
          { value: saigon.id, text: { text: saigon.name } },
          { value: dalat.id, text: { text: dalat.name } },
        ],
      },
    });
  });

  it('submits a dry run, for the channel that was chosen', async () => {
    stage.workspace.setMembers(generalChannel, [lan, botUser]);
    const form = await openByShortcut(stage);
    const selected_options = [{ value: 'dry_run', text: { type: 'plain_text', text: 'Chạy thử' } }];
    await submit(
      lan,
      form,
      {
        ...picked(saigon),
        options: { unlink_options: { selected_options } },
        channel: channel(generalChannel),
      },
      stage,
    );
    expect(only(stage.rest.asks)).toMatchObject({
      channel: generalChannel,
      command: { dryRun: true, reason: null },
    });
  });

  it('counts as one command when it is sent twice', async () => {
    const form = await openBy('', lan, stage);
    await submit(lan, form, picked(saigon), stage);
    const sent = stage.workspace.deliveries.at(-1);
    if (sent === undefined) throw new Error('nothing was sent');
    await stage.workspace.redeliver(sent);
    expect(stage.rest.asks).toHaveLength(2);
    expect(new Set(stage.rest.asks.map(({ delivery }) => delivery)).size).toBe(1);
  });

  it('counts as two commands when it is opened twice', async () => {
    await submit(lan, await openBy('', lan, stage), picked(saigon), stage);
    await submit(lan, await openBy('', lan, stage), picked(saigon), stage);
    expect(new Set(stage.rest.asks.map(({ delivery }) => delivery)).size).toBe(2);
  });
});

describe('a change in the form', () => {
  it('to another kind brings its picker and keeps the reason', async () => {
    const form = await openBy('', lan, stage);
    const container = { type: 'view', view_id: form.id } as const;
    await stage.workspace.action({
      user: lan,
      container,
      block_id: 'reason',
      action_id: 'reason',
      typed: 'cũ',
    });
    const apps = await choose('app', form, stage);
    expect(await offered('vi dien tu', apps, stage, 'app')).toEqual([wallet.name]);
    await submit(lan, apps, picked(wallet), stage);
    expect(only(stage.rest.asks).command).toMatchObject({ kind: 'app', queries: [wallet.id], reason: 'cũ' });
  });

  it('to another kind draws that kind’s policy', async () => {
    stage.rest.policies = policies({}, [{ kind: 'app', change: { reasonRequired: true, approvals: 2 } }]);
    const apps = await choose('app', await openBy('', lan, stage), stage);
    expect(apps.blocks.find(({ block_id }) => block_id === 'reason')).toMatchObject({ optional: false });
    expect(JSON.stringify(apps.blocks.at(-1))).toContain('"text":"2"');
  });

  it('to another kind and back, in the form of an earlier version, keeps its place and its picks', async () => {
    const form = await openBy('form without pasting', lan, stage);
    expect(form.blocks.map(({ block_id }) => block_id)).not.toContain('pasted');
    await pick([saigon], form, stage);
    const apps = await choose('app', form, stage);
    expect(apps.blocks.map(({ block_id }) => block_id)).toContain('pasted');
    const again = await choose('oa', apps, stage);
    await submit(lan, again, picked(saigon), stage);
    expect(again.blocks.find(({ block_id }) => block_id === 'assets/oa')).toMatchObject({
      element: { initial_options: [{ value: saigon.id }] },
    });
    expect(only(stage.rest.asks)).toMatchObject({ channel: opsChannel, command: { queries: [saigon.id] } });
  });

  it('to another channel draws that channel’s policy', async () => {
    stage.rest.policies = policies({}, [{ channel: generalChannel, change: { reasonRequired: true } }]);
    const form = await openByShortcut(stage, opsChannel);
    const container = { type: 'view', view_id: form.id } as const;
    const selected = [{ value: generalChannel, text: { type: 'plain_text', text: 'general' } }];
    const at = { block_id: 'channel', action_id: 'unlink_channel' };
    await stage.workspace.action({ user: lan, container, ...at, selected });
    await stage.workspace.waitFor(() =>
      stage.workspace
        .views(lan)
        .modal?.blocks.some((block) => block.block_id === 'reason' && block['optional'] === false),
    );
  });

  it('to another kind, sent too early, redraws the form instead of submitting the wrong kind', async () => {
    const form = await openBy('', lan, stage);
    const selected_option = { value: 'app', text: { type: 'plain_text', text: 'Ứng dụng' } };
    await submit(lan, form, { ...picked(saigon), kind: { unlink_kind: { selected_option } } }, stage);
    expect(stage.rest.asks).toEqual([]);
    const again = await seenBy(lan, stage.workspace);
    expect(again.blocks.map(({ block_id }) => block_id)).toContain('assets/app');
  });
});

describe('an expired trigger', () => {
  beforeEach(() => {
    stage.rest.dawdle = () => {
      nowMs += 3_001;
    };
  });

  it('is reported to the person who opened the form', async () => {
    await stage.workspace.post({ user: lan, channel: opsChannel, text: '/unlink' });
    expect(stage.opened).toBe(false);
  });

  it('is reported by direct message after the global shortcut', async () => {
    await stage.workspace.shortcut({ user: lan, callback_id: 'unlink_asset' });
    const told = await stage.workspace.waitFor(() =>
      stage.workspace.calls.find(({ method }) => method === 'chat.postMessage'),
    );
    expect(told.args).toMatchObject({ channel: lan });
  });
});

it('reports any other refusal too', async () => {
  stage.workspace.faults.add({ method: 'views.open', kind: 'error', error: 'internal_error' });
  await stage.workspace.post({ user: lan, channel: opsChannel, text: '/unlink' });
  expect(stage.opened).toBe(false);
});
