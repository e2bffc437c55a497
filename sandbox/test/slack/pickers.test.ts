import type { App } from '@slack/bolt';
import type { ViewsOpenArguments } from '@slack/web-api';
import { afterEach, describe, expect, it } from 'vitest';
import { generalChannel, lan, opsChannel, overHttp, type Stage } from './bolt-bot.js';

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.stop();
  stage = undefined;
});

const plain = (text: string) => ({ type: 'plain_text', text }) as const;
const option = (value: string, text = value) => ({ text: plain(text), value });

const form: ViewsOpenArguments['view'] = {
  type: 'modal',
  callback_id: 'form',
  title: plain('Form'),
  submit: plain('Send'),
  blocks: [
    {
      type: 'input',
      block_id: 'where',
      label: plain('Where'),
      element: {
        type: 'conversations_select',
        action_id: 'channel',
        default_to_current_conversation: true,
        response_url_enabled: true,
      },
    },
    {
      type: 'input',
      block_id: 'what',
      dispatch_action: true,
      optional: true,
      label: plain('What'),
      element: { type: 'multi_external_select', action_id: 'assets', min_query_length: 1 },
    },
  ],
};

async function openForm(listen: (app: App) => void, from: 'command' | 'shortcut' = 'command') {
  stage = await overHttp((app) => {
    app.command('/unlink', async ({ ack, command, client }) => {
      await ack();
      await client.views.open({ trigger_id: command.trigger_id, view: form });
    });
    app.shortcut('unlink_asset', async ({ ack, shortcut, client }) => {
      await ack();
      await client.views.open({ trigger_id: shortcut.trigger_id, view: form });
    });
    listen(app);
  });
  const { workspace } = stage;
  if (from === 'command') await workspace.post({ user: lan, channel: opsChannel, text: '/unlink' });
  else await workspace.shortcut({ user: lan, callback_id: 'unlink_asset' });
  const modal = await workspace.waitFor(() => workspace.views(lan).modal);
  const container = { type: 'view', view_id: modal.id } as const;
  return { workspace, modal, at: { user: lan, container, block_id: 'what', action_id: 'assets' } };
}

describe('a conversations_select', () => {
  it('starts with the conversation that the modal was opened from, and gives a response_url for it', async () => {
    const urls: string[] = [];
    const { workspace, modal } = await openForm((app) => {
      app.view('form', async ({ ack, body, view }) => {
        await ack();
        expect(view.state.values['where']?.['channel']?.selected_conversation).toBe(opsChannel);
        if (body.type !== 'view_submission') throw new Error('no submission');
        urls.push(...(body.response_urls ?? []).map(({ response_url }) => response_url));
      });
    });
    await workspace.submit({ user: lan, view_id: modal.id, state: { values: {} } });
    expect(workspace.deliveries.at(-1)?.body['response_urls']).toEqual([
      { response_url: urls[0], channel_id: opsChannel, block_id: 'where', action_id: 'channel' },
    ]);
    const said = { response_type: 'in_channel', text: 'submitted' };
    const answer = await fetch(urls[0] ?? '', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(said),
    });
    expect(answer.status).toBe(200);
    expect(workspace.messages(opsChannel).at(-1)?.text).toBe('submitted');
  });

  it('starts empty when the person’s place is unknown, and takes another choice', async () => {
    const { workspace, modal } = await openForm(
      (app) => app.view('form', async ({ ack }) => ack()),
      'shortcut',
    );
    const empty = await workspace.submit({ user: lan, view_id: modal.id, state: { values: {} } });
    expect(empty.errors).toEqual({ where: 'Please complete this required field.' });
    const chosen = { type: 'conversations_select', selected_conversation: generalChannel };
    const state = { values: { where: { channel: chosen } } };
    await workspace.submit({ user: lan, view_id: modal.id, state });
    expect(workspace.deliveries.at(-1)?.body['response_urls']).toMatchObject([
      { channel_id: generalChannel },
    ]);
  });
});

describe('an external select in a modal', () => {
  it('passes the typed text to the app, and shows its groups', async () => {
    const groups = [
      { label: plain('OA'), options: [option('1', 'Bán hàng')] },
      { label: plain('App'), options: [option('2', 'Ví')] },
    ];
    const { workspace, at } = await openForm((app) => {
      app.options('assets', ({ ack }) => ack({ option_groups: groups }));
    });
    const answer = await workspace.options({ ...at, value: 'ba' });
    expect(answer).toEqual({ option_groups: groups, options: groups.flatMap(({ options }) => options) });
    expect(workspace.deliveries.at(-1)?.body).toMatchObject({
      ...{ type: 'block_suggestion', block_id: 'what', action_id: 'assets', value: 'ba' },
      ...{ container: at.container, view: { callback_id: 'form' }, user: { id: lan } },
    });
  });

  it.each([
    ['a text of 76 characters', [option('1', 'x'.repeat(76))]],
    ['101 options', Array.from({ length: 101 }, (_, index) => option(`${index}`))],
  ])('shows nothing when the app answers with %s', async (_name, options) => {
    const { workspace, at } = await openForm((app) => app.options('assets', ({ ack }) => ack({ options })));
    expect(await workspace.options({ ...at, value: 'x' })).toEqual({ options: [] });
  });

  it('asks no app about an element that is not an external select', async () => {
    const { workspace, at } = await openForm(() => {});
    const asked = workspace.options({ ...at, block_id: 'where', action_id: 'channel', value: 'x' });
    await expect(asked).rejects.toThrow('asks no app');
  });

  it('reports a choice to the app at once when its input dispatches', async () => {
    const { workspace, at } = await openForm((app) => app.action('assets', ({ ack }) => ack()));
    const selected = [option('1'), option('2')];
    expect(await workspace.action({ ...at, selected })).toMatchObject({ ok: true });
    expect(workspace.deliveries.at(-1)?.body).toMatchObject({
      type: 'block_actions',
      container: at.container,
      view: { state: { values: { what: { assets: { selected_options: selected } } } } },
      actions: [{ type: 'multi_external_select', selected_options: selected }],
    });
    expect(workspace.deliveries.at(-1)?.body).not.toHaveProperty('response_url');
  });
});
