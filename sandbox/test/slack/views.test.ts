import type { App } from '@slack/bolt';
import type { ViewsOpenArguments } from '@slack/web-api';
import { afterEach, describe, expect, it } from 'vitest';
import { lan, overHttp, overSocket, type Stage, slackClient } from './bolt-bot.js';

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.stop();
  stage = undefined;
});

const plain = (text: string) => ({ type: 'plain_text', text }) as const;

type View = ViewsOpenArguments['view'];

const form = (title = 'Unlink'): View & { type: 'modal' } => ({
  type: 'modal',
  callback_id: 'unlink_form',
  title: plain(title),
  submit: plain('Send'),
  private_metadata: 'from shortcut',
  blocks: [
    {
      type: 'input',
      block_id: 'id',
      label: plain('Id'),
      element: { type: 'plain_text_input', action_id: 'value' },
    },
    {
      type: 'input',
      block_id: 'why',
      label: plain('Why'),
      optional: true,
      element: { type: 'plain_text_input', action_id: 'value', initial_value: 'cleanup' },
    },
  ],
});

const typed = (value: string) => ({ values: { id: { value: { type: 'plain_text_input', value } } } });

function formBot(app: App): void {
  app.shortcut('unlink_asset', async ({ ack, shortcut, client }) => {
    await ack();
    await client.views.open({ trigger_id: shortcut.trigger_id, view: form() });
  });
  app.view('unlink_form', async ({ ack, view }) => {
    const id = view.state.values['id']?.['value']?.value;
    if (id === 'bad') await ack({ response_action: 'errors', errors: { id: 'not an id' } });
    else if (id === 'again') await ack({ response_action: 'update', view: form('Again') });
    else if (id === 'more') await ack({ response_action: 'push', view: form('More') });
    else if (id === 'done') await ack({ response_action: 'clear' });
    else await ack();
  });
}

async function openForm(start: typeof overHttp) {
  stage = await start(formBot);
  const { workspace } = stage;
  await workspace.shortcut({ user: lan, callback_id: 'unlink_asset' });
  const modal = await workspace.waitFor(() => workspace.views(lan).modal);
  return { workspace, modal };
}

describe.each([
  ['HTTP', overHttp],
  ['Socket Mode', overSocket],
])('a modal over %s', (_name, start) => {
  it('opens from a shortcut and closes when the app accepts its submission', async () => {
    const { workspace, modal } = await openForm(start);
    expect(modal).toMatchObject({ title: 'Unlink', callback_id: 'unlink_form', submit: 'Send' });
    const report = await workspace.submit({ user: lan, view_id: modal.id, state: typed('1234') });
    expect(report).toMatchObject({ ok: true });
    expect(workspace.views(lan).modal).toBeNull();
    const { body } = workspace.deliveries.at(-1) ?? {};
    expect(body).toMatchObject({
      type: 'view_submission',
      view: {
        private_metadata: 'from shortcut',
        state: { values: { id: { value: { value: '1234' } }, why: { value: { value: 'cleanup' } } } },
      },
    });
  });

  it('stays open with the errors that the app names', async () => {
    const { workspace, modal } = await openForm(start);
    const report = await workspace.submit({ user: lan, view_id: modal.id, state: typed('bad') });
    expect(report.errors).toEqual({ id: 'not an id' });
    expect(workspace.views(lan).modal?.id).toBe(modal.id);
  });

  it('is updated, pushed and cleared by the answer', async () => {
    const { workspace, modal } = await openForm(start);
    await workspace.submit({ user: lan, view_id: modal.id, state: typed('again') });
    expect(workspace.views(lan).modal).toMatchObject({ id: modal.id, title: 'Again' });
    await workspace.submit({ user: lan, view_id: modal.id, state: typed('more') });
    const pushed = workspace.views(lan).modal;
    expect(pushed).toMatchObject({ title: 'More' });
    await workspace.submit({ user: lan, view_id: pushed?.id ?? '', state: typed('done') });
    expect(workspace.views(lan).modal).toBeNull();
  });
});

describe('a modal', () => {
  it('is not sent while a required input is empty', async () => {
    const { workspace, modal } = await openForm(overHttp);
    const before = workspace.deliveries.length;
    const report = await workspace.submit({ user: lan, view_id: modal.id, state: { values: {} } });
    expect(report.errors).toEqual({ id: 'Please complete this required field.' });
    expect(workspace.deliveries).toHaveLength(before);
  });

  it('tells the app about its closing only on request', async () => {
    const closed: string[] = [];
    stage = await overHttp((app) => {
      app.shortcut('unlink_asset', async ({ ack, shortcut, client }) => {
        await ack();
        await client.views.open({
          trigger_id: shortcut.trigger_id,
          view: { ...form(), notify_on_close: true },
        });
      });
      app.view({ type: 'view_closed', callback_id: 'unlink_form' }, async ({ ack, view }) => {
        await ack();
        closed.push(view.callback_id);
      });
    });
    const { workspace } = stage;
    await workspace.shortcut({ user: lan, callback_id: 'unlink_asset' });
    const modal = await workspace.waitFor(() => workspace.views(lan).modal);
    expect(await workspace.closeView({ user: lan, view_id: modal.id })).toMatchObject({ ok: true });
    expect(closed).toEqual(['unlink_form']);
  });
});

describe('views', () => {
  it('stack three high, and can be found by their external id', async () => {
    stage = await overHttp((app) => app.shortcut('unlink_asset', ({ ack }) => ack()));
    const { workspace } = stage;
    const slack = slackClient(workspace);
    const trigger = async () => {
      await workspace.shortcut({ user: lan, callback_id: 'unlink_asset' });
      return String(workspace.deliveries.at(-1)?.body['trigger_id']);
    };
    await slack.views.open({ trigger_id: await trigger(), view: { ...form('1'), external_id: 'first' } });
    await slack.views.push({ trigger_id: await trigger(), view: form('2') });
    await slack.views.push({ trigger_id: await trigger(), view: form('3') });
    await expect(slack.views.push({ trigger_id: await trigger(), view: form('4') })).rejects.toMatchObject({
      data: { error: 'push_limit_reached' },
    });
    const updated = await slack.views.update({ external_id: 'first', view: form('1b') });
    expect(updated.view).toMatchObject({ title: { text: '1b' }, previous_view_id: null });
    expect(workspace.views(lan).modal?.title).toBe('3');
    await expect(slack.views.update({ view_id: 'V0NOWHERE1', view: form() })).rejects.toMatchObject({
      data: { error: 'not_found' },
    });
  });
});

describe('triggers', () => {
  it('can be exchanged once, within three seconds', async () => {
    let nowMs = Date.now();
    stage = await overHttp((app) => app.shortcut('unlink_asset', ({ ack }) => ack()), { now: () => nowMs });
    const { workspace } = stage;
    const slack = slackClient(workspace);
    const openWith = (trigger_id: string) => slack.views.open({ trigger_id, view: form() });
    const trigger = async () => {
      await workspace.shortcut({ user: lan, callback_id: 'unlink_asset' });
      return String(workspace.deliveries.at(-1)?.body['trigger_id']);
    };
    const used = await trigger();
    await openWith(used);
    await expect(openWith(used)).rejects.toMatchObject({ data: { error: 'exchanged_trigger_id' } });
    const late = await trigger();
    nowMs += 3001;
    await expect(openWith(late)).rejects.toMatchObject({ data: { error: 'expired_trigger_id' } });
    await expect(openWith('1.2.3')).rejects.toMatchObject({ data: { error: 'invalid_trigger_id' } });
  });
});

describe('the Home tab', () => {
  it('is published when a person opens it, and protected by its hash', async () => {
    stage = await overHttp((app) => {
      app.event('app_home_opened', async ({ event, client }) => {
        await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: [] } });
      });
    });
    const { workspace } = stage;
    await workspace.home({ user: lan });
    const home = await workspace.waitFor(() => workspace.views(lan).home);
    const slack = slackClient(workspace);
    const view: View = { type: 'home', blocks: [{ type: 'divider' }] };
    const { view: next } = await slack.views.publish({ user_id: lan, hash: home.hash, view });
    expect(next).toMatchObject({ id: home.id });
    await expect(slack.views.publish({ user_id: lan, hash: home.hash, view })).rejects.toMatchObject({
      data: { error: 'hash_conflict' },
    });
  });
});

describe('a bad view', () => {
  it.each([
    [
      { ...form(), title: plain('x'.repeat(25)) },
      'must be less than 25 characters [json-pointer:/view/title/text]',
    ],
    [
      { ...form(), submit: undefined },
      'must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/0/input]',
    ],
    [
      { ...form(), private_metadata: 'x'.repeat(3001) },
      'must be less than 3001 characters [json-pointer:/view/private_metadata]',
    ],
    [
      { ...form(), blocks: Array.from({ length: 101 }, () => ({ type: 'divider' })) },
      'no more than 100 items allowed [json-pointer:/view/blocks]',
    ],
    [{ ...form(), colour: 'red' }, 'invalid additional property: colour [json-pointer:/view]'],
  ])('is refused as invalid_arguments: %#', async (view, message) => {
    stage = await overHttp(() => {});
    const slack = slackClient(stage.workspace);
    const failure = await slack.apiCall('views.open', { trigger_id: 'x', view }).catch((error) => error.data);
    expect(failure).toMatchObject({ error: 'invalid_arguments' });
    expect(failure.response_metadata.messages).toContain(`[ERROR] ${message}`);
  });

  it('is refused when it is larger than 250 kB', async () => {
    stage = await overHttp(() => {});
    const slack = slackClient(stage.workspace);
    const view = { ...form(), private_metadata: 'x'.repeat(250_001) };
    await expect(slack.apiCall('views.open', { trigger_id: 'x', view })).rejects.toMatchObject({
      data: { error: 'view_too_large' },
    });
  });
});
